package landfall

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// Host is the canonical name of an instance: a lower-case A-label host name
// below a known public suffix, such as "xn--bcher-kva.example.org". Only
// [ParseHost] makes one from text; inside, nobody checks it again.
type Host string

// The longest name and label DNS can carry in text form (RFC 1035 §2.3.4).
const (
	maxHostBytes  = 253
	maxLabelBytes = 63
)

// specialUse lists last labels that never belong to a public instance: the IANA
// special-use domain names (RFC 6761 and its registry), ICANN's reserved
// "internal", and suffixes of overlay and home networks. Reverse-DNS names
// (".arpa") are among them.
var specialUse = []string{
	"alt", "arpa", "example", "internal", "invalid", "local", "localhost", "onion", "test",
	"i2p", "corp", "home", "lan", "localdomain", "mail", "bit", "exit",
}

// documentation lists the domains that RFC 2606 §3 keeps for examples.
var documentation = []string{"example.com", "example.net", "example.org"}

// hostProfile is the IDNA lookup profile (UTS #46, non-transitional) with strict
// letters-digits-hyphen rules, so that an underscore or a space is an error.
var hostProfile = idna.New(
	idna.MapForLookup(),
	idna.BidiRule(),
	idna.StrictDomainName(true),
	idna.VerifyDNSLength(true),
	idna.CheckHyphens(true),
	idna.CheckJoiners(true),
	idna.Transitional(false),
)

// ParseHost reads a host name as found in a peers list, a seed file or a form.
// It takes the name alone, in any letter case and in Unicode or A-label form,
// and returns its one canonical form. Schemes, ports, paths, user names, IP
// literals, single labels, trailing dots, bare public suffixes, suffixes that do
// not exist and special-use names are refused with a [HostError], which is
// [ErrInvalid].
func ParseHost(text string) (Host, error) {
	name, fault := canonical(text)
	if fault == "" {
		fault = nameFault(name)
	}
	if fault != "" {
		return "", &HostError{Text: clip(text, 80), Fault: fault}
	}
	return Host(name), nil
}

// canonical returns text as lower-case A-labels, and what keeps it from being a
// host name of any kind, or "".
func canonical(text string) (name string, fault HostFault) {
	switch {
	case text == "":
		return "", HostEmpty
	case len(text) > 4*maxHostBytes:
		return "", HostTooLong
	case strings.ContainsAny(text, ":/\\?#@[]%"):
		return "", HostNotBare
	case strings.HasSuffix(text, "."):
		return "", HostTrailingDot
	case !utf8.ValidString(text):
		return "", HostBadLabel
	}
	if plain(text) {
		name = strings.ToLower(text)
	} else {
		var err error
		if name, err = hostProfile.ToASCII(text); err != nil {
			return "", HostBadLabel
		}
		if !roundTrips(name) {
			return "", HostNotCanonical
		}
	}
	if len(name) > maxHostBytes {
		return "", HostTooLong
	}
	return name, ""
}

// plain reports whether text consists of labels on which the IDNA profile does
// nothing but lower the case: letters, digits and hyphens, no hyphen at either
// end or in the third and fourth place, as A-labels have. It spares most names
// the mapping, which costs ten times as much.
func plain(text string) bool {
	start := 0
	for i := range len(text) + 1 {
		if i == len(text) || text[i] == '.' {
			if !plainLabel(text[start:i]) {
				return false
			}
			start = i + 1
		}
	}
	return true
}

func plainLabel(label string) bool {
	n := len(label)
	if n == 0 || n > maxLabelBytes || label[0] == '-' || label[n-1] == '-' || n > 3 && label[2:4] == "--" {
		return false
	}
	for i := range n {
		switch c := label[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', 'A' <= c && c <= 'Z', c == '-':
		default:
			return false
		}
	}
	return true
}

// roundTrips reports whether the A-labels of name decode to U-labels that encode
// back to themselves; otherwise two spellings of one name could be stored side
// by side.
func roundTrips(name string) bool {
	unicode, err := hostProfile.ToUnicode(name)
	if err != nil {
		return false
	}
	again, err := hostProfile.ToASCII(unicode)
	return err == nil && again == name
}

// nameFault says what keeps a canonical name from being an instance's, or "".
func nameFault(name string) HostFault {
	last := name[strings.LastIndexByte(name, '.')+1:]
	switch {
	case last == "": // an ideographic full stop at the end, mapped to a dot
		return HostTrailingDot
	case looksNumeric(last):
		return HostAddress
	case slices.Contains(specialUse, last):
		return HostSpecialUse
	case len(last) == len(name):
		return HostSingleLabel
	}
	suffix, icann := publicsuffix.PublicSuffix(name)
	switch {
	case !icann && !strings.Contains(suffix, "."):
		return HostUnknownSuffix
	case suffix == name:
		return HostBareSuffix
	case slices.Contains(documentation, registrable(name, suffix)):
		return HostSpecialUse
	}
	return ""
}

// looksNumeric reports whether a last label is a number, as in IPv4 addresses
// and their legacy spellings ("127.1", "0x7f.0x1") that resolvers still accept.
func looksNumeric(last string) bool {
	digits := "0123456789"
	if rest, hex := strings.CutPrefix(last, "0x"); hex {
		last, digits = rest, "0123456789abcdef"
	}
	return strings.Trim(last, digits) == ""
}

// registrable returns the suffix of name and one label more.
func registrable(name, suffix string) string {
	rest := strings.TrimSuffix(name, "."+suffix)
	return name[strings.LastIndexByte(rest, '.')+1:]
}

// String returns the A-label form.
func (h Host) String() string { return string(h) }

// Registrable returns the domain a registrar sold: the public suffix, private
// rules included, and one label more. Names that share it share an owner.
func (h Host) Registrable() string {
	suffix, _ := publicsuffix.PublicSuffix(string(h))
	if len(suffix) >= len(h) {
		return string(h)
	}
	return registrable(string(h), suffix)
}

// Estate returns the domain that everybody's suffix and one label more make, if that
// is another than [Host.Registrable]: of a name below a private suffix, such as a
// hosting company's, the company's own domain. Else it returns "".
func (h Host) Estate() string {
	suffix, icann := publicsuffix.PublicSuffix(string(h))
	if icann {
		return ""
	}
	for private := suffix; ; {
		_, parent, below := strings.Cut(private, ".")
		if !below {
			return ""
		}
		if private, icann = publicsuffix.PublicSuffix(parent); icann {
			return registrable(suffix, private)
		}
	}
}

// clip shortens text to at most n bytes for use in a message.
func clip(text string, n int) string {
	if len(text) <= n {
		return text
	}
	return strings.ToValidUTF8(text[:n], "") + "…"
}
