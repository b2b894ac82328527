package web

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
)

// homePage greets, says what the site is, and leads on.
type homePage struct {
	frame
	First   bool // nothing is listed yet
	Crawl   crawlProgress
	Numbers []stat
	Sums    []sumRow
	Ways    []way
	Today   []card
	Closing []closing // the notices that were found last
}

// sumRow is what servers' counts of one kind add up to.
type sumRow struct{ Label, Total, Stated, Counted, Doubted, Capped, Silent string }

// way is a shortcut into the directory.
type way struct{ Title, Detail, Href, Count string }

// todayCards is how many servers of today's shuffle the page shows.
const todayCards = 3

// closingCards is how many closings the page shows.
const closingCards = 3

// newestClosing returns the notices of closings to come that were found last.
func newestClosing(all []*landfall.Notice) []*landfall.Notice {
	closing := slices.DeleteFunc(slices.Clone(all), func(n *landfall.Notice) bool { return !n.State.Closing() })
	slices.SortStableFunc(closing, func(a, b *landfall.Notice) int { return b.Found.Compare(a.Found) })
	return closing[:min(len(closing), closingCards)]
}

func (s *Site) home(c *gin.Context) error {
	snapshot := s.snapshot()
	page := s.newHomePage(snapshot.Find(directory.DefaultQuery()), snapshot.Totals())
	page.Machines.Data = s.siteData()
	page.Closing = s.newClosings(newestClosing(snapshot.Notices()), page.Now)
	return s.render(c, http.StatusOK, homeTempl(page))
}

func (s *Site) newHomePage(result directory.Result, totals directory.Totals) homePage {
	f := s.frame("/", "Find a fediverse server", "Landfall visits the servers of the fediverse, measures them, and helps you choose one to join.")
	page := homePage{
		frame: f, First: totals.Listed == 0, Crawl: newCrawlProgress(totals),
		Numbers: []stat{
			{Value: phrase.Number(totals.Listed), Label: plural(totals.Listed, "server listed", "servers listed")},
			{Value: phrase.Number(totals.Joinable), Label: "take new people"},
			{Value: phrase.Number(totals.Known), Label: plural(totals.Known, "host heard of", "hosts heard of")},
			{Value: phrase.Number(totals.ActiveMonth.Believed), Label: "people active this month"},
		},
		Sums: []sumRow{
			newSumRow("Accounts", totals.Users), newSumRow("Active this month", totals.ActiveMonth), newSumRow("Posts", totals.Posts),
		},
		Ways: ways(result.Facets),
	}
	for _, server := range result.Servers[:min(len(result.Servers), todayCards)] {
		page.Today = append(page.Today, s.newCard(server, f.Now))
	}
	return page
}

func newSumRow(label string, s landfall.Sum) sumRow {
	return sumRow{
		Label: label, Total: phrase.Number(s.Believed), Stated: phrase.Number(s.Stated), Counted: phrase.Number(s.Counted),
		Doubted: phrase.Number(s.Doubted), Capped: phrase.Number(s.Capped), Silent: phrase.Number(s.Silent),
	}
}

// ways are shortcuts, each with the number of servers it leads to. One that leads
// to nothing is left out.
func ways(facets []directory.Facet) []way {
	all := []struct {
		key, value string
		way
	}{
		{directory.KeySignup, "open", way{Title: "Join at once", Detail: "Sign-up is open to everyone."}},
		{directory.KeySignup, "approval", way{Title: "Ask to join", Detail: "Somebody reads a short note from you first."}},
		{directory.KeySpeed, string(directory.SpeedFast), way{Title: "Fast servers", Detail: "Three of four clicks answered within 400 ms."}},
		{directory.KeySize, string(directory.SizeSmall), way{Title: "Small communities", Detail: "50 to 499 people active each month."}},
	}
	var list []way
	for _, w := range all {
		n := facetCount(facets, w.key, w.value)
		if n == 0 {
			continue
		}
		w.Count = phrase.Of(n, "server", "servers")
		w.Href = narrowed(w.key, w.value)
		list = append(list, w.way)
	}
	return list
}

func facetCount(facets []directory.Facet, key, value string) int {
	for _, f := range facets {
		if f.Key != key {
			continue
		}
		for _, v := range f.Values {
			if v.Value == value {
				return v.Count
			}
		}
	}
	return 0
}
