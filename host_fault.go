package landfall

import "fmt"

// HostFault says in one snake_case word why a text is no instance's name.
type HostFault string

// The faults.
const (
	HostEmpty         HostFault = "empty"
	HostTooLong       HostFault = "too_long"
	HostNotBare       HostFault = "not_bare"       // a scheme, port, path, query, user or IPv6 literal
	HostTrailingDot   HostFault = "trailing_dot"   // absolute names have one spelling too many
	HostBadLabel      HostFault = "bad_label"      // an underscore, a space, a hyphen at an end, bad punycode
	HostNotCanonical  HostFault = "not_canonical"  // A-labels that stand for another spelling
	HostAddress       HostFault = "address"        // an IPv4 address in any of its spellings
	HostSingleLabel   HostFault = "single_label"   // no dot
	HostSpecialUse    HostFault = "special_use"    // .onion, .local, .arpa, example.org, …
	HostUnknownSuffix HostFault = "unknown_suffix" // no such top-level domain
	HostBareSuffix    HostFault = "bare_suffix"    // a public suffix under which others register
)

// HostError is a text that [ParseHost] refused. It is [ErrInvalid].
type HostError struct {
	// Text is what was read, cut to 80 bytes.
	Text  string
	Fault HostFault
}

func (e *HostError) Error() string {
	return fmt.Sprintf("host %q: %v: %s", e.Text, ErrInvalid, e.Fault.Why())
}

// Unwrap makes errors.Is(err, ErrInvalid) true.
func (e *HostError) Unwrap() error { return ErrInvalid }

// Why says in a few words what is wrong with the name.
func (f HostFault) Why() string {
	switch f {
	case HostEmpty:
		return "empty"
	case HostTooLong:
		return "too long"
	case HostNotBare:
		return "a name only, without scheme, port, path or user"
	case HostTrailingDot:
		return "a dot at its end"
	case HostBadLabel:
		return "it has a space or another sign where names cannot have one"
	case HostNotCanonical:
		return "its xn-- part stands for another spelling"
	case HostAddress:
		return "an IP address"
	case HostSingleLabel:
		return "a single word, without a domain such as .social"
	case HostSpecialUse:
		return "a name for private use or tests"
	case HostUnknownSuffix:
		return "no name on the Internet ends like this"
	case HostBareSuffix:
		return "names of many owners end like this: a suffix, and no host"
	}
	return string(f)
}
