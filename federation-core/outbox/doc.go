// Package outbox is what the people of this server do: each method checks that it may be done,
// makes all that becomes of it, the deliveries to other servers among them, and applies that in
// one transaction. Nothing is sent that did not happen, and nothing happens that is not sent.
//
// Between two actors of this server nothing is sent: the change alone is what happened. To
// hosts that the policy does not allow nothing is sent either.
//
// An action that has been done already changes nothing and sends nothing. Whoever acts has to
// be of this server and in good standing; see [ErrForbidden].
//
// Keys. A delivery is signed when it is sent, with the key that its actor then has. After
// [Outbox.RotateKey] that is the new one, for the Update that tells of it and for what waited
// in the queue: a receiver that has cached the old key fails to verify once, reads the actor
// again, and finds the new one. An Update signed with the old key would be refused by all who
// read the actor in between, and the old key may be lost or in other hands, which is why keys
// are changed. The key of a deleted account is kept, so that its Delete can be signed.
package outbox
