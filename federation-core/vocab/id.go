package vocab

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// ID is the identifier of an actor, an object or an activity: an https URL. Its scheme
// and host are normalised (lower case, A-labels, no default port), the rest is as the
// owner spells it. The zero ID is none.
type ID string

// Public is the collection of everybody (ActivityPub, section 5.6), the one ID that
// names no document.
const Public ID = namespace + "Public"

// ParseID reads an identifier: an absolute https URL of at most MaxID bytes with a
// host and without user information. An error has ErrInvalid in its chain.
func ParseID(s string) (ID, error) {
	id, err := parseURL(s)
	if err == nil && !strings.HasPrefix(id, "https://") {
		err = fmt.Errorf("scheme: %w", ErrInvalid)
	}
	if err != nil {
		return "", fmt.Errorf("identifier %.80q: %w", s, err)
	}
	return ID(id), nil
}

// Origin is the scheme, host and port that an identifier stands under, such as
// "https://example.social" or "https://example.social:8443"; "" for the zero ID.
func Origin(id ID) string {
	const scheme = "https://"
	rest, ok := strings.CutPrefix(string(id), scheme)
	if !ok {
		return ""
	}
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	if rest == "" || strings.ContainsAny(rest, `@\`) {
		return ""
	}
	return scheme + rest
}

// SameOrigin reports whether both stand under the same scheme, host and port, the test
// of FEP-fe34. The zero ID is of no origin.
func SameOrigin(a, b ID) bool {
	origin := Origin(a)
	return origin != "" && origin == Origin(b)
}

// Host is the host of an identifier with its port if it is not the default one.
func (id ID) Host() string { return strings.TrimPrefix(Origin(id), "https://") }

// WithoutFragment is the URL to ask for the document in which id is described.
func (id ID) WithoutFragment() ID {
	before, _, _ := strings.Cut(string(id), "#")
	return ID(before)
}

// parseURL reads an absolute http or https URL and normalises its scheme and host.
func parseURL(s string) (string, error) {
	if len(s) > MaxID {
		return "", fmt.Errorf("length %d: %w", len(s), ErrInvalid)
	}
	if at := strings.IndexFunc(s, unfit); at >= 0 {
		return "", fmt.Errorf("character %q: %w", s[at:at+1], ErrInvalid)
	}
	scheme, rest, ok := strings.Cut(s, "://")
	scheme = strings.ToLower(scheme)
	if !ok || scheme != "https" && scheme != "http" {
		return "", fmt.Errorf("scheme: %w", ErrInvalid)
	}
	if _, err := url.Parse(s); err != nil {
		return "", fmt.Errorf("syntax: %w", ErrInvalid)
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	authority, err := parseAuthority(rest[:end], scheme)
	if err != nil {
		return "", err
	}
	if normal := scheme + "://" + authority + rest[end:]; len(normal) <= MaxID {
		return normal, nil
	}
	return "", fmt.Errorf("length: %w", ErrInvalid)
}

// unfit reports characters that no URL has: browsers and servers disagree on them.
func unfit(r rune) bool {
	return r <= ' ' || r >= 0x7f && r < 0xa0 || strings.ContainsRune("\\\"<>^`{|}\u2028\u2029\ufffd", r)
}

// parseAuthority normalises a host and port. User information is refused.
func parseAuthority(authority, scheme string) (string, error) {
	host, port := authority, ""
	if colon := strings.LastIndexByte(authority, ':'); colon > strings.LastIndexByte(authority, ']') {
		host, port = authority[:colon], authority[colon+1:]
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || n == 0 {
			return "", fmt.Errorf("port: %w", ErrInvalid)
		}
		if port = fmt.Sprintf(":%d", n); scheme == "https" && n == 443 || scheme == "http" && n == 80 {
			port = ""
		}
	}
	host, err := parseHost(host)
	return host + port, err
}

// parseHost normalises a name or an address. Whether it may be dialed is not asked here.
func parseHost(host string) (string, error) {
	bad := fmt.Errorf("host: %w", ErrInvalid)
	if literal, ok := strings.CutPrefix(host, "["); ok {
		addr, err := netip.ParseAddr(strings.TrimSuffix(literal, "]"))
		if err != nil || !strings.HasSuffix(literal, "]") || !addr.Is6() || addr.Zone() != "" {
			return "", bad
		}
		return "[" + addr.String() + "]", nil
	}
	if !plainHost(host) {
		ascii, err := idna.Lookup.ToASCII(host)
		if err != nil {
			return "", bad
		}
		host = ascii
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	if last == "" || len(host) > 253 || strings.HasPrefix(host, ".") || strings.Contains(host, "..") {
		return "", bad
	}
	// A host that ends in a number is an address (WHATWG URL), in one spelling only.
	if _, err := netip.ParseAddr(host); last[0] >= '0' && last[0] <= '9' && err != nil {
		return "", bad
	}
	return host, nil
}

// plainHost reports whether a host is spelled as its normal form is, which nearly all are.
func plainHost(host string) bool {
	for i := range len(host) {
		c := host[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '.' {
			return false
		}
	}
	return host != ""
}
