// Package server answers other servers: actors, posts and collections as ActivityPub documents,
// WebFinger, host-meta, NodeInfo, and the way to the inboxes. People who follow a link, or
// ask for the server itself, find a plain page.
//
// # Which form
//
// An actor and a post have two forms at one address. The document goes to whoever's Accept names
// application/activity+json, or application/ld+json with the profile of ActivityStreams, and
// does not prefer HTML to it; the page goes to everybody else, */* and no Accept at all among
// them, as Mastodon does. What has one form, such as a collection, is given whatever is asked
// for. Nothing is ever answered 406.
//
// # Who may read
//
// Open, the default: a document that anybody may read needs no signature. With a signature that
// holds, the signer sees what it may see and not what its author keeps from it by a block. A
// signature that does not hold, or cannot be judged now, counts for nothing as long as the
// document is for anybody; where it is not, the answer is 401 or 503 and not 404, so that the
// sender tries again instead of believing that a post is gone.
//
// An actor's own document is for everybody in this mode, also for whom it blocks: the key is in
// it, by which the block itself is verified.
//
// Authorized fetch: every document needs a signature that holds, and without one the answer is
// 401 before anything is looked up. Pages stay open, as they do in Mastodon. With an allow-list
// signatures have to be of its servers, and there are no pages of people and posts.
//
// WebFinger, host-meta, NodeInfo and the server's own actor are open in all modes: a server that
// demands signatures itself has to read the key by which ours are made. A server that is not
// federated with gets 403 for everything else.
//
// # What is told to whom
//
// A post that is not there and one that may not be read are answered alike to the byte, after
// the same questions to the store. What was deleted is answered 410 with a Tombstone. Somebody
// who is suspended keeps an actor document that says so, without a profile, and empty
// collections; WebFinger says 410.
//
// What anybody may read is cached for three minutes by anybody; an answer to a signed request,
// and any in the other two modes, is private and not stored. All of them vary on Accept and
// Signature. No answer but 429 depends on X-Forwarded headers or on the address of the sender
// (package caller): the public origin is the configured one.
//
// Sources: ActivityPub, RFC 7033 (WebFinger), RFC 6415 (host-meta), NodeInfo 2.0 and 2.1,
// FEP-2677, FEP-8fcf, RFC 8594 (Sunset).
package server
