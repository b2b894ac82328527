package outbox

import (
	"errors"
	"fmt"

	"landfall/federation-core/social"
)

// What an action is refused for, beside [social.ErrNotFound]: what is not there, and what
// whoever acts may not see, which are not told apart.
var (
	// ErrInvalid is for what cannot be done by anybody; the message says what is wrong with it.
	ErrInvalid = errors.New("invalid")
	// ErrForbidden is for what may not be done by, or to, this actor.
	ErrForbidden = errors.New("forbidden")
)

func invalid(what string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(what, args...), ErrInvalid)
}

func forbidden(what string) error { return fmt.Errorf("%s: %w", what, ErrForbidden) }

// missing is for what is not there, by the word for it and its id, which may be anything.
func missing(what, id string) error {
	return fmt.Errorf("the %s %.200q: %w", what, id, social.ErrNotFound)
}

// absent reports whether an error of the store says that there is no such thing, or none any
// more.
func absent(err error) bool {
	return errors.Is(err, social.ErrNotFound) || errors.Is(err, social.ErrGone)
}
