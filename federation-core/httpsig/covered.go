package httpsig

import (
	"slices"
	"strings"
)

// checkCovered refuses a statement that covers too little, too much, or something twice.
func (s *statement) checkCovered(body bool) error {
	if len(s.covered) > maxCovered {
		return refuse(TooLarge)
	}
	for i, name := range s.covered {
		if name != strings.ToLower(name) {
			return refuse(Malformed)
		}
		if slices.Contains(s.covered[:i], name) {
			return refuse(Duplicate)
		}
	}
	for _, name := range s.required(body) {
		if !s.covers(name) {
			return refuse(NotCovered)
		}
	}
	if s.scheme == Cavage && !s.covers("date") && !s.covers("(created)") {
		return refuse(NotCovered)
	}
	return nil
}

// required is what a signature has to cover, besides the time.
func (s *statement) required(body bool) []string {
	switch {
	case s.scheme == RFC9421 && body:
		return []string{"@method", "@target-uri", "content-digest"}
	case s.scheme == RFC9421:
		return []string{"@method", "@target-uri"}
	case body:
		return []string{"(request-target)", "host", "digest"}
	default:
		return []string{"(request-target)", "host"}
	}
}

// base is the text that is signed: a line for each component, and in RFC 9421 one for the
// parameters (section 2.5 there, section 2.3 of the draft).
func (s *statement) base(m message) ([]byte, error) {
	var b strings.Builder
	for i, name := range s.covered {
		value, err := s.component(m, name)
		if err != nil {
			return nil, err
		}
		if strings.ContainsAny(value, "\r\n") {
			return nil, refuse(Malformed)
		}
		if b.Len()+len(name)+len(value) > maxBase {
			return nil, refuse(TooLarge)
		}
		if s.scheme == RFC9421 {
			b.WriteString(`"` + name + `": ` + value + "\n")
			continue
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(name + ": " + value)
	}
	if s.scheme == RFC9421 {
		b.WriteString(`"@signature-params": ` + s.params)
	}
	return []byte(b.String()), nil
}

// component is the value of a covered component of either scheme.
func (s *statement) component(m message, name string) (string, error) {
	switch {
	case s.scheme == RFC9421 && strings.HasPrefix(name, "@"):
		return m.derived(name)
	case s.scheme == Cavage && strings.HasPrefix(name, "("):
		return s.special(m, name)
	default:
		return m.field(name)
	}
}
