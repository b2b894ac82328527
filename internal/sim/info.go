package sim

import (
	"strings"
	"time"
)

// HostInfo is the truth about one instance.
type HostInfo struct {
	Name    string
	Kind    Kind
	Variant string // the form its misbehaviour takes, "" if there is but one
	// Target is the document that misbehaves: "well_known", "nodeinfo", "instance"
	// or "peers"; "" if none or all do.
	Target string

	// Software is the name in lower case, whatever nodeinfo's letter case, Version
	// the version as nodeinfo states it.
	Software, Version string
	// Title and Description are the texts its documents state.
	Title, Description string
	// Signup is how a newcomer really gets an account: "open", "approval",
	// "invite" or "closed". Not every software says it in nodeinfo.
	Signup string
	// Users, ActiveMonth and Posts are the numbers stated, nil for those that no
	// document states or that are lies.
	Users, ActiveMonth, Posts *int64
	// Rules are the texts of the rules, empty if it has none.
	Rules []string
	// Languages are the languages its instance document states.
	Languages []string
	// Closing is the date it has announced as its last, "" for nearly all.
	Closing string
	// Sunset is what it says for machines of its end, nil for nothing.
	Sunset *Sunset

	// Robots names the sort of its robots.txt, "none" if there is none.
	Robots string
	// Latency is what its answers take, but for jitter.
	Latency time.Duration
	// MovedTo is where a [Moved] instance redirects to, and whose nodeinfo a
	// [HostileLinks] instance may pass off as its own.
	MovedTo string
	// Peers is about how many peers it states, junk included, if it has a peers list.
	Peers int
	// Document is the path of the recorded document it serves, below
	// [Config.Documents] and with slashes. For such a host everything else but Name
	// and Kind is empty.
	Document string
}

// Hosts tells the truth about every instance, in the order of invention. With
// recorded documents it is empty before [Network.Listen].
func (n *Network) Hosts() []HostInfo {
	infos := make([]HostInfo, len(n.instances))
	for i, in := range n.instances {
		infos[i] = in.info()
	}
	return infos
}

// Host tells the truth about one instance; false if nobody has that name.
func (n *Network) Host(name string) (HostInfo, bool) {
	in := n.lookup(name)
	if in == nil {
		return HostInfo{}, false
	}
	return in.info(), true
}

// Seeds names up to n well-connected healthy instances to start a crawl from, the
// best connected first; from the first one alone every other can be found.
// With recorded documents there are none.
func (n *Network) Seeds(count int) []string {
	seeds := make([]string, 0, max(0, min(count, len(n.readable))))
	for _, in := range n.readable[:cap(seeds)] {
		seeds = append(seeds, in.name)
	}
	return seeds
}

func (in *instance) info() HostInfo {
	if in.document != "" {
		return HostInfo{Name: in.name, Kind: in.kind, Document: in.document, Robots: in.robots.name}
	}
	t, p := in.texts(), in.people()
	info := HostInfo{
		Name: in.name, Kind: in.kind, Variant: in.variant, Target: string(in.target),
		Software: strings.ToLower(in.software.name), Version: in.version,
		Title: t.title, Description: t.description, Signup: in.signup(p.users).mode,
		Languages: t.languages, Closing: in.closing(), Sunset: in.sunset.Load(),
		Robots: in.robots.name, Latency: in.base, Peers: in.peers,
	}
	if in.kind != Liar && in.statesUsage() {
		info.Users, info.Posts = &p.users, &p.posts
		if !in.software.silent {
			info.ActiveMonth = &p.month
		}
	}
	for _, r := range t.rules {
		info.Rules = append(info.Rules, r.text)
	}
	if in.movedTo != nil {
		info.MovedTo = in.movedTo.name
	}
	return info
}

// Warm makes the certificate and the documents of every instance ahead of time, so
// that repeated measurements find the same conditions.
func (n *Network) Warm() error {
	for _, in := range n.instances {
		if _, err := n.leaf(n.authority, in.name, false); err != nil {
			return err
		}
		if in.software == nil {
			continue
		}
		n.document(in, "/.well-known/nodeinfo")
		n.document(in, in.software.path)
		for path := range familyRoutes[in.software.family] {
			n.document(in, path)
		}
	}
	return nil
}
