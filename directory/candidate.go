package directory

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"landfall"
	"landfall/directory/kind"
	"landfall/directory/language"
	"landfall/directory/place"
	"landfall/directory/promise"
	"landfall/directory/rank"
	"landfall/directory/rule"
	"landfall/directory/topic"
)

// newCandidate gathers what is known of a server for ranking. What the directory does
// not know yet stays unknown: the operator's name (no server states it in a document that
// is read, and people are not collected), the safety-hold list, outages, speeds by region,
// and how many a week are welcome.
func newCandidate(s *Server) rank.Candidate {
	f := &s.Facts
	c := rank.Candidate{
		Host: s.Host, Refused: s.Status == landfall.StatusRefused, Network: networkOf(s.Reading.Hosting),
		Joining: rank.Joining{Signup: f.Signup},
		Standing: rank.Standing{
			LastAnswered: s.LastSeen, FirstObserved: observedSince(s), Heard: s.Discovered,
			Support: supportOf(s.Upkeep), Implausible: implausible(f), Adult: adult(s), SingleUser: onePerson(f),
		},
		Subject: rank.Subject{Read: wasRead(s), Kinds: kind.Of(f.Software.Name)},
		Measured: rank.Measured{
			Samples: s.Summary.Visits, Answered: s.Summary.Answered, Outages: landfall.Missing(landfall.WhyNotMeasured),
			Click: rank.Click{P75: s.Summary.Click.P75, N: s.Summary.Click.N},
		},
		People: rank.People{Active: f.ActiveMonth, Rules: stated(f, landfall.FieldRules, len(f.Rules) > 0), Contact: stated(f, landfall.FieldContact, f.Contact)},
	}
	for _, t := range s.Reading.Topics.Topics {
		c.Topics = append(c.Topics, rank.Topic{ID: t.ID, Confidence: t.Confidence})
	}
	for _, p := range s.Reading.Places.CommunityFor.Shown {
		c.Places = append(c.Places, rank.Place{ID: p.ID, Confidence: p.Confidence})
	}
	c.Primary, c.Accepted = firstLanguages(s)
	c.Forbids = forbids(s)
	c.Promise, c.Admins = promised(s, promise.Notice), promised(s, promise.Admins)
	c.Organisation = organisation(s)
	if s.Closing != nil {
		c.Closing = &rank.Closing{At: s.Closing.ClosesFrom}
	}
	return c
}

// networkOf names the network that the machines are in, such as "AS24940": "" where a
// delivery network stands before them, whose number says nothing of the machines.
func networkOf(h place.Hosting) string {
	if h.Hidden || h.ASN == 0 {
		return ""
	}
	return "AS" + strconv.FormatUint(uint64(h.ASN), 10)
}

func stated(f *landfall.Facts, field landfall.Field, yes bool) rank.Tri {
	if !f.Stated(field) {
		return rank.Unknown
	}
	return rank.Known(yes)
}

// promised is unknown for what is not promised: few servers say what they do not do.
func promised(s *Server, id promise.ID) rank.Tri {
	if s.Reading.Promises.Has(id) {
		return rank.Yes
	}
	return rank.Unknown
}

func organisation(s *Server) rank.Tri {
	by := s.Reading.Promises.By()
	if by == "" {
		return rank.Unknown
	}
	return rank.Known(by != promise.Person)
}

// observedSince returns the earliest moment at which the server is known to have been
// looked at: of the visits of the last 90 days, and of the facts that still stand.
func observedSince(s *Server) time.Time {
	since := s.Summary.Since
	for _, seen := range s.Facts.Evidence {
		if since.IsZero() || !seen.FirstSeen.IsZero() && seen.FirstSeen.Before(since) {
			since = seen.FirstSeen
		}
	}
	return since
}

func supportOf(u Upkeep) rank.Support {
	switch u.Standing {
	case StandingCurrent:
		return rank.Current
	case StandingBehind:
		return rank.Outdated
	case StandingUnknown:
	}
	return rank.SupportUnknown
}

// doubts say what is wrong with the counts of people, of those active and of posts.
var doubts = [...]struct{ jumped, contradicts string }{
	{"the number of people is many times what it was before", "the number of people contradicts another one"},
	{"the number of people active in a month is many times what it was before", "the number of people active in a month contradicts another one"},
	{"the number of posts is many times what it was before", "the number of posts contradicts another one"},
}

// implausible says which count of a server cannot be believed, "" if none is doubted.
func implausible(f *landfall.Facts) string {
	for i, count := range []landfall.Count{f.Users, f.ActiveMonth, f.Posts} {
		switch {
		case !count.Known:
		case count.Reason == landfall.WhyJumped:
			return doubts[i].jumped
		case count.Reason != "":
			return doubts[i].contradicts
		}
	}
	return ""
}

func adult(s *Server) rank.Tri {
	for _, t := range s.Reading.Topics.Topics {
		if entry, ok := topic.Default().Topic(t.ID); ok && entry.Adult {
			return rank.Yes
		}
	}
	return rank.Unknown
}

func onePerson(f *landfall.Facts) rank.Tri {
	if singleUser(f) {
		return rank.Yes
	}
	return rank.Unknown
}

// wasRead reports whether the server has words of its own and they were read: a server
// without a reading looks like one whose words mean nothing.
func wasRead(s *Server) bool {
	r := s.Reading
	read := len(r.Topics.Topics)+len(r.Topics.Suggested)+len(r.Topics.RuledOut)+len(r.Languages)+len(r.Rules)+len(r.Places.CommunityFor.Shown) > 0
	return read && (s.Facts.Description != "" || s.Facts.Extended != "")
}

// firstLanguages returns the first language of a server and its others: those that it declares,
// in its own order, then those that its texts are in, the most used first.
func firstLanguages(s *Server) (first string, others []string) {
	found := slices.Clone(s.Reading.Languages)
	slices.SortStableFunc(found, func(a, b language.Finding) int {
		if a.Declared || b.Declared {
			return compareBool(!a.Declared, !b.Declared)
		}
		return cmp.Compare(share(b), share(a))
	})
	codes := make([]string, 0, len(found))
	for _, f := range found {
		codes = append(codes, f.Language)
	}
	if len(codes) == 0 {
		codes = s.Facts.Languages
	}
	if len(codes) == 0 {
		return "", nil
	}
	return codes[0], codes[1:]
}

// share returns how much of the text that is most in a language is in it.
func share(f language.Finding) float64 {
	most := 0.0
	for _, e := range f.Evidence {
		most = max(most, e.Weight)
	}
	return most
}

// forbids counts the harms that the rules forbid, unknown without rules that were read.
func forbids(s *Server) landfall.Count {
	if len(s.Facts.Rules) == 0 || len(s.Reading.Rules) == 0 {
		return landfall.Missing(landfall.WhyNotStated)
	}
	n := int64(0)
	for _, tag := range rank.Strictness() {
		if s.Reading.Rules.Stance(tag) == rule.Forbidden {
			n++
		}
	}
	return landfall.Known(n)
}
