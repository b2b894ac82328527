package httpsig

import "errors"

// ErrRefused is what every refusal of a signature or a key is, by errors.Is.
var ErrRefused = errors.New("signature refused")

// RefusedError says why a signature or a key was refused. It is the sender's fault, and
// has nothing of the request in it: it may go into an answer, a log or a metric.
type RefusedError struct {
	Reason Reason
}

// Error is the reason in words that fit the body of a 401.
func (e *RefusedError) Error() string { return ErrRefused.Error() + ": " + string(e.Reason) }

// Is makes every refusal an ErrRefused.
func (e *RefusedError) Is(target error) bool { return target == ErrRefused }

// Reason is why something was refused: one of the constants, so that it can label a metric.
type Reason string

// The reasons. Unsigned comes first in Read's order, BadSignature last; BadKey is of keys.
const (
	Unsigned          Reason = "unsigned"           // neither Signature-Input nor Signature
	WrongHost         Reason = "wrong-host"         // the request is for another host than ours
	BadTarget         Reason = "bad-target"         // the request line names no path
	BadMethod         Reason = "bad-method"         // a method that is not in capitals
	SeveralSignatures Reason = "several-signatures" // not one signature, or one with two names
	TooLarge          Reason = "too-large"          // longer, or covers more, than anyone needs
	Malformed         Reason = "malformed"          // not what the specification writes
	Duplicate         Reason = "duplicate"          // a header, parameter or component twice
	BadKeyID          Reason = "bad-key-id"         // no https URL with a host and without a user
	BadAlgorithm      Reason = "bad-algorithm"      // another than RSA-SHA256 and Ed25519, or not the key's
	NotCovered        Reason = "not-covered"        // something that must be covered is not
	UnknownComponent  Reason = "unknown-component"  // covers what we cannot rebuild
	MissingComponent  Reason = "missing-component"  // a header that is needed is not there
	NoTime            Reason = "no-time"            // created is missing
	BadDate           Reason = "bad-date"           // Date is not as RFC 9110 writes it
	Stale             Reason = "stale"              // signed too long ago
	FromFuture        Reason = "future"             // signed in the future
	Expired           Reason = "expired"            // past the end that it states itself
	WeakDigest        Reason = "weak-digest"        // a digest without SHA-256
	DigestMismatch    Reason = "digest-mismatch"    // another body was signed
	BadKey            Reason = "bad-key"            // unreadable, too short, too long or of another kind
	BadSignature      Reason = "bad-signature"      // not made with this key over this request
)

func refuse(reason Reason) error { return &RefusedError{Reason: reason} }
