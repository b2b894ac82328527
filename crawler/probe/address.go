package probe

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// masked stands where an address was.
const masked = "[address]"

// Bounds on the two sides of an address, in bytes.
const (
	maxLocal  = 256
	maxDomain = 1024
)

// maskAddresses puts [masked] in the place of every e-mail address and fediverse
// account ("name@host.tld", "@name@host.tld"), in time linear in the text.
func maskAddresses(s string) string {
	var out strings.Builder
	done := 0
	for at := strings.IndexByte(s, '@'); at >= 0; {
		start := at - localLen(s[done:at])
		end := at + 1 + domainLen(s[at+1:])
		if start < at && end > at+1 {
			if start > done && s[start-1] == '@' {
				start--
			}
			out.WriteString(s[done:start])
			out.WriteString(masked)
			done = end
		} else {
			end = at + 1
		}
		next := strings.IndexByte(s[end:], '@')
		if next < 0 {
			break
		}
		at = end + next
	}
	out.WriteString(s[done:])
	return out.String()
}

// localLen returns how many bytes at the end of s can be the name in an address.
func localLen(s string) int {
	n := 0
	for n < len(s) && n < maxLocal {
		r, size := utf8.DecodeLastRuneInString(s[:len(s)-n])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("._%+-", r) {
			break
		}
		n += size
	}
	return n
}

// domainLen returns how many bytes at the beginning of s are the domain of an
// address, 0 if they are none: labels of letters, digits and hyphens, at least
// two, the last one not a number.
func domainLen(s string) int {
	end := 0
	for end < len(s) && end < maxDomain {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && r != '-' && r != '.' {
			break
		}
		end += size
	}
	domain := s[:end]
	if gap := strings.Index(domain, ".."); gap >= 0 {
		domain = domain[:gap]
	}
	for {
		domain = strings.TrimRight(domain, ".-")
		dot := strings.LastIndexByte(domain, '.')
		if dot <= 0 {
			return 0
		}
		if first, _ := utf8.DecodeRuneInString(domain[dot+1:]); unicode.IsLetter(first) && len(domain)-dot > 2 {
			return len(domain)
		}
		domain = domain[:dot] // "a@b.de.1": the number belongs to the sentence
	}
}
