// Package farm keeps farms out: domains below which names answer as instances without
// end, each of which knows of many more. Hosts are grouped by registrable domain, the
// private rules of the public suffix list included, and where such a rule applies,
// also by the domain above it, which all its customers share. A group is let in by
// and by: a few hosts at first, a day later as many more as answered, and past fifty
// only a month later. Once a group has several hosts, a name that nobody can have is
// tried: if that answers as an instance too, the group is quarantined, and one host
// stands for it.
//
// That a made-up name merely resolves, to whatever address, says nothing: shared
// hosting with a wildcard record looks the same, and holds honest instances.
package farm

import (
	"context"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"landfall"
)

// The bounds of a group.
const (
	// firstHosts are admitted of a group of which nobody is known to answer.
	firstHosts = 4
	// mostYoung is how many hosts a group may grow to day by day. Farms that answer
	// only for names that they have minted look like honest hosting; they may have so
	// many.
	mostYoung = 50
	// suspect is how many hosts make a group worth a probe.
	suspect = 3
	// trusted is how many hosts have to answer before a group's others are visited
	// as often as anybody. Until then the group gets looksADay, the probe included,
	// and one for each host that the operator made known.
	trusted   = 3
	looksADay = 5

	growEvery  = 24 * time.Hour
	oldEvery   = 30 * 24 * time.Hour // once it has mostYoung
	checkEvery = 24 * time.Hour
	probeEvery = 30 * 24 * time.Hour
)

// Store keeps groups. See [landfall/internal/sqlstore.Store].
type Store interface {
	Groups(ctx context.Context, domains []string) ([]landfall.Group, error)
	ShutGroups(ctx context.Context) ([]landfall.Group, error)
	SaveGroups(ctx context.Context, groups []landfall.Group) error
}

// Groups decides which hosts are made known and visited. It is safe for concurrent
// use.
type Groups struct {
	store Store
	now   func() time.Time
	size  int

	mu sync.Mutex
	// young and aged are the groups heard of lately, the ones in use among them: when
	// young is full, what is in aged is forgotten.
	young, aged map[string]*group
	shut        landfall.Shut
	decided     []string // the domains that are not simply open
	// reads counts the beginnings of Reload. unread are the domains that were decided
	// about here, with the count when the store had it; those of no count yet are on
	// their way to the store.
	reads  int
	unread map[string]int
}

const onItsWay = math.MaxInt

// group is what is remembered of a group while it is heard of.
type group struct {
	landfall.Group
	members []member // those made known, or that answered, since it is remembered
	dirty   bool
	tried   time.Time     // when a probe found nothing out
	probing chan struct{} // closed when the probe under way ends; nil if none is
	told    int           // hosts that the operator made known
	looks   int           // since looked
	looked  time.Time
}

type member struct {
	host     landfall.Host
	answered bool
}

// member returns a host of the group, or nil.
func (in *group) member(host landfall.Host) *member {
	for i := range in.members {
		if in.members[i].host == host {
			return &in.members[i]
		}
	}
	return nil
}

// level is one of the groups that a host is of. Made-up names are tried below its
// suffix: the domain itself, or, of an estate, the suffix that the host is below.
type level struct{ domain, suffix string }

// levels returns the groups of a host: that of its own domain first.
func levels(host landfall.Host) []level {
	domains := host.Groups()
	all := []level{{domains[0], domains[0]}}
	for _, estate := range domains[1:] {
		_, suffix, _ := strings.Cut(domains[0], ".")
		all = append(all, level{estate, suffix})
	}
	return all
}

// New returns Groups that remember up to twice size domains. A nil store keeps
// nothing.
func New(size int, store Store, now func() time.Time) *Groups {
	if store == nil {
		store = nowhere{}
	}
	return &Groups{store: store, now: now, size: size, young: make(map[string]*group), shut: make(landfall.Shut), unread: make(map[string]int)}
}

// Reload takes over from the store which groups the operator or a probe has decided
// about, in whatever process. What is decided here meanwhile stands.
func (g *Groups) Reload(ctx context.Context) error {
	g.mu.Lock()
	g.reads++
	read := g.reads
	g.mu.Unlock()
	groups, err := g.store.ShutGroups(ctx)
	if err != nil {
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	maps.DeleteFunc(g.unread, func(_ string, saved int) bool { return saved < read })
	groups = slices.DeleteFunc(groups, func(known landfall.Group) bool { return g.stands(known.Domain) })
	shut := landfall.NewShut(groups)
	for domain := range g.unread {
		if own, ok := g.shut[domain]; ok {
			shut[domain] = own
		}
	}
	g.shut = shut
	var decided []string
	for _, domain := range g.decided {
		if g.stands(domain) {
			decided = append(decided, domain)
		} else if in := g.find(domain); in != nil {
			in.State, in.Face = landfall.GroupOpen, ""
		}
	}
	for _, known := range groups {
		decided = append(decided, known.Domain)
		if in := g.find(known.Domain); in != nil {
			in.State, in.Face, in.Since, in.Why = known.State, known.Face, known.Since, known.Why
		}
	}
	g.decided = decided
	return nil
}

// stands reports whether what was decided here about a domain is newer than what was
// read of it. The mutex is held.
func (g *Groups) stands(domain string) bool {
	_, ok := g.unread[domain]
	return ok
}

// save keeps groups. What was decided about them stands until the store is read anew;
// if it could not be kept, the store's word counts.
func (g *Groups) save(ctx context.Context, groups []landfall.Group) error {
	err := g.store.SaveGroups(ctx, groups)
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, in := range groups {
		if g.stands(in.Domain) {
			g.unread[in.Domain] = g.reads
		}
	}
	return err
}

// Hides reports whether a host is neither to be visited nor shown.
func (g *Groups) Hides(host landfall.Host) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.shut.Hides(host)
}

// nowhere is the store of a crawler that keeps nothing.
type nowhere struct{}

func (nowhere) Groups(context.Context, []string) ([]landfall.Group, error) { return nil, nil }
func (nowhere) ShutGroups(context.Context) ([]landfall.Group, error)       { return nil, nil }
func (nowhere) SaveGroups(context.Context, []landfall.Group) error         { return nil }
