package gallery

import (
	"slices"
	"time"

	"landfall"
)

// Sample is a world in one state.
// Sample is a world in one state.
type Sample struct {
	Name, What string // What is a sentence
	Make       func() *World
	Unreadable bool // files answer that they cannot be read
}

// Samples are the states in which pages can be: full, empty, stale, unknown and ugly.
func Samples() []Sample {
	few := func(change func(*World)) func() *World {
		return func() *World {
			w := NewWorld(append(Everyone()[:9], ClosingServers()...)...)
			change(w)
			return w
		}
	}
	return []Sample{
		{Name: "full", What: "Everything is known of many servers.", Make: WholeWorld},
		{Name: "empty", What: "Nothing is known.", Make: func() *World { return NewWorld() }},
		{Name: "first", What: "Names are known, and no server has answered yet.", Make: func() *World { return NewWorld(Candidates()...) }},
		{Name: "unknown", What: "Servers that state next to nothing.", Make: func() *World { return NewWorld(UnknownHarbour(), NotClosed(), Own()) }},
		{Name: "late", What: "The newest measurement is a day old.", Make: func() *World {
			late := Harbour()
			late.LastVisit = now.AddDate(0, 0, -1)
			return NewWorld(late)
		}},
		{Name: "paused", What: "Nothing is measured at present.", Make: few(func(w *World) {
			w.Gap = landfall.Gap{Began: now.Add(-3 * time.Hour), Seen: now, Cause: landfall.GapUplink}
		})},
		{Name: "stalled", What: "The databases cannot be read.", Make: few(func(w *World) { w.Stuck = now.Add(-time.Hour) })},
		{Name: "unread", What: "The history of servers cannot be read.", Make: few(func(w *World) { w.Broken = true }), Unreadable: true},
		{Name: "ugly", What: "Names that are too long, from right to left, or too good to be true.", Make: func() *World {
			cast := slices.DeleteFunc(Everyone()[:9], func(in Invented) bool {
				return len(in.Facts.Description) < 200 && !slices.Contains(in.Facts.Languages, "ar") && in.Facts.Name != ""
			})
			return NewWorld(append(cast, Boaster())...)
		}},
	}
}

// WholeWorld has everybody.
func WholeWorld() *World {
	return NewWorld(slices.Concat(Everyone(), Recommendable(9), Themed(), []Invented{Boaster()})...)
}

// Clock is the moment at which all worlds stand still.
func Clock() time.Time { return now }
