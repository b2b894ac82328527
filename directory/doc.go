// Package directory says what the observations mean. It builds an immutable
// [Snapshot] of all instances and answers queries from it; it knows no store and
// no HTTP.
//
// A [Query] is what a URL asks for and has one canonical spelling. [Snapshot.Find]
// answers it from bitmaps, one per facet value, so that every page of every
// combination of filters costs about the same. A page is therefore determined by
// the canonical query and the snapshot's [Snapshot.Epoch].
package directory
