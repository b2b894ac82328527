// Package delivery brings the activities of this server's actors to the inboxes of other
// servers. The queue is a table of the application's own database, filled in the transaction
// that changes state; [Worker] takes what is due from it, signs, sends, and writes down what
// became of it.
//
// # What is promised
//
// Nothing is lost: a delivery waits in the queue until another server answered it or it
// expired, visibly and with a reason. It may be sent more than once: whoever is killed between
// the other server's answer and [Queue].Settle sends it again after the restart, and receivers
// drop an id that they know. One worker runs at a time for a database.
//
// # One attempt
//
// Each request is signed afresh, with a date of its own. Signatures are cavage-12 unless the
// peer is known to verify RFC 9421, because servers that know only the older kind lose or
// refuse the newer one. An attempt knocks again, with the same body, where the signature may
// be what was refused: after 401, and after 400 or 403 where the knock was RFC 9421, which
// servers that do not know it answer so; a cavage signature is understood everywhere, so 400
// and 403 to it are about the activity or the sender. The order is cavage, RFC 9421, or the
// other way round where that is known to work, and at last cavage without the query, for an
// inbox that has one. What was accepted is remembered for the peer.
//
// A redirect is never followed blindly: 307 and 308 to the same scheme, host and port get the
// same body once more, signed anew. Any other is a failure that passes, since the actor's
// inbox is read again sooner or later.
//
// # What an answer means
//
//	2xx                                delivered
//	408, 429, 5xx but 501, other 3xx   tried again
//	410                                final, and the mailbox is gone
//	other 4xx, 501                     final
//	no answer within 10 s              tried again
//	no such name, bad certificate      tried again, after an hour or more: names and
//	                                   certificates run out by mistake and are mended by hand
//
// After the n-th attempt the next waits n^4+15 s and up to half as long again, or as long as
// Retry-After asks if that is more, at most 24 h. Twelve attempts are made, none later than
// seven days after the activity.
//
// # Peers that fail
//
// Ten failures in a row close a host for a minute, then twice as long after each probe that
// fails, up to an hour; Retry-After closes it for the time it asks. A host that failed on seven
// distinct days in UTC is unavailable: what waits for it expires at once, but for a Follow, by
// which somebody here asks anew. Any final answer, since it takes a server to give one, and any
// verified request from there ([Worker.Heard]) clears all of it. This is kept in
// [social.Peer] by the store; in memory there is only what is in hand.
//
// # Fairness
//
// Hosts get their turn one after the other, whatever waits for them, and two requests at a
// time. An attempt that lasts longer than a second gives its slot to a quick one and goes on
// in the slow lane; a host that failed last time begins there.
//
// The numbers are those of Mastodon's delivery worker, with twelve attempts for its sixteen.
// Twelve attempts take between eleven and seventeen hours where nothing else makes them wait.
package delivery
