// Package inbox takes what other servers deliver. It has two halves, with a durable queue
// between them.
//
// [Receiver] answers the POST. It looks at what is cheap first, verifies who sent it, makes it
// durable and only then answers 202: what is acknowledged is done, once, whatever happens to
// this process. A signature that cannot be verified is answered 401 at once, because other
// servers then try the other kind of signature.
//
// [Processor] works through the queue: it decides what becomes of an activity in plain code and
// hands the changes to the store, which makes them in the transaction that takes the arrival
// off the queue.
//
// The security model is FEP-fe34: an actor speaks for what is of its own origin and nothing
// else; what is embedded from elsewhere is an address to fetch from.
package inbox
