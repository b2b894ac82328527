package web

import (
	"context"

	"landfall/directory"
	"landfall/web/tongue"
)

// crawlProgress is how far the first crawl has come.
type crawlProgress struct {
	Known, Answered, Open string
	Value, Most           int
}

func newCrawlProgress(ctx context.Context, t directory.Totals) crawlProgress {
	answered := t.Listed + t.OnRequest + t.Hidden + t.Refused
	return crawlProgress{
		Known: tongue.Count(ctx, t.Known, "{n} host", "{n} hosts"), Answered: tongue.Number(ctx, answered), Open: tongue.Number(ctx, t.Candidate),
		Value: answered, Most: max(t.Known, 1),
	}
}
