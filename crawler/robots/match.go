package robots

import "strings"

// rule is one Allow or Disallow line. Its pattern is in canonical form; "*"
// stands for any run of octets and a "$" at the end for the end of the path.
type rule struct {
	pattern string
	allow   bool
}

func newRule(value string, allow bool) rule {
	// A copy, so that a short pattern does not keep the whole file.
	return rule{pattern: strings.Clone(canonicalPattern(value)), allow: allow}
}

// matches reports whether the rule's pattern matches a prefix of path, or all of
// it if it ends in "$". It takes the leftmost place for each piece between stars,
// which is never worse than a later one, so it needs no backtracking and its time
// is linear in the lengths.
func (r rule) matches(path string) bool {
	pattern, anchored := strings.CutSuffix(r.pattern, "$")
	head, rest, starred := strings.Cut(pattern, "*")
	if !strings.HasPrefix(path, head) {
		return false
	}
	path = path[len(head):]
	if !starred {
		return !anchored || path == ""
	}
	for {
		piece, more, again := strings.Cut(rest, "*")
		if !again {
			if anchored {
				return strings.HasSuffix(path, piece)
			}
			return strings.Contains(path, piece)
		}
		at := strings.Index(path, piece)
		if at < 0 {
			return false
		}
		path, rest = path[at+len(piece):], more
	}
}
