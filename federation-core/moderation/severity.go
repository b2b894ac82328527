package moderation

import (
	"errors"
	"fmt"
)

// ErrInvalid says that what was asked for cannot be: the fault is the asker's.
var ErrInvalid = errors.New("invalid")

// Severity is how hard a rule is, in rising order, in Mastodon's words.
type Severity int8

const (
	// Noop leaves a server as it is, but for the media and the reports a rule may reject.
	Noop Severity = iota
	// Silence hides a server's posts from those who do not follow their authors.
	Silence
	// Suspend ends all traffic with a server.
	Suspend
)

var severities = [...]string{Noop: "noop", Silence: "silence", Suspend: "suspend"}

// ParseSeverity reads the word for a severity in lower case. "limit" is a newer word for
// "silence". Others are [ErrInvalid].
func ParseSeverity(word string) (Severity, error) {
	for s, name := range severities {
		if name == word {
			return Severity(s), nil
		}
	}
	if word == "limit" {
		return Silence, nil
	}
	return Noop, fmt.Errorf("severity %.40q: %w", word, ErrInvalid)
}

// String returns the word for it.
func (s Severity) String() string {
	if s < Noop || s > Suspend {
		return fmt.Sprintf("severity(%d)", int8(s))
	}
	return severities[s]
}

// MarshalText writes the word for it.
func (s Severity) MarshalText() ([]byte, error) {
	if s < Noop || s > Suspend {
		return nil, fmt.Errorf("%s: %w", s, ErrInvalid)
	}
	return []byte(severities[s]), nil
}

// UnmarshalText reads the word for it, as [ParseSeverity] does.
func (s *Severity) UnmarshalText(text []byte) (err error) {
	*s, err = ParseSeverity(string(text))
	return err
}
