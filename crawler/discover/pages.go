package discover

import (
	"maps"
	"math"
	"math/rand/v2"
	"net/url"
	"strconv"
)

// PagesMost is how many pages of one list a visit asks for.
const PagesMost = 5

// farthestPage is how far into a list of unknown length a page is looked for: no
// server is known to know more than a hundred thousand others.
const farthestPage = 1000

// Pages decides which pages of a list a visit asks for: the first, then others at
// random, so that later visits see other parts of it. A list that has no more than
// [PagesMost] pages is read whole. Pages that can only be had in order are read in
// order, beginning where a visit before stopped.
type Pages struct {
	list  List
	rng   *rand.Rand
	page  int // the one asked for last
	asked map[int]bool
	count int
	// No page lies at end or beyond; exact is set once the one before it does.
	end   int
	exact bool
	next  string
}

// Pages returns the pages of a list. from is the cursor at which to begin, as
// [Pages.Rest] of an earlier visit returned it, or "".
func (l List) Pages(from string, rng *rand.Rand) *Pages {
	return &Pages{list: l, rng: rng, asked: make(map[int]bool), end: farthestPage, next: from}
}

// First returns the query of the first page.
func (p *Pages) First() url.Values { return p.ask(0) }

// Next returns the query of another page, given what the one before was; ok is
// false if there is none or if it is enough.
func (p *Pages) Next(last Page) (query url.Values, ok bool) {
	page := 0
	switch p.list.Paging.Kind {
	case ByCursor:
		p.next = ""
		if last.Names > 0 {
			p.next = last.Next
		}
		page, ok = p.page+1, p.next != ""
	case ByOffset:
		p.learn(last)
		page, ok = p.another()
	case OnePage:
	}
	if !ok || p.count >= PagesMost {
		return nil, false
	}
	return p.ask(page), true
}

func (p *Pages) ask(page int) url.Values {
	p.page, p.asked[page] = page, true
	p.count++
	return p.query()
}

// Rest returns the cursor at which a later visit should go on, "" for the beginning.
func (p *Pages) Rest() string { return p.next }

func (p *Pages) query() url.Values {
	query := url.Values{}
	maps.Copy(query, p.list.Query)
	switch {
	case p.list.Paging.Kind == ByCursor && p.next != "":
		query.Set(p.list.Paging.Param, p.next)
	case p.list.Paging.Kind == ByOffset:
		query.Set(p.list.Paging.Param, strconv.Itoa(p.page*p.list.Paging.Limit))
	}
	return query
}

// learn notes where the list ends, as far as the last page tells.
func (p *Pages) learn(last Page) {
	limit := p.list.Paging.Limit
	switch {
	case last.Names == 0: // whatever it says of a total
		p.end = min(p.end, p.page)
	case last.Total >= 0:
		p.end, p.exact = int(min((last.Total+int64(limit)-1)/int64(limit), farthestPage)), true
	case last.Names < limit:
		p.end, p.exact = min(p.end, p.page+1), true
	}
}

// another draws a page that was not asked for: evenly where the length is known, and
// else by the logarithm, for most lists end long before the farthest page.
func (p *Pages) another() (page int, ok bool) {
	var left []int
	for page := range p.end {
		if !p.asked[page] {
			left = append(left, page)
		}
	}
	switch {
	case len(left) == 0:
		return 0, false
	case p.exact:
		return left[p.rng.IntN(len(left))], true
	}
	at := math.Exp(p.rng.Float64()*math.Log(float64(len(left)+1))) - 1
	return left[min(int(at), len(left)-1)], true
}
