// Package fetch reads the documents of other servers: signed by this server's own actor, from
// the origin that may speak for them, and within bounds.
//
// What comes back is believed only if its id is the URL that it was found at in the end, or if
// what is found at its id says so itself; only if its media type is that of ActivityStreams, so
// that what a user uploaded somewhere is no document; and only over https, each redirect judged
// anew. Everything that one cause makes this server do is counted on one [Budget].
//
// Sources: FEP-fe34, CVE-2024-23832, CVE-2024-25623, ActivityPub section 3.2.
package fetch
