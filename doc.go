// Package landfall is the vocabulary of Landfall: the words every other package
// shares. An [Instance] is somebody else's fediverse server; a server is our own
// process. A visit is one polite look at one [Host], and what it saw is an
// [Observation], whatever happened: an instance that is down is data.
//
// The package does no I/O and knows no store, no HTTP and no page.
package landfall
