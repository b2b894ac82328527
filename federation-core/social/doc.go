// Package social holds the words of the federation core: actors, posts, follows, reactions,
// blocks, reports, deliveries, and [Change], which is everything that can become of them.
// It has no I/O. An id is always the absolute https URL that ActivityPub gives a thing; what
// is local is minted by this server and nobody else can name it.
//
// Whoever decides (inbox for other servers, outbox for the people here) returns changes;
// whoever stores applies them, all of a list or none. A change carries its own conditions,
// such as the owner that the stored row must have, so that it can be applied late, twice or
// beside others and never does what its owner may not: the origin-based security model of
// FEP-fe34, enforced where the row is.
package social
