package web

import (
	"context"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/topic"
	"landfall/web/tongue"
)

// homePage greets, says what the site is, and leads on.
type homePage struct {
	frame
	First   bool // nothing is listed yet
	Crawl   crawlProgress
	Numbers []stat
	Sums    []sumRow
	Ways    []way
	Topics  []way // the topics that most servers are about
	Today   []card
	Closing []closing      // the notices that were found last
	Offered *tongue.Tongue // a language that the browser would rather have, nil if none
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
	ctx := c.Request.Context()
	snapshot := s.snapshot()
	page := s.newHomePage(ctx, snapshot.Find(directory.DefaultQuery()), snapshot.Totals())
	page.Machines.Data = s.siteData(ctx)
	page.Closing = s.newClosings(ctx, newestClosing(snapshot.Notices()), page.Now)
	page.Topics = topicTiles(ctx, snapshot)
	page.Offered = offered(c)
	return s.render(c, http.StatusOK, homeTempl(page))
}

func (s *Site) newHomePage(ctx context.Context, result directory.Result, totals directory.Totals) homePage {
	f := s.frame(ctx, "/", tongue.Say(ctx, "Find a fediverse server"), tongue.Say(ctx, "Landfall visits the servers of the fediverse, measures them, and helps you choose one to join."))
	page := homePage{
		frame: f, First: totals.Listed == 0, Crawl: newCrawlProgress(ctx, totals),
		Numbers: numbers(ctx, totals), Sums: sumRows(ctx, totals),
		Ways: ways(ctx, result.Facets),
	}
	for _, server := range result.Servers[:min(len(result.Servers), todayCards)] {
		page.Today = append(page.Today, s.newCard(ctx, server, f.Now))
	}
	return page
}

// numbers are what the whole snapshot comes to.
func numbers(ctx context.Context, totals directory.Totals) []stat {
	return []stat{
		{Value: tongue.Number(ctx, totals.Listed), Label: tongue.Count(ctx, totals.Listed, "server listed", "servers listed")},
		{Value: tongue.Number(ctx, totals.Joinable), Label: tongue.Count(ctx, totals.Joinable, "takes new people", "take new people")},
		{Value: tongue.Number(ctx, totals.Known), Label: tongue.Count(ctx, totals.Known, "server name heard of", "server names heard of")},
		{Value: tongue.Number(ctx, totals.ActiveMonth.Believed), Label: tongue.Say(ctx, "people active this month")},
	}
}

func sumRows(ctx context.Context, totals directory.Totals) []sumRow {
	return []sumRow{
		newSumRow(ctx, tongue.Say(ctx, "Accounts"), totals.Users), newSumRow(ctx, tongue.Say(ctx, "Active this month"), totals.ActiveMonth), newSumRow(ctx, tongue.Say(ctx, "Posts"), totals.Posts),
	}
}

func newSumRow(ctx context.Context, label string, s landfall.Sum) sumRow {
	return sumRow{
		Label: label, Total: tongue.Number(ctx, s.Believed), Stated: tongue.Number(ctx, s.Stated), Counted: tongue.Number(ctx, s.Counted),
		Doubted: tongue.Number(ctx, s.Doubted), Capped: tongue.Number(ctx, s.Capped), Silent: tongue.Number(ctx, s.Silent),
	}
}

// ways are shortcuts, each with the number of servers it leads to. One that leads
// to nothing is left out.
func ways(ctx context.Context, facets []directory.Facet) []way {
	all := []struct {
		key, value string
		way
	}{
		{directory.KeySignup, "open", way{Title: tongue.Say(ctx, "Join at once"), Detail: tongue.Say(ctx, "Sign-up is open to everyone.")}},
		{directory.KeySignup, "approval", way{Title: tongue.Say(ctx, "Ask to join"), Detail: tongue.Say(ctx, "Somebody reads a short note from you first.")}},
		{directory.KeySpeed, string(directory.SpeedFast), way{Title: tongue.Say(ctx, "Fast servers"), Detail: tongue.Say(ctx, "Three of four clicks answered within 400 ms.")}},
		{directory.KeySize, string(directory.SizeSmall), way{Title: tongue.Say(ctx, "Small communities"), Detail: tongue.Say(ctx, "50 to 499 people active each month.")}},
	}
	var list []way
	for _, w := range all {
		n := facetCount(facets, w.key, w.value)
		if n == 0 {
			continue
		}
		w.Count = tongue.Count(ctx, n, "{n} server", "{n} servers")
		w.Href = narrowed(w.key, w.value)
		list = append(list, w.way)
	}
	return list
}

// topicTilesShown is how many topics the page shows, in whole rows.
const (
	topicTilesShown = 8
	topicTilesRow   = 4
)

// topicTiles are the topics that most servers are about. Those for adults, and what is about
// everything, are for who looks further.
func topicTiles(ctx context.Context, snapshot *directory.Snapshot) []way {
	var tiles []way
	for _, c := range snapshot.Sections(directory.KeyTopic) {
		id := topic.ID(c.Value)
		if len(tiles) == topicTilesShown || id.IsSub() || id == topic.General || directory.AdultTopic(id) {
			continue
		}
		tiles = append(tiles, way{Title: sectionTitle(ctx, &c), Href: sectionPath(c.Key, c.Value), Count: tongue.Count(ctx, c.Listed, "{n} server", "{n} servers")})
	}
	if whole := len(tiles) / topicTilesRow * topicTilesRow; whole > 0 {
		tiles = tiles[:whole]
	}
	return tiles
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
