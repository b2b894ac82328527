package probe

import "strings"

// hasTag tells markup from plain text, in which "<3" and "a < b" mean themselves.
func hasTag(s string) bool {
	for {
		_, rest, found := strings.Cut(s, "<")
		if !found {
			return false
		}
		if tagName(rest) != "" {
			return true
		}
		s = rest
	}
}

// markBreaks puts line ends into HTML where a browser would, ahead of the tags
// that make them: one for a line break, an empty line around paragraphs, lists
// and headings, and a "\v" around other blocks, of which several in a row end one
// line only. Line ends of the source become spaces.
func markBreaks(s string) string {
	s = strings.NewReplacer("\r", " ", "\n", " ", "\v", " ").Replace(s)
	var out strings.Builder
	out.Grow(len(s) + len(s)/4)
	for {
		text, rest, found := strings.Cut(s, "<")
		out.WriteString(text)
		if !found {
			return out.String()
		}
		switch tagName(rest) {
		case "br":
			out.WriteString("\n")
		case "div", "li", "tr", "dt", "dd", "hr", "pre", "section", "article":
			out.WriteString("\v")
		case "p", "ul", "ol", "dl", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote":
			out.WriteString("\n\n")
		}
		out.WriteString("<")
		s = rest
	}
}

// tagName returns the lower-case name of the tag whose text after "<" is given,
// opening or closing, or "" if it is none.
func tagName(s string) string {
	const longest = 16
	s = strings.TrimPrefix(s, "/")
	end := 0
	for end < len(s) && end < longest && (isLetter(s[end]) || end > 0 && '0' <= s[end] && s[end] <= '9') {
		end++
	}
	return strings.ToLower(s[:end])
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// softBreaks turns each run of "\v" and the spaces around it into one line end.
func softBreaks(s string) string {
	if !strings.Contains(s, "\v") {
		return s
	}
	var out strings.Builder
	for part := range strings.SplitSeq(s, "\v") {
		if part = strings.Trim(part, " "); part == "" {
			continue
		}
		if out.Len() > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(part)
	}
	return out.String()
}
