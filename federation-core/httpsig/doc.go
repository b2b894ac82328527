// Package httpsig signs HTTP requests and judges signed ones, by the two schemes that
// ActivityPub servers speak: draft-cavage-http-signatures-12 and RFC 9421 (HTTP Message
// Signatures, with digests by RFC 9530).
//
// Both specifications leave open what a signature must cover, how old it may be and whether
// the digest of the body is looked at. A verifier that leaves them open too can be fooled, so
// this one has a policy of its own, and everything outside it is refused:
//
//   - One signature in a request, said once: no header, parameter or component twice.
//   - cavage covers (request-target), host, and date or (created); RFC 9421 covers @method
//     and @target-uri and says created. Whatever is no GET or HEAD, and whatever has a body,
//     covers digest (cavage) or content-digest (RFC 9421) as well. More may be covered.
//   - A digest is made anew from the bytes of the body. It must have SHA-256; what else it
//     has is not looked at.
//   - Dates lie between [Past] before and [Future] after the clock. A stated end is honoured
//     to the second, and never makes a signature last longer.
//   - RSA with PKCS#1 v1.5 and SHA-256, which is what hs2019 means among these servers, with
//     keys of 2048 to 8192 bits; or Ed25519.
//   - The key's id is an https URL with a host and without a user.
//   - The request names our host. Where it was sent is told by the configured origin and the
//     request line, never by the socket or a forwarded header: a proxy in front must hand on
//     the Host it was given.
//
// [Read] does all of this before there is a key, so that nothing is fetched for a request
// that could not pass; [Claim.Verify] does the rest. That the key belongs to the actor that
// the activity names is for the caller to find out, and matters as much.
//
// What Mastodon, GoToSocial, Fedify and snac2 really send is in the recorded requests that the
// tests read. Two habits of theirs shaped the policy: snac2 signs the digest of an empty body
// on GETs, which is fine, and Fedify signs @target-uri with a fragment when it fetches a key,
// which cannot be verified and is refused so that it tries cavage next.
package httpsig
