package netguard

import (
	"fmt"

	"landfall"
)

// Error is a request that came to nothing: the snake_case reason and the class
// that an Observation records, and what happened.
type Error struct {
	Reason string
	Class  landfall.Class
	Err    error
}

func (e *Error) Error() string {
	if e.Err == nil {
		return e.Reason
	}
	return e.Err.Error()
}

// Unwrap returns what happened.
func (e *Error) Unwrap() error { return e.Err }

// MovedError means that a document redirects to another registrable domain. The
// redirect is a fact to record, not to follow.
type MovedError struct {
	To landfall.Host
}

func (e *MovedError) Error() string { return fmt.Sprintf("moved to %s", e.To) }

// fault makes an Error out of a sentence.
func fault(reason string, class landfall.Class, format string, args ...any) *Error {
	return &Error{Reason: reason, Class: class, Err: fmt.Errorf(format, args...)}
}

// Bounds that end a request from the side: causes of its context's end.
var (
	errVisitTimeout   = fault("visit_timeout", landfall.ClassAmbiguous, "the visit took too long")
	errHeaderTimeout  = fault("header_timeout", landfall.ClassAmbiguous, "no complete header in time")
	errBodyTimeout    = fault("body_timeout", landfall.ClassAmbiguous, "no complete body in time")
	errBodyTooSlow    = fault("body_too_slow", landfall.ClassAmbiguous, "the body came too slowly")
	errSessionClosed  = fault("cancelled", landfall.ClassOurs, "the session is closed")
	errHeaderTooLarge = fault("header_too_large", landfall.ClassTheirs, "the header is too large")
)
