package farm

import (
	"context"
	"slices"
	"time"

	"landfall"
)

// Probe looks at a host that nobody can have and reports whether it answers as an
// instance; known is false if that could not be found out.
type Probe func(ctx context.Context, host landfall.Host) (answers, known bool)

// Before decides whether a host is visited. The first host of a group that has
// become suspicious waits for the probe of a made-up name; the others of the group
// wait for it too. Of a quarantined group without a face, because that asked to be
// left alone, the first host makes the probe anew and takes its place.
func (g *Groups) Before(ctx context.Context, host landfall.Host, madeUp func() string, probe Probe) (visit bool, err error) {
	if g.closed(host) {
		return false, nil
	}
	for _, at := range levels(host) {
		if visit, err := g.before(ctx, at, host, madeUp, probe); err != nil || !visit {
			return false, err
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.find(host.Registrable()).look(g.now()), nil
}

// closed reports whether a group hides the host, and not for want of a face.
func (g *Groups) closed(host landfall.Host) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for shut := range g.shut.Hiding(host) {
		if !faceless(shut) {
			return true
		}
	}
	return false
}

func faceless(in landfall.Group) bool {
	return in.State == landfall.GroupQuarantined && in.Face == ""
}

// before is [Groups.Before] for one of the host's groups.
func (g *Groups) before(ctx context.Context, at level, host landfall.Host, madeUp func() string, probe Probe) (visit bool, err error) {
	if err := g.recall(ctx, []string{at.domain}); err != nil {
		return false, err
	}
	g.mu.Lock()
	in := g.find(at.domain)
	vacant := faceless(g.shut[at.domain])
	switch {
	case in == nil || !in.due(g.now(), vacant):
		g.mu.Unlock()
		return !vacant, nil
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
	in.look(g.now())
	g.mu.Unlock()
	defer g.probeEnds(in)
	farmed, known := probe(ctx, landfall.Host(madeUp()+"."+at.suffix))
	return g.probed(ctx, in, host, farmed, known)
}

// due reports whether a made-up name is to be tried.
func (in *group) due(now time.Time, vacant bool) bool {
	if now.Sub(in.tried) < checkEvery || in.State == landfall.GroupTrusted {
		return false
	}
	return vacant || in.Admitted >= suspect && now.Sub(in.Probed) >= probeEvery
}

// look counts a look at the group and reports whether there may be one more today.
func (in *group) look(now time.Time) bool {
	if in == nil {
		return true
	}
	if now.Sub(in.looked) >= checkEvery {
		in.looked, in.looks = now, 0
	}
	if in.unproven() && in.looks >= looksADay+in.told {
		return false
	}
	in.looks++
	return true
}

// unproven reports whether the group has several hosts, of which too few have
// answered.
func (in *group) unproven() bool {
	return in.Admitted >= suspect && in.Verified < trusted && in.State != landfall.GroupTrusted
}

// probeEnds lets those go on that wait for the probe, even if it panicked.
func (g *Groups) probeEnds(in *group) {
	g.mu.Lock()
	defer g.mu.Unlock()
	close(in.probing)
	in.probing = nil
}

// probed draws the conclusion of a probe. One that found nothing out changes nothing,
// and is tried again the next day; so is one that the operator's word has overtaken.
func (g *Groups) probed(ctx context.Context, in *group, host landfall.Host, farmed, known bool) (visit bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	g.mu.Lock()
	if !known || in.State == landfall.GroupBlocked || in.State == landfall.GroupTrusted {
		in.tried = g.now()
		visit = !g.shut.Hides(host)
		g.mu.Unlock()
		return visit, nil
	}
	in.conclude(farmed, host, g.now())
	g.unread[in.Domain] = onItsWay
	delete(g.shut, in.Domain)
	if farmed {
		g.shut[in.Domain] = in.Group
		g.decided = append(g.decided, in.Domain)
	}
	now := in.Group
	visit = !g.shut.Hides(host)
	g.mu.Unlock()
	return visit, g.save(ctx, []landfall.Group{now})
}

func (in *group) conclude(farmed bool, host landfall.Host, now time.Time) {
	state, why := landfall.GroupOpen, ""
	if farmed {
		state, why = landfall.GroupQuarantined, "a made-up name below it answers as an instance"
	}
	switch {
	case !farmed:
		in.Face = ""
	case in.State == landfall.GroupQuarantined && in.Face == "":
		in.Face = host // who stood for it before asked not to
	case in.Face == "":
		in.Face = in.face(host)
	}
	if state != in.State || in.Since.IsZero() {
		in.Since = now
	}
	in.State, in.Why, in.Probed = state, why, now
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

// After notes which hosts answered, and which want to be left alone: such a host
// stands for its group no longer.
func (g *Groups) After(ctx context.Context, observations []*landfall.Observation) error {
	var domains []string
	g.mu.Lock()
	for _, o := range observations {
		for _, domain := range o.Host.Groups() {
			in := g.find(domain)
			switch {
			case in == nil:
			case o.Outcome == landfall.OutcomeAnswered && in.verify(o.Host), o.Outcome == landfall.OutcomeRefused && g.leave(in, o.Host):
				domains = append(domains, domain)
			}
		}
	}
	changed := g.changed(domains)
	g.mu.Unlock()
	return g.save(ctx, changed)
}

// leave takes the face from a group if that is the host, and reports whether it was.
// The store believes who looked last, so that this counts as a look. A visited host's
// group is remembered.
func (g *Groups) leave(in *group, host landfall.Host) bool {
	shut, ok := g.shut[in.Domain]
	if !ok || shut.State != landfall.GroupQuarantined || shut.Face != host {
		return false
	}
	in.State, in.Face, in.Probed, in.dirty = shut.State, "", g.now(), true
	in.members = slices.DeleteFunc(in.members, func(m member) bool { return m.host == host })
	g.shut[in.Domain] = in.Group
	g.unread[in.Domain] = onItsWay
	return true
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
	g.mu.Lock()
	defer g.mu.Unlock()
	domains := host.Groups()
	for _, domain := range domains {
		if _, shut := g.shut[domain]; shut {
			return at.Add(checkEvery)
		}
	}
	if in := g.find(domains[0]); g.shut.Hides(host) || in != nil && in.unproven() {
		return at.Add(checkEvery)
	}
	return at
}
