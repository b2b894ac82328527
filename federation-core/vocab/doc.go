// Package vocab reads and writes the documents of ActivityStreams 2.0 and
// ActivityPub: activities, actors, posts, collections and tombstones.
//
// A document is plain JSON, never JSON-LD: no context is fetched and no term is
// expanded. Parse refuses what could mean one thing to this reader and another to a
// JSON-LD processor: duplicate names, keywords that restructure a document, and inline
// contexts that give a term of ActivityPub another meaning or another name. Signatures
// inside a document ("signature", "proof") are never looked at.
//
// Views ([Document.Activity], [Document.Actor], [Document.Note], [Document.Collection],
// [Document.Tombstone]) are tolerant where software differs: a value may stand alone or
// in an array, an object may be embedded or named by its IRI, Public has three
// spellings, a link may be a string or an object. What cannot be read is empty, never a
// guess; what is longer than a cap (see the Max constants) is cut, never an error.
// A view says what a document claims. Whether the claim is to be believed is for the
// caller, who has [SameOrigin] and [Ref.Within] for it (FEP-fe34).
//
// [Write] is the other way: the same views, filled in by us, become documents with
// their @context. What it writes, Parse reads back the same.
package vocab
