package discover

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"landfall/internal/netguard/strictjson"
)

// maxNameBytes is how much of one string of a list is kept, quoted; what is
// longer cannot be a host name.
const maxNameBytes = 2048

// scanner reads a JSON document as a stream. Unlike json.Decoder it holds
// no more than one short string at a time, however long the strings are.
type scanner struct {
	r   *bufio.Reader
	at  int64  // bytes read
	raw []byte // the string being read, as quoted
	// offer takes each element: the name, or ok false for one that has none.
	offer func(name string, ok bool)
}

// elements reads what stands between an opening bracket, already read, and the
// closing one: each is called with its first byte, with commas in between.
func (s *scanner) elements(closing byte, each func(first byte) error) error {
	c, err := s.token()
	if err != nil || c == closing {
		return err
	}
	for {
		if err := each(c); err != nil {
			return err
		}
		if c, err = s.token(); err != nil || c == closing {
			return err
		}
		if c != ',' {
			return s.malformed("no comma")
		}
		if c, err = s.token(); err != nil {
			return err
		}
	}
}

// member reads a member's key, whose first byte is c, and the colon, and returns
// the first byte of its value.
func (s *scanner) member(c byte) (key string, first byte, err error) {
	if c != '"' {
		return "", 0, s.malformed("no key")
	}
	if key, err = s.text(); err != nil {
		return "", 0, err
	}
	if c, err = s.token(); err != nil {
		return "", 0, err
	}
	if c != ':' {
		return "", 0, s.malformed("no colon")
	}
	first, err = s.token()
	return key, first, err
}

// skip reads over a value whose first byte is c.
func (s *scanner) skip(c byte, depth int) error {
	if depth >= strictjson.MaxDepth {
		return &strictjson.Error{Reason: "json_too_deep"}
	}
	switch c {
	case '"':
		_, err := s.text()
		return err
	case '[':
		return s.elements(']', func(c byte) error { return s.skip(c, depth+1) })
	case '{':
		return s.elements('}', func(c byte) error {
			_, c, err := s.member(c)
			if err != nil {
				return err
			}
			return s.skip(c, depth+1)
		})
	}
	_, err := s.scalar(c)
	return err
}

// scalar reads a number, true, false or null.
func (s *scanner) scalar(c byte) (string, error) {
	const longest = 64
	word := []byte{c}
	for {
		c, err := s.r.ReadByte()
		if err != nil {
			return "", err
		}
		if strings.IndexByte(",]} \t\r\n", c) >= 0 {
			break
		}
		if word = append(word, c); len(word) > longest {
			return "", s.malformed("endless number")
		}
		s.at++
	}
	if err := s.r.UnreadByte(); err != nil {
		return "", err
	}
	if !json.Valid(word) {
		return "", s.malformed("no value")
	}
	return string(word), nil
}

// text reads a string whose opening quote has been read. Of one that is longer
// than any name the beginning comes back, which is refused for its length.
func (s *scanner) text() (string, error) {
	s.raw = append(s.raw[:0], '"')
	escaped := false
	for {
		c, err := s.next()
		switch {
		case err != nil:
			return "", err
		case c < ' ':
			return "", s.malformed("control character")
		case c == '"':
			return s.unquote(escaped)
		case c == '\\':
			escaped = true
			s.keep(c)
			if c, err = s.next(); err != nil {
				return "", err
			}
			if strings.IndexByte(`"\/bfnrtu`, c) < 0 {
				return "", s.malformed("unknown escape")
			}
		}
		s.keep(c)
	}
}

func (s *scanner) keep(c byte) {
	if len(s.raw) < maxNameBytes {
		s.raw = append(s.raw, c)
	}
}

func (s *scanner) unquote(escaped bool) (string, error) {
	switch {
	case len(s.raw) == maxNameBytes: // cut, perhaps inside a character
		return string(s.raw[1:]), nil
	case !utf8.Valid(s.raw):
		return "", &strictjson.Error{Reason: "json_invalid_utf8"}
	case !escaped:
		return string(s.raw[1:]), nil
	}
	var text string
	if err := json.Unmarshal(append(s.raw, '"'), &text); err != nil {
		return "", s.malformed("unknown escape")
	}
	return text, nil
}

// token returns the next byte that is no white space.
func (s *scanner) token() (byte, error) {
	for {
		c, err := s.next()
		if err != nil || strings.IndexByte(" \t\r\n", c) < 0 {
			return c, err
		}
	}
}

func (s *scanner) next() (byte, error) {
	c, err := s.r.ReadByte()
	if err == nil {
		s.at++
	}
	return c, err
}

func (s *scanner) malformed(why string) error {
	return &strictjson.Error{Reason: "json_malformed", Detail: fmt.Sprintf("%s at byte %d", why, s.at)}
}

// early names the end of the document where there should be more.
func (s *scanner) early(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return s.malformed("ends early")
	}
	return err
}
