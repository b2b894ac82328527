package web

import (
	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
)

func peopleFacts(f *landfall.Facts) []fact {
	return []fact{
		peopleFact("Accounts", f.Users),
		peopleFact("Active this month", f.ActiveMonth),
		peopleFact("Active this half-year", f.ActiveHalfyear),
		{Label: "Posts", Value: count(f.Posts), Unknown: !f.Posts.Known, Doubt: phrase.Doubt(f.Posts)},
	}
}

func peopleFact(label string, n landfall.Count) fact {
	return fact{Label: label, Value: people(n), Unknown: !n.Known, Doubt: phrase.Doubt(n)}
}

// people returns a count of people for reading: its number, "<10", or why there
// is none.
func people(n landfall.Count) string {
	if text, _ := directory.People(n); text != "" {
		return text
	}
	return phrase.Missing(n.Reason)
}

func count(n landfall.Count) string {
	if !n.Known {
		return phrase.Missing(n.Reason)
	}
	return phrase.Number(n.N)
}
