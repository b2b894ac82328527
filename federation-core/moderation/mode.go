package moderation

import "fmt"

// Mode is what becomes of a server that no rule names.
type Mode int8

const (
	// Open lets it pass.
	Open Mode = iota
	// AllowList lets it pass only if its very name is allowed.
	AllowList
)

var modes = [...]string{Open: "open", AllowList: "allow_list"}

// ParseMode reads the word for a mode. Others are [ErrInvalid].
func ParseMode(word string) (Mode, error) {
	for m, name := range modes {
		if name == word {
			return Mode(m), nil
		}
	}
	return Open, fmt.Errorf("mode %.40q: %w", word, ErrInvalid)
}

// String returns the word for it.
func (m Mode) String() string {
	if m != Open && m != AllowList {
		return fmt.Sprintf("mode(%d)", int8(m))
	}
	return modes[m]
}

// MarshalText writes the word for it.
func (m Mode) MarshalText() ([]byte, error) {
	if m != Open && m != AllowList {
		return nil, fmt.Errorf("%s: %w", m, ErrInvalid)
	}
	return []byte(modes[m]), nil
}

// UnmarshalText reads the word for it, as [ParseMode] does.
func (m *Mode) UnmarshalText(text []byte) (err error) {
	*m, err = ParseMode(string(text))
	return err
}
