package web

import (
	"landfall/directory"
	"landfall/web/phrase"
)

// crawlProgress is how far the first crawl has come.
type crawlProgress struct {
	Known, Answered, Open string
	Value, Most           int
}

func newCrawlProgress(t directory.Totals) crawlProgress {
	answered := t.Listed + t.OnRequest + t.Hidden + t.Refused
	return crawlProgress{
		Known: phrase.Of(t.Known, "host", "hosts"), Answered: phrase.Number(answered), Open: phrase.Number(t.Candidate),
		Value: answered, Most: max(t.Known, 1),
	}
}
