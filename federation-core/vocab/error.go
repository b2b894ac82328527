package vocab

import (
	"errors"
	"fmt"
)

// ErrInvalid is in the chain of every error of this package: the document, the
// identifier or the value handed in is not one.
var ErrInvalid = errors.New("invalid")

// Error says why a document was refused. Its Reason is a snake_case word that fits a
// metric, such as "json_duplicate_name".
type Error struct {
	Reason string
	Detail string // what it was about, quoted and short; may be empty
}

func (e *Error) Error() string {
	if e.Detail == "" {
		return e.Reason
	}
	return e.Reason + ": " + e.Detail
}

// Unwrap makes every refusal an ErrInvalid.
func (e *Error) Unwrap() error { return ErrInvalid }

// refuse makes a refusal that quotes at most forty characters of a stranger's text.
func refuse(reason, about string) error {
	return &Error{Reason: reason, Detail: fmt.Sprintf("%.40q", about)}
}
