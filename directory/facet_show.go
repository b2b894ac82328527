package directory

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"landfall/directory/topic"
)

// Why a server is only shown to who asks for servers like it: values of [KeyShow].
const (
	ShowAdult      = "adult"      // it is about adult content
	ShowClosing    = "closing"    // it has announced that it closes, or has closed
	ShowUnmeasured = "unmeasured" // no visit of the last 90 days is on record
)

var showLabels = []label{
	{ShowAdult, "Adult content"},
	{ShowClosing, "Closing"},
	{ShowUnmeasured, "Not measured yet"},
}

func showFacet() facetKind {
	f := fixedFacet(KeyShow, "Include", showLabels, "is not something that can be included.", (*Server).OnRequest)
	f.group, f.include = GroupAdvanced, true
	f.note = "Left out unless you ask."
	return f
}

// OnRequest returns the values of [KeyShow] that lists need to show a server, none if
// they show it to everybody.
func (s *Server) OnRequest() []string {
	var values []string
	if slices.ContainsFunc(s.Reading.Topics.Topics, func(f topic.Finding) bool { return AdultTopic(f.ID) }) {
		values = append(values, ShowAdult)
	}
	if s.Closing != nil {
		values = append(values, ShowClosing)
	}
	if s.Summary.Visits == 0 {
		values = append(values, ShowUnmeasured)
	}
	return values
}

// held are the servers that are left out unless they are asked for.
type held struct {
	all   *roaring.Bitmap
	sets  map[string]*roaring.Bitmap // by the value that asks for them
	usual *roaring.Bitmap            // what is left without asking
	bits  bitset                     // the same
}

func newHeld(sets map[string]*roaring.Bitmap, n int) *held {
	h := &held{all: roaring.New(), sets: sets}
	h.all.AddRange(0, uint64(n))
	h.usual = h.with(nil)
	h.bits = newBitset(h.usual, n)
	return h
}

// with returns all servers but those that need a value that is not among these.
func (h *held) with(values []string) *roaring.Bitmap {
	if len(values) == 0 && h.usual != nil {
		return h.usual
	}
	left := h.all
	for value, set := range h.sets {
		if !slices.Contains(values, value) {
			left = roaring.AndNot(left, set)
		}
	}
	return left
}

// gives returns what each value adds up to by itself.
func (h *held) gives(values []string) map[string]*roaring.Bitmap {
	sets := make(map[string]*roaring.Bitmap, len(values))
	for _, value := range values {
		sets[value] = h.with([]string{value})
	}
	return sets
}
