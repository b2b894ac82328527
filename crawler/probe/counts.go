package probe

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

// people reads a number of people, posts a number of posts. Whole numbers count,
// also when written 3.0 or 1e3; a missing number or null is unknown, and so are
// strings, fractions and what is out of bounds. Nothing unknown becomes 0.
func people(v strictjson.Value) landfall.Count { return number(v, landfall.MaxPeople) }

func posts(v strictjson.Value) landfall.Count { return number(v, landfall.MaxCount) }

func number(v strictjson.Value, most int64) landfall.Count {
	if !v.Exists() || v.IsNull() {
		return landfall.Missing(landfall.WhyNotStated)
	}
	n, overflow, ok := v.Int()
	switch {
	case !ok:
		return landfall.Missing(landfall.WhyMalformed)
	case overflow, n < 0, n > most:
		return landfall.Missing(landfall.WhyOutOfRange)
	}
	return landfall.Known(n)
}

// numeral is a number as Pixelfed writes it, in a text.
var numeral = regexp.MustCompile(`^(?:0|[1-9][0-9]{0,15})$`)

func numeralCount(text string) landfall.Count {
	if !numeral.MatchString(text) {
		return landfall.Missing(landfall.WhyMalformed)
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n > landfall.MaxCount {
		return landfall.Missing(landfall.WhyOutOfRange)
	}
	return landfall.Known(n)
}

// count states a number, or keeps the reason why it is missing if nothing better
// is known of it.
func (s source) count(field landfall.Field, path string, c landfall.Count) {
	target := countField(&s.v.Facts, field)
	switch {
	case c.Known:
		s.state(field, path, func(*landfall.Facts) { *target = c })
	case !target.Known && (target.Reason == "" || target.Reason == landfall.WhyNotStated):
		*target = c
	}
}

func countField(f *landfall.Facts, field landfall.Field) *landfall.Count {
	switch field {
	case landfall.FieldUsers:
		return &f.Users
	case landfall.FieldActiveMonth:
		return &f.ActiveMonth
	case landfall.FieldActiveHalfyear:
		return &f.ActiveHalfyear
	default:
		return &f.Posts
	}
}

// weigh marks active counts that contradict a wider one: month ≤ half-year ≤
// total. The number stays as stated; the doubt goes with it. And it gives every
// count that no document mentioned the reason of the visit.
func (v *Visit) weigh() {
	f := &v.Facts
	if invents := v.family().invents; invents != nil {
		v.unsay(invents(v))
	}
	exceeds := func(a, b landfall.Count) bool { return a.Known && b.Known && a.N > b.N }
	if exceeds(f.ActiveHalfyear, f.Users) {
		f.ActiveHalfyear.Reason = landfall.WhyImplausible
	}
	if exceeds(f.ActiveMonth, f.Users) || exceeds(f.ActiveMonth, f.ActiveHalfyear) {
		f.ActiveMonth.Reason = landfall.WhyImplausible
	}
	for _, c := range []*landfall.Count{&f.Users, &f.ActiveMonth, &f.ActiveHalfyear, &f.Posts} {
		if !c.Known && c.Reason == "" {
			*c = landfall.Missing(cmp.Or(v.absent, landfall.WhyNotStated))
		}
	}
}

// unsay takes all counts back that were stated, if there is a reason why.
func (v *Visit) unsay(why string) {
	if why == "" {
		return
	}
	for _, field := range []landfall.Field{landfall.FieldUsers, landfall.FieldActiveMonth, landfall.FieldActiveHalfyear, landfall.FieldPosts} {
		if count := countField(&v.Facts, field); count.Known {
			*count = landfall.Missing(why)
			delete(v.Facts.Evidence, field)
		}
	}
	v.Fetcher.Note("its counts are not true: " + why)
}

// dotted writes a path as evidence shows it.
func dotted(path []string) string { return strings.Join(path, ".") }
