package robots

import "strings"

// canonicalPath returns a path with query in the form in which paths and patterns
// are compared (RFC 9309 §2.2.2): it begins with a slash and has no fragment;
// escapes of unreserved characters are decoded, all other octets that URIs do not
// carry raw are escaped, with capital digits. "*" and "$" are escaped too, since
// in a pattern they mean something else (§2.2.3).
func canonicalPath(path string) string {
	if fragment := strings.IndexByte(path, '#'); fragment >= 0 {
		path = path[:fragment]
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return canonical(path, "*$")
}

// canonicalPattern does the same to a pattern, in which every "*" and a "$" at
// the end keep their meaning. Stars in a row mean one star.
func canonicalPattern(pattern string) string {
	anchored := strings.HasSuffix(pattern, "$")
	if anchored {
		pattern = pattern[:len(pattern)-1]
	}
	pattern = canonical(pattern, "$")
	for strings.Contains(pattern, "**") {
		pattern = strings.ReplaceAll(pattern, "**", "*")
	}
	if anchored {
		pattern += "$"
	}
	return pattern
}

const hexDigits = "0123456789ABCDEF"

// canonical escapes and unescapes text; the bytes in special are escaped too.
// Behind the first "?" the characters that only a path gives a meaning are
// decoded as well, so that "?to=https%3A%2F%2Fa" and "?to=https://a" are the same.
func canonical(text, special string) string {
	if !strings.ContainsAny(text, "%"+special) && isPlain(text) {
		return text
	}
	var out strings.Builder
	inQuery := false
	for i := 0; i < len(text); i++ {
		c, escaped := text[i], false
		if c == '%' && i+2 < len(text) {
			if hi, lo := unhex(text[i+1]), unhex(text[i+2]); hi >= 0 && lo >= 0 {
				c, escaped = byte(hi<<4|lo), true
				i += 2
			}
		}
		if c == '?' && !escaped {
			inQuery = true
		}
		switch {
		case escaped && !isUnreserved(c) && (!inQuery || !strings.ContainsRune(":/?@", rune(c))),
			!escaped && (!isURIByte(c) || strings.IndexByte(special, c) >= 0):
			out.WriteByte('%')
			out.WriteByte(hexDigits[c>>4])
			out.WriteByte(hexDigits[c&15])
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

func isPlain(text string) bool {
	for i := range len(text) {
		if !isURIByte(text[i]) {
			return false
		}
	}
	return true
}

// isURIByte reports whether URIs carry c raw: RFC 3986's reserved and unreserved
// characters. A percent sign that begins no escape is none of them.
func isURIByte(c byte) bool {
	return isUnreserved(c) || c < 0x80 && strings.IndexByte(":/?#[]@!$&'()*+,;=", c) >= 0
}

func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}

// unhex returns the value of a hexadecimal digit, or -1.
func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
