package landfall

import "errors"

// The errors every layer understands. Wrap them with what was being done and to
// what; compare with errors.Is. Only internal/httpkit turns them into a status.
var (
	// ErrInvalid means the input broke a rule that the message names.
	ErrInvalid = errors.New("invalid")
	// ErrNotFound means there is no such thing.
	ErrNotFound = errors.New("not found")
	// ErrStale means a lease has passed to another worker, so the write was refused.
	ErrStale = errors.New("stale lease")
	// ErrNewerSchema means a database was written by a newer version of Landfall.
	ErrNewerSchema = errors.New("database is newer than this program")
	// ErrUnavailable means a part of Landfall cannot answer just now; a retry may help.
	ErrUnavailable = errors.New("unavailable")
)
