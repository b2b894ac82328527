package notice

import (
	"slices"
	"strings"
	"time"

	"landfall"
)

// Statements reads the texts that an instance has published of itself and returns what
// they say of its closing, at most one for each source and URL: of texts the surest,
// of announcements the newest, with the day on which the first was posted, and likewise of
// what pinned posts were found to say when they were read. A text other than these tells
// no day on which it was posted.
func (d *Detector) Statements(host landfall.Host, f *landfall.Facts) []Statement {
	var found []Statement
	for _, t := range texts(f) {
		s, ok := d.state(host, t, f.Evidence[t.field])
		if !ok {
			continue
		}
		i := slices.IndexFunc(found, func(o Statement) bool { return o.Source == s.Source && o.URL == s.URL })
		switch {
		case i < 0:
			found = append(found, s)
		case t.field == landfall.FieldAnnouncements:
			found[i] = after(&found[i], s)
		case s.Confidence > found[i].Confidence:
			found[i] = s
		}
	}
	if s, ok := contact(host, f); ok {
		found = append(found, s)
	}
	return found
}

// text is one text of an instance.
type text struct {
	field  landfall.Field
	text   string
	posted time.Time
}

// texts lists what an instance states, its announcements with the oldest first.
func texts(f *landfall.Facts) []text {
	rules := make([]string, 0, len(f.Rules))
	for _, r := range f.Rules {
		rules = append(rules, r.Text+"\n"+r.Hint)
	}
	all := []text{
		{field: landfall.FieldName, text: f.Name}, {field: landfall.FieldDescription, text: f.Description},
		{field: landfall.FieldExtended, text: f.Extended}, {field: landfall.FieldRules, text: strings.Join(rules, "\n")},
		{field: landfall.FieldSignup, text: f.Signup.Message},
	}
	for _, a := range slices.Backward(f.Announcements) {
		all = append(all, text{field: landfall.FieldAnnouncements, text: a.Text, posted: a.At})
	}
	return slices.DeleteFunc(all, func(t text) bool { return t.text == "" || !f.Stated(t.field) })
}

// state reads one text; ok is false if it says nothing of a closing of the host.
func (d *Detector) state(host landfall.Host, t text, seen landfall.Evidence) (s Statement, ok bool) {
	r := d.Detect(Input{Text: t.text, Host: host.String(), Posted: t.posted})
	if !r.states() {
		return Statement{}, false
	}
	s = Statement{Host: host, Stage: r.Stage, Field: t.field}
	s.Source = landfall.NoticeFromText
	if t.field == landfall.FieldAnnouncements {
		s.Source = landfall.NoticeFromAnnouncement
	}
	s.URL, s.Quote, s.Words, s.Confidence, s.Announced = seen.Source, r.Quote, r.Words, r.Confidence, r.Announced
	s.ClosesFrom, s.ClosesTo = r.days()
	s.FirstSeen, s.LastSeen, s.Rule = seen.FirstSeen, seen.LastSeen, d.Rule()
	return s, true
}

// after returns what an announcement says that follows another: a reminder was made
// known when the first was, and names its day if it names none itself.
func after(first *Statement, s Statement) Statement {
	_, was := first.takesBack()
	if _, is := s.takesBack(); is || was {
		return s
	}
	if !first.Announced.IsZero() {
		s.Announced = first.Announced
	}
	if s.ClosesTo.IsZero() {
		s.ClosesFrom, s.ClosesTo = first.ClosesFrom, first.ClosesTo
	}
	return s
}
