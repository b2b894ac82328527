package farm

import (
	"context"
	"time"

	"landfall"
)

// Admit returns those of the hosts, all of them new, that may be made known, and
// counts them.
func (g *Groups) Admit(ctx context.Context, hosts []landfall.Host) ([]landfall.Host, error) {
	return g.take(ctx, hosts, false)
}

// Count counts hosts that are made known whatever their number, by the operator's
// word.
func (g *Groups) Count(ctx context.Context, hosts []landfall.Host) error {
	_, err := g.take(ctx, hosts, true)
	return err
}

func (g *Groups) take(ctx context.Context, hosts []landfall.Host, all bool) ([]landfall.Host, error) {
	if len(hosts) == 0 {
		return nil, nil
	}
	of := make([][]string, len(hosts))
	var domains []string
	for i, host := range hosts {
		of[i] = host.Groups()
		domains = append(domains, of[i]...)
	}
	if err := g.recall(ctx, domains); err != nil {
		return nil, err
	}
	g.mu.Lock()
	admitted := hosts[:0:0]
	for i, host := range hosts {
		if all || g.room(host, of[i]) {
			for _, domain := range of[i] {
				g.remember(domain).admit(host, all)
			}
			admitted = append(admitted, host)
		}
	}
	changed := g.changed(domains)
	g.mu.Unlock()
	return admitted, g.save(ctx, changed)
}

// room reports whether all groups of a host have room for it.
func (g *Groups) room(host landfall.Host, domains []string) bool {
	if g.shut.Hides(host) {
		return false
	}
	for _, domain := range domains {
		in := g.remember(domain)
		if in.member(host) != nil || in.State == landfall.GroupTrusted {
			continue
		}
		in.grow(g.now())
		if in.Admitted >= in.Allowance {
			return false
		}
	}
	return true
}

// admit counts a host, and whether that is by the operator's word.
func (in *group) admit(host landfall.Host, told bool) {
	if in.member(host) != nil {
		return
	}
	if told {
		in.told++
	}
	in.members = append(in.members, member{host: host})
	in.Admitted++
	in.dirty = in.dirty || in.Admitted > 1
}

// grow makes room in a group that is full: for as many more as have answered, once a
// day, and once in a month when it is no longer young. A young one of which nobody
// answered gets room for one.
func (in *group) grow(now time.Time) {
	if in.Admitted < in.Allowance {
		return
	}
	more, every := in.Verified, oldEvery
	if in.Admitted < mostYoung {
		more, every = min(max(more, 1), mostYoung-in.Admitted), growEvery
	}
	if more > 0 && now.Sub(in.Grown) >= every {
		in.Allowance, in.Grown, in.dirty = in.Admitted+more, now, true
	}
}

// recall loads groups that are not remembered.
func (g *Groups) recall(ctx context.Context, domains []string) error {
	g.mu.Lock()
	var missing []string
	for _, domain := range domains {
		if g.find(domain) == nil {
			missing = append(missing, domain)
		}
	}
	g.mu.Unlock()
	if len(missing) == 0 {
		return nil
	}
	known, err := g.store.Groups(ctx, missing)
	if err != nil {
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, group := range known {
		if g.find(group.Domain) == nil {
			g.put(group)
		}
	}
	return nil
}

// find returns a group that is remembered, or nil.
func (g *Groups) find(domain string) *group {
	if in, ok := g.young[domain]; ok {
		return in
	}
	return g.aged[domain]
}

// remember returns a group, a new one if need be, and keeps it among the young.
func (g *Groups) remember(domain string) *group {
	in := g.find(domain)
	if in == nil {
		return g.put(landfall.Group{Domain: domain, State: landfall.GroupOpen})
	}
	if g.young[domain] == nil {
		g.keep(in)
	}
	return in
}

func (g *Groups) put(known landfall.Group) *group {
	if known.Allowance == 0 {
		known.Allowance, known.Grown = firstHosts, g.now()
	}
	in := &group{Group: known}
	g.keep(in)
	return in
}

func (g *Groups) keep(in *group) {
	if len(g.young) >= g.size {
		g.young, g.aged = make(map[string]*group), g.young
	}
	g.young[in.Domain] = in
}

// changed returns the groups of domains that are to be saved, each once.
func (g *Groups) changed(domains []string) []landfall.Group {
	var changed []landfall.Group
	for _, domain := range domains {
		if in := g.find(domain); in != nil && in.dirty {
			in.dirty = false
			changed = append(changed, in.Group)
		}
	}
	return changed
}
