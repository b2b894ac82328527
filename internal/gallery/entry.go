package gallery

import (
	"context"
	"time"

	"landfall"
)

// Wordings is what the store of this world has of rules.
func (w *World) Wordings(_ context.Context, host landfall.Host) ([]landfall.Wording, error) {
	in, ok := w.instances[host]
	if w.Broken || !ok {
		return nil, nil
	}
	present, stated := landfall.WordingOf(&in.Facts)
	if !stated || len(present.Rules) == 0 {
		return nil, nil
	}
	former := landfall.Wording{FirstSeen: present.FirstSeen.AddDate(-1, 0, 0), LastSeen: present.FirstSeen.AddDate(0, 0, -1)}
	former.Rules = append(former.Rules, landfall.Rule{Text: "No <b>pirates</b>."})
	for _, r := range present.Rules[1:] {
		former.Rules = append(former.Rules, landfall.Rule{Text: "Please: " + r.Text, Hint: r.Hint})
	}
	return []landfall.Wording{present, former}, nil
}

// Entry is what the store of this world has under a name.
func (w *World) Entry(_ context.Context, host landfall.Host) (landfall.Entry, error) {
	e := landfall.Entry{Host: host}
	switch host {
	case "opted-out-sim.social":
		e.OptedOut, e.Forgotten = true, true
	case "asked-to-be-left-alone-sim.org":
		e.OptedOut = true
	case "another-name-sim.social":
		e.MergedInto = Harbour().Host
	case "blocked-sim.social":
		e.Shut = &landfall.Group{Domain: "blocked-sim.social", State: landfall.GroupBlocked, Why: "spam, says somebody"}
	case "a.farm-sim.club":
		e.Shut = &landfall.Group{Domain: "farm-sim.club", State: landfall.GroupQuarantined, Face: Harbour().Host}
	}
	in, ok := w.instances[host]
	if !ok {
		return e, nil
	}
	e.Instance = &in
	e.Agenda = landfall.Agenda{Health: now.Add(25 * time.Minute), Profile: now.Add(9 * time.Hour), Peers: now.Add(50 * time.Hour)}
	return e, nil
}

// AskOptOut takes every request but that of a host that is kept out already.
func (w *World) AskOptOut(_ context.Context, host landfall.Host) (landfall.OptOut, error) {
	if host == "opted-out-sim.social" {
		return landfall.OptOut{}, landfall.ErrStale
	}
	return landfall.OptOut{Host: host, Asked: now, Next: now}, nil
}

// OptOut has one request that nobody has looked at, and one that has to wait.
func (w *World) OptOut(_ context.Context, host landfall.Host) (landfall.OptOut, error) {
	switch host {
	case "asking-sim.social":
		return landfall.OptOut{Host: host, Asked: now.Add(-time.Minute), Next: now.Add(-time.Minute)}, nil
	case "waiting-sim.social":
		return landfall.OptOut{
			Host: host, Asked: now.Add(-2 * time.Hour), Looked: now.Add(-time.Hour), Next: now.Add(3 * time.Hour), Looks: 5,
			DNS: landfall.OptOutNot, File: landfall.OptOutLater, Robots: landfall.OptOutUnread,
		}, nil
	}
	return landfall.OptOut{}, landfall.ErrNotFound
}

// Submit takes every name.
func (w *World) Submit(_ context.Context, host landfall.Host) (landfall.Submission, error) {
	return landfall.Submission{Host: host, State: landfall.SubmissionNew}, nil
}

// TakeTip takes every tip and forgets it.
func (w *World) TakeTip(context.Context, landfall.ClosingTip) error { return nil }

// Found is what discovery found of one family of software.
type Found struct {
	Family string // "other" for what no instance of known software named
	Day    int    // in the last 24 hours
	// Usual is the same on a usual day before, unknown in the first week.
	Usual landfall.Count
}

// Finds is what discovery found in all worlds.
func Finds() []Found {
	return []Found{{"lemmy", 0, landfall.Known(0)}, {"mastodon", 12, landfall.Known(9)}, {"misskey", 0, landfall.Known(6)}, {"other", 40, landfall.Count{}}}
}
