package social

import "errors"

// What reading finds instead of a thing.
var (
	// ErrNotFound is for what was never heard of.
	ErrNotFound = errors.New("not found")
	// ErrGone is for what was deleted.
	ErrGone = errors.New("gone")
)
