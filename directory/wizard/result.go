package wizard

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"landfall"
	"landfall/directory/rank"
)

// How many results a page begins with, and how many each "five more" adds.
const (
	FirstCards = rank.First
	MoreCards  = 5
)

// Result is what is shown to somebody with these answers.
type Result struct {
	Answers Answers
	Version string // of the ranking
	Week    string // whose lots equals were drawn by
	// Found is how many servers may be recommended.
	Found int
	// Cards are the first ones, three if there are as many that different people run, and
	// Others those asked for beyond.
	Cards, Others []Card
	// Unmet says of what was asked for and none of the cards has, in sentences.
	Unmet []landfall.Phrase
	// Newcomers would fit, but are too new to be recommended.
	Newcomers []Card
	// Ways out, if nothing was found.
	Ways []Way
	// Compare is the query string of the page that compares the cards, Permalink that
	// of this result, and More that of this result with five more, "" if there are none.
	Compare, Permalink, More string
}

// Card is one server, why it is shown, and what speaks against it.
type Card struct {
	rank.Result
	// Reasons are at most three parts of its score in which it does well, what was asked
	// for first.
	Reasons []rank.Part
	// Drawback is one sentence about the part in which it does worst.
	Drawback landfall.Phrase
}

// Find answers from a table of servers.
func Find(t *rank.Table, a Answers) Result {
	ranking := t.Rank(a.Wish())
	r := Result{
		Answers: a, Version: rank.Version, Week: t.Week(), Found: ranking.Len(), Permalink: a.Permalink(),
		Cards:     cards(ranking.Results(0, ranking.Chosen())),
		Others:    cards(ranking.Results(ranking.Chosen(), a.More)),
		Newcomers: cards(ranking.Newcomers(FirstCards)),
	}
	r.Unmet = unmet(r.Cards)
	r.Compare = compare(r.Cards)
	if shown := len(r.Cards) + len(r.Others); shown < r.Found && a.More+MoreCards <= MaxMore {
		more := a
		more.More += MoreCards
		r.More = more.Permalink()
	}
	if r.Found == 0 {
		r.Ways = ways(t, a)
	}
	return r
}

func cards(results []rank.Result) []Card {
	var all []Card
	for _, result := range results {
		worst := weakest(result.Score)
		all = append(all, Card{result, reasons(result.Score, worst.Key), drawback(result.Score, worst)})
	}
	return all
}

// Reasons speak for a server: at most so many, each at least so good.
const (
	maxReasons = 3
	minReason  = 0.5
)

// reasons returns the parts that speak for a server, without that of its drawback.
func reasons(s rank.Score, drawback string) []rank.Part {
	var good []rank.Part
	for _, p := range s.Parts {
		if p.Known && p.Value >= minReason && p.Key != drawback {
			good = append(good, p)
		}
	}
	slices.SortStableFunc(good, func(a, b rank.Part) int {
		if a.Asked != b.Asked {
			return cmp.Compare(truth(b.Asked), truth(a.Asked))
		}
		return cmp.Compare(b.Points, a.Points)
	})
	return good[:min(len(good), maxReasons)]
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// weakest returns the part in which a server does worst; of equals, that which weighs
// most.
func weakest(s rank.Score) rank.Part {
	return slices.MinFunc(s.Parts, func(a, b rank.Part) int {
		return cmp.Or(cmp.Compare(a.Value, b.Value), cmp.Compare(b.Weight, a.Weight))
	})
}

// drawback says what speaks against a server: of one that does well in everything, what
// is never measured.
func drawback(s rank.Score, worst rank.Part) landfall.Phrase {
	if worst.Points == worst.Weight {
		return landfall.Say("Nothing measured speaks against it ({points} of 100 points). How people there treat each other is not measured.", "points", s.Total)
	}
	return worst.Why
}

// unmetTexts say that none of the cards has what was asked for.
var unmetTexts = map[string]landfall.Phrase{
	"topic":    landfall.Say("None of these is about what you chose, as far as their own words tell."),
	"language": landfall.Say("None of these uses a language that you read."),
	"place":    landfall.Say("None of these is for people of the place you chose, as far as their own words tell."),
}

func unmet(cards []Card) []landfall.Phrase {
	var texts []landfall.Phrase
	for _, key := range []string{"topic", "language", "place"} {
		none := len(cards) > 0
		for _, c := range cards {
			p, asked := c.Score.Part(key)
			none = none && asked && (p.Value == 0 || !p.Known)
		}
		if none {
			texts = append(texts, unmetTexts[key])
		}
	}
	return texts
}

// compare returns the query string that compares servers side by side.
func compare(cards []Card) string {
	hosts := make([]string, len(cards))
	for i, c := range cards {
		hosts[i] = c.Host.String()
	}
	if len(hosts) == 0 {
		return ""
	}
	return encode(url.Values{"d": {strings.Join(hosts, ",")}})
}
