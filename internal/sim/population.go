package sim

import (
	"slices"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// Population is a network as lists of the real one describe it. A [Network] plays
// it with invented documents: only names, software, numbers and whether people may
// join are the lists' own.
type Population struct {
	members map[string]*member
	order   []string // of members, as first met
	aliases map[string]string
	listed  []string // names that peers lists hold, each once, as first met
	known   map[string]bool
	sizes   map[string]int64 // numbers of people by the id of a node
	skipped []string         // files of a folder that hold no known format
}

// member is what lists say of one host.
type member struct {
	name              string
	verified          bool // an instance, by whoever made the list
	foreign           bool // of another protocol than ActivityPub
	software, version string
	id                string // of a node
	stated            stated
}

// stated is what a list says of an instance's numbers; nil is what it does not say.
type stated struct {
	users, month, posts *int64
	open                *bool // anybody may sign up or ask to
}

func newPopulation() *Population {
	return &Population{
		members: make(map[string]*member), aliases: make(map[string]string),
		known: make(map[string]bool), sizes: make(map[string]int64),
	}
}

// add takes what a list says of a host. Of two lists that both know it, one that
// says it is an instance counts for more than one that says it is none, and
// otherwise the first.
func (p *Population) add(m member) {
	name, ok := playable(m.name)
	if !ok {
		p.list(m.name)
		return
	}
	m.name = name
	before, met := p.members[name]
	switch {
	case !met:
		p.order = append(p.order, name)
		p.members[name] = &m
	case m.verified && !before.verified:
		*before = m
	}
}

// list takes a name of a peers list, whatever it is: real lists hold much else.
func (p *Population) list(name string) {
	if name != "" && !p.known[name] {
		p.known[name] = true
		p.listed = append(p.listed, name)
	}
}

// settle joins what several lists say, once all are read.
func (p *Population) settle() {
	for _, m := range p.members {
		if size, ok := p.sizes[m.id]; ok && m.id != "" && m.stated.users == nil {
			m.stated.users = &size
		}
	}
}

// Skipped names the files of a folder that hold no list this package knows.
func (p *Population) Skipped() []string { return slices.Clone(p.skipped) }

// PopulationSize counts what lists say of a network.
type PopulationSize struct {
	Instances int    // hosts that a list says are instances
	Bad       int    // hosts that a list says are none
	Aliases   int    // names that lead to another host
	Listed    int    // names that peers lists hold
	Farm      string // the domain of the wildcard farm, "" if there is none
	FarmNames int    // listed names below it
}

// Size counts what the lists say.
func (p *Population) Size() PopulationSize {
	size := PopulationSize{Aliases: len(p.aliases), Listed: len(p.listed)}
	for _, m := range p.members {
		if m.verified {
			size.Instances++
		} else {
			size.Bad++
		}
	}
	size.Farm, size.FarmNames = p.farm()
	return size
}

// A wildcard farm is told by its weight: a domain holds more than one in
// farmShare of all listed names, and of those at most one in farmDoubt is known
// to be an instance. Hosters and blog services stay far below the first bound.
const (
	farmShare = 20
	farmDoubt = 1000
	farmLeast = 100 // names
)

// farm finds the registrable domain of the wildcard farm and counts its names.
func (p *Population) farm() (domain string, names int) {
	listed, verified := make(map[string]int), make(map[string]int)
	for _, name := range p.listed {
		listed[registrable(name)]++
	}
	for name, m := range p.members {
		if m.verified {
			verified[registrable(name)]++
		}
	}
	for d, n := range listed {
		heavy := n >= farmLeast && n*farmShare > len(p.listed) && verified[d]*farmDoubt <= n
		if heavy && (n > names || n == names && d < domain) {
			domain, names = d, n
		}
	}
	return domain, names
}

// registrable is the domain that was sold, "" for what is no name below one.
func registrable(name string) string {
	domain, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(name))
	if err != nil {
		return ""
	}
	return domain
}

// playable returns a name in the one form in which a client can ask for it by TLS,
// and whether there is one: not for ports, addresses and underscores.
func playable(name string) (string, bool) {
	ascii, err := idna.Lookup.ToASCII(name)
	if err != nil || len(ascii) > 253 || registrable(ascii) == "" {
		return "", false
	}
	return ascii, true
}
