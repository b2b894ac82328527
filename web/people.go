package web

import (
	"context"

	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

func peopleFacts(ctx context.Context, f *landfall.Facts) []fact {
	return []fact{
		peopleFact(ctx, tongue.Say(ctx, "Accounts"), f.Users),
		peopleFact(ctx, tongue.Say(ctx, "Active this month"), f.ActiveMonth),
		peopleFact(ctx, tongue.Say(ctx, "Active this half-year"), f.ActiveHalfyear),
		{Label: tongue.Say(ctx, "Posts"), Value: count(ctx, f.Posts), Unknown: !f.Posts.Known, Doubt: phrase.Doubt(ctx, f.Posts)},
	}
}

func peopleFact(ctx context.Context, label string, n landfall.Count) fact {
	return fact{Label: label, Value: people(ctx, n), Unknown: !n.Known, Doubt: phrase.Doubt(ctx, n)}
}

// people returns a count of people for reading: its number, "<10", or why there
// is none.
func people(ctx context.Context, n landfall.Count) string {
	switch {
	case !n.Known:
		return phrase.Missing(ctx, n.Reason)
	case n.N < directory.FewPeople:
		return tongue.Say(ctx, "<10")
	}
	return tongue.Number(ctx, n.N)
}

func count(ctx context.Context, n landfall.Count) string {
	if !n.Known {
		return phrase.Missing(ctx, n.Reason)
	}
	return tongue.Number(ctx, n.N)
}
