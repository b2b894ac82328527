// Package peers makes a picture of which servers know the same others: how alike the lists
// of peers are that they publish, which of those likenesses stand out, where servers lie on
// a plane so that the alike are near each other, and which communities they form.
//
// That two servers name each other says next to nothing, since most name whomever they have
// ever heard of. So the edges are likenesses of lists, to which a name that many lists have
// adds little, and only those that stand out among all of a server are kept: the disparity
// filter of Serrano, Boguñá and Vespignani (PNAS 2009). Communities are found by
// Louvain's method (Blondel and others 2008), places by Eades' springs. Everything is the
// same again for the same lists.
package peers
