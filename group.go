package landfall

import (
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"
)

// Group is the hosts below one domain, as far as they are more than one. Whoever owns
// the domain, or has found a way to register below it for nothing, can invent names
// without end, so that the group is let in by and by, and not at all if every name
// answers.
type Group struct {
	// Domain is a registrable domain, or the estate of several; see [Host.Groups].
	Domain string
	State  GroupState
	// Face is the one host of a quarantined group that is visited and shown.
	Face Host
	// Admitted is how many hosts of it were ever made known, Verified how many of
	// them answered as instances, Allowance how many may be known by now.
	Admitted, Verified, Allowance int
	// Grown is when the allowance last grew, Probed when a name that nobody can have
	// was last tried, Since when the state began; zero if never.
	Grown, Probed, Since time.Time
	// Why says in a few words what the state rests on.
	Why string
}

// GroupState says what becomes of a group's hosts.
type GroupState string

// The states.
const (
	GroupOpen        GroupState = "open"        // visited, and let in by and by
	GroupQuarantined GroupState = "quarantined" // every name answers: one host is visited and shown
	GroupBlocked     GroupState = "blocked"     // by the operator: none is visited or shown
	GroupTrusted     GroupState = "trusted"     // by the operator: all are let in, and nothing is tried
)

// Groups returns the domains of the groups that the host is of: its registrable
// domain, and its estate if it has one.
func (h Host) Groups() []string {
	if estate := h.Estate(); estate != "" {
		return []string{h.Registrable(), estate}
	}
	return []string{h.Registrable()}
}

// Hides reports whether the host, which is of the group, is to be left out of lists
// and visits.
func (g Group) Hides(host Host) bool {
	return g.State == GroupBlocked || g.State == GroupQuarantined && host != g.Face
}

// Shut holds the groups that are quarantined or blocked, by domain.
type Shut map[string]Group

// NewShut returns those of the given groups that are shut, by domain.
func NewShut(groups []Group) Shut {
	shut := make(Shut, len(groups))
	for _, g := range groups {
		if g.State == GroupQuarantined || g.State == GroupBlocked {
			shut[g.Domain] = g
		}
	}
	return shut
}

// Hides reports whether a group hides the host.
func (s Shut) Hides(host Host) bool {
	for range s.Hiding(host) {
		return true
	}
	return false
}

// Hiding yields the groups that hide the host. What holds for an estate or a private
// suffix, below which others register, holds for all their domains.
func (s Shut) Hiding(host Host) iter.Seq[Group] {
	return func(yield func(Group) bool) {
		for domain, below := host.Registrable(), true; below; _, domain, below = strings.Cut(domain, ".") {
			if g, ok := s[domain]; ok && g.Hides(host) && !yield(g) {
				return
			}
		}
	}
}

// ParseDomain reads the domain of a group: the registrable one of a host, or a
// private suffix such as a hosting company's. Everybody's suffixes, such as "org",
// are [ErrInvalid].
func ParseDomain(text string) (string, error) {
	host, err := ParseHost(text)
	if err == nil {
		return host.Registrable(), nil
	}
	suffix := strings.ToLower(text)
	if fault, ok := errors.AsType[*HostError](err); !ok || fault.Fault != HostBareSuffix || !isASCII(suffix) {
		return "", err
	}
	if _, icann := publicsuffix.PublicSuffix(suffix); icann {
		return "", fmt.Errorf("domain %q: %w: everybody registers below it", suffix, ErrInvalid)
	}
	return suffix, nil
}

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r > 0x7f })
}
