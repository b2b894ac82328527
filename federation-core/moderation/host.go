package moderation

import (
	"fmt"
	"net/netip"
	"strings"

	"golang.org/x/net/idna"
)

// The longest name and label DNS can carry in text form (RFC 1035 §2.3.4).
const (
	maxHostBytes  = 253
	maxLabelBytes = 63
)

// hosts maps a name as browsers and resolvers do (UTS #46, non-transitional). It leaves
// underscores and hyphens in odd places alone, which names in use have.
var hosts = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.Transitional(false),
	idna.StrictDomainName(false), idna.CheckHyphens(false), idna.VerifyDNSLength(true))

// Host is the one form of a host as a URL has it: lower-case A-labels without port, brackets
// and the dot at the end, or an IP address as it is written shortest. What is no host is
// [ErrInvalid].
func Host(text string) (string, error) {
	name := bare(text)
	if addr, err := netip.ParseAddr(name); err == nil && addr.Zone() == "" {
		return addr.String(), nil
	}
	if !plain(name) {
		mapped, err := mapName(name)
		if err != nil {
			return "", fmt.Errorf("host %.80q: %w", text, ErrInvalid)
		}
		name = mapped
	}
	if !wellFormed(name) {
		return "", fmt.Errorf("host %.80q: %w", text, ErrInvalid)
	}
	return name, nil
}

// bare takes the port, the brackets of an IPv6 address and one dot at the end away.
func bare(text string) string {
	if inner, ok := strings.CutPrefix(text, "["); ok {
		if addr, port, ok := strings.Cut(inner, "]"); ok && strings.Contains(addr, ":") && (port == "" || port[0] == ':' && digits(port[1:])) {
			return addr
		}
		return text
	}
	if name, port, ok := strings.Cut(text, ":"); ok && digits(port) {
		text = name
	}
	return strings.TrimSuffix(text, ".")
}

func digits(text string) bool { return strings.Trim(text, "0123456789") == "" }

// plain reports whether mapping would change nothing, which spares most names its cost.
func plain(name string) bool {
	for i := range len(name) {
		if !letter(name[i]) && name[i] != '.' {
			return false
		}
	}
	return !strings.Contains(name, "xn--")
}

// letter reports whether c may stand in a label of a mapped name.
func letter(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '_'
}

// mapName maps to A-labels. A name whose A-labels do not come out of its own Unicode form is
// refused, for it would be a second spelling of another.
func mapName(name string) (string, error) {
	if len(name) > 4*maxHostBytes {
		return "", ErrInvalid
	}
	ascii, err := hosts.ToASCII(name)
	if err != nil {
		return "", err
	}
	ascii = strings.TrimSuffix(ascii, ".") // of an ideographic full stop
	unicode, err := hosts.ToUnicode(ascii)
	if err != nil {
		return "", err
	}
	if again, err := hosts.ToASCII(unicode); err != nil || again != ascii {
		return "", ErrInvalid
	}
	return ascii, nil
}

// wellFormed reports whether name consists of labels that DNS can carry.
func wellFormed(name string) bool {
	if name == "" || len(name) > maxHostBytes || name[0] == '-' {
		return false
	}
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || len(label) > maxLabelBytes {
			return false
		}
		for i := range len(label) {
			if !letter(label[i]) {
				return false
			}
		}
	}
	return true
}
