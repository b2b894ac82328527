package fetch

import (
	"errors"
	"fmt"
)

// Errors of reading. One that is neither is a fault that may pass: no answer, 5xx, 429.
var (
	// ErrRefused says that asking again will not help: the document is not there, is no
	// document, is not what was asked for, or may not be asked for.
	ErrRefused = errors.New("refused")
	// ErrGone is an ErrRefused: its origin says that it was deleted (410).
	ErrGone = fmt.Errorf("%w: it is gone", ErrRefused)

	// ErrCrowded says that too much is asked for at present. It may pass.
	ErrCrowded = errors.New("too much is asked for at once")

	// errBudget is an ErrRefused that is the cause's, not the document's.
	errBudget = fmt.Errorf("%w: too much is asked for", ErrRefused)
)

func refused(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrRefused, fmt.Sprintf(format, args...))
}
