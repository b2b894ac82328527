package landfall

import "time"

// Counts are what instances say of themselves, and some of them lie. A count is
// kept as it was stated; a doubt goes with it, wherever it is shown, and totals
// leave it out.

// WhyJumped is the doubt about a count that is many times what the same instance
// stated before ([Doubt]).
const WhyJumped = "jumped"

// The jump rule: a count is doubted that is more than jumpFactor times what the
// instance stated before, and more by at least jumpPeople or jumpPosts: small
// numbers multiply quickly. One that still stands after jumpStands is believed.
const (
	jumpFactor = 10
	jumpPeople = 1_000
	jumpPosts  = 100_000
	jumpStands = 30 * 24 * time.Hour
)

// What one instance may count for in a total at most, whatever it states: somewhat
// more than the largest instances there are. So nobody moves a total by more.
const (
	MostUsers  = 5_000_000
	MostActive = 1_000_000
	MostPosts  = 1_000_000_000
)

// Doubt is the evidence for a count that jumped.
type Doubt struct {
	// Before is the last count that was believed.
	Before int64 `json:"before"`
	// Since is when the jump was seen.
	Since time.Time `json:"since"`
}

// Plausible reports whether the count is stated and nothing speaks against it.
func (c Count) Plausible() bool { return c.Known && c.Reason == "" }

// asStated is the count without the doubt that comes of what was stated before.
func (c Count) asStated() Count {
	if c.Reason == WhyJumped {
		c.Reason = ""
	}
	return c
}

// MayDoubt reports whether some count is so large that what the instance stated
// before can speak against it. Most instances are too small for that.
func (f *Facts) MayDoubt() bool {
	for _, field := range countFields {
		if c := f.countOf(field); c.Known && c.N >= leastJump(field) {
			return true
		}
	}
	return false
}

// Weigh gives the counts that a visit read now the doubts that come of what the
// instance stated before, so that they go with them wherever the visit is told of.
// [Facts.Merge] comes to the same by itself.
func (f *Facts) Weigh(before *Facts) {
	for field, seen := range f.Evidence {
		count := f.countOf(field)
		if count == nil {
			continue
		}
		*count = count.asStated()
		if before.doubted(f, field, seen.LastSeen) != nil && count.Reason == "" {
			count.Reason = WhyJumped
		}
	}
}

// countFields are the fields that are counts.
var countFields = []Field{FieldUsers, FieldActiveMonth, FieldActiveHalfyear, FieldPosts}

// countOf returns one of the counts, nil for other fields.
func (f *Facts) countOf(field Field) *Count {
	switch field {
	case FieldUsers:
		return &f.Users
	case FieldActiveMonth:
		return &f.ActiveMonth
	case FieldActiveHalfyear:
		return &f.ActiveHalfyear
	case FieldPosts:
		return &f.Posts
	}
	return nil
}

// doubted weighs a count seen now against what the instance stated before, and
// returns the doubt about it, nil if it is believed.
func (f *Facts) doubted(now *Facts, field Field, at time.Time) *Doubt {
	before, after := f.countOf(field), now.countOf(field)
	if before == nil || !before.Known || !after.Known {
		return nil
	}
	doubt := Doubt{Before: before.N, Since: at}
	if held := f.Evidence[field].Doubt; held != nil {
		doubt = *held
	}
	jumped := after.N-doubt.Before >= leastJump(field) && after.N/jumpFactor > doubt.Before
	if !jumped || at.Sub(doubt.Since) >= jumpStands {
		return nil
	}
	return &doubt
}

// leastJump is the smallest rise that is a jump.
func leastJump(field Field) int64 {
	if field == FieldPosts {
		return jumpPosts
	}
	return jumpPeople
}

// miss takes over why counts are missing now. What software invents now, it may have
// invented before, so that goes.
func (f *Facts) miss(now *Facts) {
	for _, field := range countFields {
		if now.Stated(field) {
			continue
		}
		before, after := f.countOf(field), now.countOf(field)
		if after.Reason == WhyRandom {
			delete(f.Evidence, field)
		} else if before.Known || after.Reason == "" {
			continue
		}
		*before = *after
	}
}
