package social

import (
	"errors"
	"time"
)

// What reading finds instead of a thing.
var (
	// ErrNotFound is for what was never heard of.
	ErrNotFound = errors.New("not found")
	// ErrGone is for what was deleted.
	ErrGone = errors.New("gone")
)

// GoneError is an [ErrGone] that tells what is still known of the thing.
type GoneError struct {
	Type string // it was a Note, a Person, …; "" if that is not known
	At   time.Time
}

// Error is that of ErrGone.
func (*GoneError) Error() string { return ErrGone.Error() }

// Unwrap makes it an ErrGone.
func (*GoneError) Unwrap() error { return ErrGone }
