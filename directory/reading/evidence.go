package reading

import (
	"cmp"
	"math"
	"slices"
	"time"

	"landfall"
	"landfall/directory/lexicon"
	"landfall/directory/place"
	"landfall/directory/promise"
	"landfall/directory/topic"
)

// Clues returns the evidence of the reading as it is kept, each key once, the
// weightiest first. Evidence whose source has no times of its own is of the time seen.
func (r *Reading) Clues(seen time.Time) []landfall.Clue {
	var all []landfall.Clue
	r.each(func(kind landfall.ClueKind, id string, e *lexicon.Evidence) {
		all = append(all, clueOf(kind, id, e, seen))
	})
	slices.SortStableFunc(all, func(a, b landfall.Clue) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
	})
	known := make(map[landfall.ClueKey]bool, len(all))
	all = slices.DeleteFunc(all, func(clue landfall.Clue) bool {
		again := known[clue.Key()]
		known[clue.Key()] = true
		return again
	})
	return all[:min(len(all), landfall.CluesPerHost)]
}

// Keep gives the evidence of the reading the times that are kept: since when each piece
// has been seen, through edits of the text around it and changes of the rules, and when
// last. It changes the reading, and is for one that nobody else has yet.
func (r *Reading) Keep(kept []landfall.Clue, seen time.Time) {
	before := byKey(kept)
	r.each(func(kind landfall.ClueKind, id string, e *lexicon.Evidence) {
		now := clueOf(kind, id, e, seen)
		e.FirstSeen, e.LastSeen = now.FirstSeen, now.LastSeen
		if k := before[now.Key()]; k != nil {
			e.FirstSeen, e.LastSeen = earlier(k.FirstSeen, e.FirstSeen), later(k.LastSeen, e.LastSeen)
		}
	})
}

// keepEvery is how old the last time of evidence may be where it is kept.
const keepEvery = 24 * time.Hour

// Outdated reports whether what is kept of an instance's evidence differs from now,
// other than by less than a day in when it was last seen.
func Outdated(kept, now []landfall.Clue) bool {
	before := byKey(kept)
	return slices.ContainsFunc(now, func(n landfall.Clue) bool {
		k := before[n.Key()]
		return k == nil || k.Weight != n.Weight || k.Snippet != n.Snippet || k.Rule != n.Rule ||
			n.FirstSeen.Before(k.FirstSeen.Add(-time.Microsecond)) || n.LastSeen.Sub(k.LastSeen) >= keepEvery
	})
}

func byKey(clues []landfall.Clue) map[landfall.ClueKey]*landfall.Clue {
	keys := make(map[landfall.ClueKey]*landfall.Clue, len(clues))
	for i := range clues {
		keys[clues[i].Key()] = &clues[i]
	}
	return keys
}

func clueOf(kind landfall.ClueKind, id string, e *lexicon.Evidence, seen time.Time) landfall.Clue {
	return landfall.Clue{
		Kind: kind, ID: id, Source: string(e.Source), Term: e.Term, Snippet: e.Text,
		Weight: math.Round(1000*e.Weight) / 1000, Against: e.Against, Rule: e.Rule,
		FirstSeen: orTime(e.FirstSeen, seen), LastSeen: orTime(e.LastSeen, seen),
	}
}

// each calls fn for every piece of evidence, of which some stand in several findings.
func (r *Reading) each(fn func(kind landfall.ClueKind, id string, e *lexicon.Evidence)) {
	for _, findings := range [][]topic.Finding{r.Topics.Topics, r.Topics.Suggested, r.Topics.RuledOut} {
		for i := range findings {
			for j := range findings[i].Evidence {
				e := &findings[i].Evidence[j]
				fn(landfall.ClueTopic, string(e.Topic), &e.Evidence)
			}
		}
	}
	for question, answer := range r.questions() {
		for _, findings := range [][]place.Finding{answer.Shown, answer.Suggested} {
			for i := range findings {
				for j := range findings[i].Evidence {
					e := &findings[i].Evidence[j]
					fn(landfall.CluePlace, question+":"+string(e.Place), &e.Evidence)
				}
			}
		}
	}
	for _, f := range r.Languages {
		for i := range f.Evidence {
			fn(landfall.ClueLanguage, f.Language, &f.Evidence[i])
		}
	}
	for _, f := range r.Rules {
		for i := range f.Evidence {
			fn(landfall.ClueRule, string(f.Tag), &f.Evidence[i])
		}
	}
	for kind, findings := range r.statements() {
		for _, f := range findings {
			for i := range f.Evidence {
				fn(landfall.CluePromise, string(kind)+":"+string(f.ID), &f.Evidence[i])
			}
		}
	}
}

// questions returns the answers about places by the question, as it is kept.
func (r *Reading) questions() map[string]*place.Answer {
	return map[string]*place.Answer{
		"community_for": &r.Places.CommunityFor, "legally_based": &r.Places.LegallyBased, "hosted_in": &r.Places.HostedIn,
	}
}

// statements returns what is promised, who runs it and what pays for it, by the kind.
func (r *Reading) statements() map[promise.Kind][]promise.Finding {
	return map[promise.Kind][]promise.Finding{
		promise.KindPromise: r.Promises.Promises, promise.KindPeople: r.Promises.RunBy, promise.KindFunding: r.Promises.Funding,
	}
}

func orTime(t, or time.Time) time.Time {
	if t.IsZero() {
		return or
	}
	return t
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
