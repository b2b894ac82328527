package rule

import (
	"slices"
	"time"

	"landfall"
)

// Revision is one wording of a list of rules, and what it changed in the one before.
type Revision struct {
	Wording landfall.Wording
	// Since is when it was first seen. It is not when it was written: a server is looked
	// at once a day.
	Since time.Time
	// Present is set for the wording that stands now.
	Present bool
	// First is set for the oldest wording that is known, which has no changes.
	First   bool
	Changes []Change
}

// History puts the wordings of one server's rules in order, the newest first. Wordings
// that came back stand where they were first seen.
func History(wordings []landfall.Wording) []Revision {
	sorted := slices.Clone(wordings)
	slices.SortStableFunc(sorted, func(a, b landfall.Wording) int { return a.FirstSeen.Compare(b.FirstSeen) })
	revisions := make([]Revision, len(sorted))
	last := 0
	for i, w := range sorted {
		r := Revision{Wording: w, Since: w.FirstSeen, First: i == 0}
		if i > 0 {
			r.Changes = Diff(sorted[i-1].Rules, w.Rules)
		}
		if !w.LastSeen.Before(sorted[last].LastSeen) {
			last = i
		}
		revisions[i] = r
	}
	if len(revisions) > 0 {
		revisions[last].Present = true
	}
	slices.Reverse(revisions)
	return revisions
}

// Told returns the changes that are more than a rule that stayed as it was.
func (r Revision) Told() []Change {
	return slices.DeleteFunc(slices.Clone(r.Changes), func(c Change) bool { return c.Kind == Kept })
}
