package probe

import (
	"slices"
	"strings"
)

// headerLinks returns where the links of one relation lead, of those in the values of a
// Link header. A link with an anchor is about another resource and is left out; what
// follows a fault in a value is not read.
//
// Source: RFC 8288, section 3.
func headerLinks(values []string, relation string) []string {
	var targets []string
	for _, text := range values {
		for {
			l, rest, ok := cutLink(text)
			if !ok {
				break
			}
			text = rest
			_, anchored := l.params["anchor"]
			if !anchored && slices.Contains(strings.Fields(strings.ToLower(l.params["rel"])), relation) {
				targets = append(targets, l.target)
			}
		}
	}
	return targets
}

// headerLink is one link of a Link header. Of a parameter that is there twice, the
// first counts.
type headerLink struct {
	target string
	params map[string]string
}

func cutLink(text string) (l headerLink, rest string, ok bool) {
	text, ok = strings.CutPrefix(strings.TrimLeft(text, " \t,"), "<")
	if !ok {
		return l, "", false
	}
	l.target, text, ok = strings.Cut(text, ">")
	if !ok {
		return l, "", false
	}
	l.target, l.params = strings.TrimSpace(l.target), make(map[string]string)
	for {
		after, more := strings.CutPrefix(strings.TrimLeft(text, " \t"), ";")
		if !more {
			return l, text, true
		}
		var name, value string
		name, value, text = cutParam(after)
		if _, twice := l.params[name]; !twice && name != "" {
			l.params[name] = value
		}
	}
}

// cutParam cuts name, name=value or name="value" off the front.
func cutParam(text string) (name, value, rest string) {
	end := strings.IndexAny(text, "=;,")
	if end < 0 {
		return strings.ToLower(strings.TrimSpace(text)), "", ""
	}
	name, rest = strings.ToLower(strings.TrimSpace(text[:end])), text[end:]
	if rest[0] != '=' {
		return name, "", rest
	}
	rest = strings.TrimLeft(rest[1:], " \t")
	if quoted, ok := strings.CutPrefix(rest, `"`); ok {
		value, rest = cutQuoted(quoted)
		return name, value, rest
	}
	if end = strings.IndexAny(rest, ";,"); end < 0 {
		end = len(rest)
	}
	return name, strings.TrimSpace(rest[:end]), rest[end:]
}

// cutQuoted cuts a quoted text off the front, whose first quote is gone already.
func cutQuoted(text string) (value, rest string) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			return b.String(), text[i+1:]
		case '\\':
			if i++; i == len(text) {
				return b.String(), ""
			}
		}
		b.WriteByte(text[i])
	}
	return b.String(), ""
}
