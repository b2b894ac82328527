package farm

import (
	"context"
	"time"

	"landfall"
)

// Probe looks at a host that nobody can have and reports whether it answers as an
// instance; known is false if that could not be found out.
type Probe func(ctx context.Context, host landfall.Host) (answers, known bool)

// Before decides whether a host is visited. The first host of a group that has
// become suspicious waits for the probe of a made-up name; the others of the group
// wait for it too.
func (g *Groups) Before(ctx context.Context, host landfall.Host, madeUp func() string, probe Probe) (visit bool, err error) {
	if g.Hides(host) {
		return false, nil
	}
	domain := host.Registrable()
	if err := g.recall(ctx, []string{domain}); err != nil {
		return false, err
	}
	g.mu.Lock()
	in := g.find(domain)
	switch {
	case in == nil || in.Admitted < suspect || g.now().Sub(in.Probed) < probeEvery || g.now().Sub(in.tried) < checkEvery:
		g.mu.Unlock()
		return true, nil
	case in.probing != nil:
		probing := in.probing
		g.mu.Unlock()
		select {
		case <-probing:
		case <-ctx.Done():
			return false, ctx.Err()
		}
		return !g.Hides(host), nil
	}
	in.probing = make(chan struct{})
	g.mu.Unlock()
	defer g.probeEnds(in)
	farmed, known := probe(ctx, landfall.Host(madeUp()+"."+domain))
	return g.probed(ctx, in, host, farmed, known)
}

// probeEnds lets those go on that wait for the probe, even if it panicked.
func (g *Groups) probeEnds(in *group) {
	g.mu.Lock()
	defer g.mu.Unlock()
	close(in.probing)
	in.probing = nil
}

// probed draws the conclusion of a probe. One that found nothing out changes nothing,
// and is tried again the next day.
func (g *Groups) probed(ctx context.Context, in *group, host landfall.Host, farmed, known bool) (visit bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	g.mu.Lock()
	if !known {
		in.tried = g.now()
		g.mu.Unlock()
		return true, nil
	}
	in.conclude(farmed, host, g.now())
	delete(g.shut, in.Domain)
	if farmed {
		g.shut[in.Domain] = in.Group
	}
	now := in.Group
	g.mu.Unlock()
	return !now.Hides(host), g.store.SaveGroups(ctx, []landfall.Group{now})
}

func (in *group) conclude(farmed bool, host landfall.Host, now time.Time) {
	state, why := landfall.GroupOpen, ""
	if farmed {
		state, why = landfall.GroupQuarantined, "a made-up name below it answers as an instance"
	}
	if state != in.State || in.Since.IsZero() {
		in.Since = now
	}
	in.State, in.Why, in.Probed = state, why, now
	switch {
	case !farmed:
		in.Face = ""
	case in.Face == "":
		in.Face = in.face(host)
	}
}

// face picks the host that stands for a farm: the domain itself if it is known, else
// one that answered, else the one at hand.
func (in *group) face(host landfall.Host) landfall.Host {
	if in.member(landfall.Host(in.Domain)) != nil {
		return landfall.Host(in.Domain)
	}
	for _, m := range in.members {
		if m.answered {
			return m.host
		}
	}
	return host
}

// After notes which hosts answered.
func (g *Groups) After(ctx context.Context, observations []*landfall.Observation) error {
	var domains []string
	g.mu.Lock()
	for _, o := range observations {
		if o.Outcome != landfall.OutcomeAnswered {
			continue
		}
		if in := g.find(o.Host.Registrable()); in != nil && in.verify(o.Host) {
			domains = append(domains, in.Domain)
		}
	}
	changed := g.changed(domains)
	g.mu.Unlock()
	return g.store.SaveGroups(ctx, changed)
}

// verify notes that a host answered and reports whether that is more than was known.
// A host that is not remembered was made known before a start, or by another process.
func (in *group) verify(host landfall.Host) bool {
	m := in.member(host)
	switch {
	case m == nil:
		in.members = append(in.members, member{host: host, answered: true})
	case m.answered:
		return false
	default:
		m.answered = true
	}
	answered := 0
	for _, m := range in.members {
		if m.answered {
			answered++
		}
	}
	if answered <= in.Verified {
		return false
	}
	in.Verified = answered
	in.dirty = in.dirty || in.Admitted > 1
	return in.dirty
}

// NotBefore is the earliest moment for a host's next visit, after one that began at
// at: those of a group that is shut or not to be trusted yet are thought of once a day.
func (g *Groups) NotBefore(host landfall.Host, at time.Time) time.Time {
	domain := host.Registrable()
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, shut := g.shut[domain]; shut || g.shut.Hides(host) {
		return at.Add(checkEvery)
	}
	if in := g.find(domain); in != nil && in.Admitted >= suspect && in.Verified < trusted {
		return at.Add(checkEvery)
	}
	return at
}
