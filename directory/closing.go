package directory

import (
	"cmp"
	"slices"

	"landfall"
)

// takeNotices keeps the notices that may be shown, and returns for each host the one that
// says where it stands: the one that has not ended, or else the last that ended it.
func (s *Snapshot) takeNotices(m *Material) map[landfall.Host]*landfall.Notice {
	refused := make(map[landfall.Host]bool)
	for i := range m.Instances {
		if m.Instances[i].Status == landfall.StatusRefused {
			refused[m.Instances[i].Host] = true
		}
	}
	closings := make(map[landfall.Host]*landfall.Notice)
	for i := range m.Notices {
		n := &m.Notices[i]
		if !n.State.Public() || refused[n.Host] {
			continue
		}
		s.notices = append(s.notices, n)
		if (n.State.Closing() || n.State.Gone()) && overrules(n, closings[n.Host]) {
			closings[n.Host] = n
		}
	}
	slices.SortFunc(s.notices, compareNotices)
	return closings
}

// overrules reports whether of two notices of one host a says where it stands.
func overrules(a, b *landfall.Notice) bool {
	if b == nil || a.State.Closing() != b.State.Closing() {
		return b == nil || a.State.Closing()
	}
	return a.Found.After(b.Found)
}

// compareNotices orders notices by what comes next: first those that count down, the
// soonest first; then those without a day, the newest first; then those that have ended,
// the last first.
func compareNotices(a, b *landfall.Notice) int { return placeOf(a).compare(placeOf(b)) }

// noticePlace is where a notice stands among others.
type noticePlace struct {
	Stage noticeStage   `json:"s"`
	Rank  int64         `json:"r"` // in its stage, the least first
	Host  landfall.Host `json:"h"`
	ID    string        `json:"i"`
}

func placeOf(n *landfall.Notice) noticePlace {
	place := noticePlace{Stage: stageOf(n), Host: n.Host, ID: n.ID}
	switch place.Stage {
	case counting:
		place.Rank = n.ClosesFrom.Unix()
	case undated:
		place.Rank = -n.Found.Unix()
	case ended:
		place.Rank = -n.Ended().Unix()
	}
	return place
}

func (p noticePlace) compare(q noticePlace) int {
	return cmp.Or(cmp.Compare(p.Stage, q.Stage), cmp.Compare(p.Rank, q.Rank), cmp.Compare(p.Host, q.Host), cmp.Compare(p.ID, q.ID))
}

type noticeStage int

const (
	counting noticeStage = iota
	undated
	ended
)

func stageOf(n *landfall.Notice) noticeStage {
	switch {
	case n.State.Ended():
		return ended
	case n.ClosesFrom.IsZero():
		return undated
	}
	return counting
}

// Notices returns the notices that may be shown: those that are known to be true, and what
// became of them. Those that count down come first, the soonest first; then those
// without a day, the newest first; then those that have ended, the last first. What was
// only reported, was retracted or merged is not among them, nor is that of hosts that
// asked not to be measured. Nobody changes the list.
func (s *Snapshot) Notices() []*landfall.Notice { return s.notices }

// Notice returns the notice of an id that may be shown, nil if there is none.
func (s *Snapshot) Notice(id string) *landfall.Notice {
	i := slices.IndexFunc(s.notices, func(n *landfall.Notice) bool { return n.ID == id })
	if i < 0 {
		return nil
	}
	return s.notices[i]
}

// NoticesOf returns the notices of one host that may be shown, in the order of
// [Snapshot.Notices]. The host need not be a server of the directory: some have been gone
// for longer than anybody measured.
func (s *Snapshot) NoticesOf(host landfall.Host) []*landfall.Notice {
	var of []*landfall.Notice
	for _, n := range s.notices {
		if n.Host == host {
			of = append(of, n)
		}
	}
	return of
}
