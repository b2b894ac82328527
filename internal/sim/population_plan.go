package sim

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
)

// deadMix is how hosts misbehave of which a list says only that they are no
// instance, and names of which nothing is known but that peers lists hold them. No
// kind stands for names that are no more: nobody answers to them.
var deadMix = []struct {
	kind   Kind
	weight float64
}{
	{"", 45}, {Hang, 14}, {Reset, 14}, {PlainSite, 9}, {Parked, 5}, {ServerError, 4},
	{TLSExpired, 3}, {TLSWrongHost, 2}, {TLSUntrusted, 1}, {Gone, 2}, {NotTLS, 1},
}

// deadKind draws how a name that is no instance behaves, "" for not at all.
func deadKind(seed uint64, name string) Kind {
	weights := make([]float64, len(deadMix))
	for i := range deadMix {
		weights[i] = deadMix[i].weight
	}
	c := &chance{state: key(seed, keyOf(name), uint64(forMisconduct))}
	return deadMix[weighted(c, weights)].kind
}

// populate plays a population: its instances, the largest first, then the names
// that lead to them, then what answers otherwise. The shares of the mix mean
// nothing here; its latencies, robots.txt files and rhythm do.
func (n *Network) populate() {
	p := n.cfg.Population
	n.farm, _ = p.farm()
	n.farmTally = &tally{}
	cast := n.cast()
	n.cfg.Hosts = len(cast)
	tallies := make([]tally, len(cast))
	n.names = make([]string, 0, len(cast)+len(p.listed))
	for i, in := range cast {
		in.index, in.tally, in.key = i, &tallies[i], key(n.cfg.Seed, keyOf(in.name))
		in.traits = drawTraits(in.chance(forTraits))
		n.settle(in)
		n.instances = append(n.instances, in)
		n.names = append(n.names, in.name)
		n.byName[in.name] = in
	}
	for _, name := range p.listed {
		if _, plays := n.byName[name]; !plays {
			n.names = append(n.names, name)
		}
	}
	n.connect()
	for _, in := range n.instances {
		if in.kind == Moved {
			in.movedTo = n.byName[p.aliases[in.name]]
		}
	}
}

// cast decides who plays a part, in order, and with which behaviour and software.
func (n *Network) cast() []*instance {
	p := n.cfg.Population
	var stars, extras []*instance
	taken := make(map[string]bool)
	add := func(list *[]*instance, in *instance) {
		if in.kind != "" && !taken[in.name] && !n.below(in.name) {
			taken[in.name] = true
			*list = append(*list, in)
		}
	}
	for _, name := range p.order {
		if m := p.members[name]; m.answers() {
			add(&stars, n.star(m))
		}
	}
	slices.SortStableFunc(stars, func(a, b *instance) int { return cmp.Compare(b.stated.size(), a.stated.size()) })
	for _, name := range slices.Sorted(maps.Keys(p.aliases)) {
		if taken[p.aliases[name]] {
			add(&extras, &instance{name: name, kind: Moved})
		}
	}
	for _, name := range p.order {
		add(&extras, &instance{name: name, kind: p.members[name].dead(n.cfg.Seed)})
	}
	for _, listed := range p.listed {
		if name, ok := playable(listed); ok {
			add(&extras, &instance{name: name, kind: deadKind(n.cfg.Seed, name)})
		}
	}
	return append(stars, extras...)
}

// below reports whether a name lies below the farm's domain, where every name
// answers.
func (n *Network) below(name string) bool {
	return n.farm != "" && strings.HasSuffix(name, "."+n.farm)
}

// answers reports whether a member is an instance: some list says so, or at least
// which software it runs.
func (m *member) answers() bool { return !m.foreign && (m.verified || m.software != "") }

// dead is how a member that is no instance behaves.
func (m *member) dead(seed uint64) Kind {
	if m.foreign {
		return PlainSite
	}
	return deadKind(seed, m.name)
}

func (n *Network) star(m *member) *instance {
	in := &instance{name: m.name, kind: Healthy, stated: &m.stated}
	if m.software != "" {
		in.software = n.softwareNamed(m.software)
		in.version = cmp.Or(m.version, in.software.versions[0])
	}
	return in
}

// kin says whose documents software serves that is in no row of its own.
var kin = map[string]string{
	"hometown": "mastodon", "glitchcafe": "mastodon", "kmyblue": "mastodon", "ecko": "mastodon", "fedibird": "mastodon",
	"firefish": "misskey", "calckey": "misskey", "foundkey": "misskey", "catodon": "misskey", "nexkey": "misskey",
	"magnetar": "misskey", "meisskey": "misskey", "dolphin": "misskey",
}

// softwareNamed is the row of a software, or a row made for it: like its kin's, or
// with nodeinfo and nothing else.
func (n *Network) softwareNamed(name string) *software {
	lower := strings.ToLower(name)
	if row, made := n.made[name]; made {
		return row
	}
	row := rowOf(lower)
	if row == nil {
		other := software{family: famOther, versions: []string{"1.0.0"}, source: "https://" + nowhere,
			nodeinfo: "2.0", path: plainPath, modes: [4]float64{25, 10, 5, 60}}
		if relative := rowOf(kin[lower]); relative != nil {
			other = *relative
		}
		other.name = name
		row = &other
	}
	n.made[name] = row
	return row
}

// nowhere is a name that nobody can have (RFC 2606).
const nowhere = "source.invalid"

func rowOf(name string) *software {
	for i := range softwares {
		if strings.ToLower(softwares[i].name) == name {
			return &softwares[i]
		}
	}
	return nil
}

// size is the number of people, for the order of instances.
func (s *stated) size() int64 {
	if s.users == nil {
		return 0
	}
	return *s.users
}

// of replaces invented numbers by those that a list states.
func (s *stated) of(p people) people {
	if s == nil {
		return p
	}
	if s.users != nil {
		scale := func(n int64) int64 { return int64(math.Ceil(float64(n) / float64(p.users) * float64(*s.users))) }
		p.halfyear, p.month, p.posts, p.comments = scale(p.halfyear), scale(p.month), scale(p.posts), scale(p.comments)
		p.users = *s.users
	}
	if s.month != nil {
		p.month = *s.month
		p.halfyear = max(p.halfyear, p.month)
	}
	if s.posts != nil {
		p.posts = *s.posts
	}
	return p
}

// admits leaves of the weights of sign-up modes those that agree with what a list
// states.
func (s *stated) admits(modes [4]float64) [4]float64 {
	if s == nil || s.open == nil {
		return modes
	}
	if *s.open {
		modes[2], modes[3] = 0, 0
		if modes[0]+modes[1] == 0 {
			modes[0] = 1
		}
		return modes
	}
	modes[0], modes[1] = 0, 0
	if modes[2]+modes[3] == 0 {
		modes[3] = 1
	}
	return modes
}
