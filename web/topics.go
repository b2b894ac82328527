package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/directory/topic"
	"landfall/web/tongue"
)

// topicsPage lists all topics, each with its sub-topics.
type topicsPage struct {
	frame
	Topics []topicEntry
	// Without is how many servers are about nothing that stands out.
	Without int
}

// topicEntry is a topic in the list.
type topicEntry struct {
	Label, Href      string
	Servers          string // how many there are and take new people
	Sensitive, Adult bool
	Subs             []tag
}

func (s *Site) topics(c *gin.Context) error {
	return s.render(c, http.StatusOK, topicsTempl(s.newTopicsPage(c.Request.Context())))
}

func (s *Site) newTopicsPage(ctx context.Context) topicsPage {
	snapshot := s.snapshot()
	f := s.frame(ctx, "/topics", tongue.Say(ctx, "Topics of fediverse servers"), tongue.Say(ctx, "What fediverse servers are about, by their own words: topics and sub-topics with the number of servers in each."))
	f.Here, f.JSONAlternative, f.Twins = "/topics", "/api/v1/topics", listTwins(ctx, "/topics")
	page := topicsPage{frame: f, Without: snapshot.Unsorted(directory.KeyTopic)}
	for _, t := range topic.Default().Topics {
		c, _ := snapshot.Section(directory.KeyTopic, string(t.ID))
		if t.ID.IsSub() {
			last := &page.Topics[len(page.Topics)-1]
			if c.Listed > 0 {
				last.Subs = append(last.Subs, countedTag(ctx, &c))
			}
			continue
		}
		entry := topicEntry{Label: sectionTitle(ctx, &c), Href: sectionPath(c.Key, c.Value), Sensitive: t.Sensitive, Adult: t.Adult, Servers: tongue.Say(ctx, "No server yet")}
		if c.Listed > 0 {
			entry.Servers = tongue.Count(ctx, c.Listed, "{n} server", "{n} servers") + " · " + tongue.Count(ctx, c.Joinable, "{n} takes new people", "{n} take new people")
		}
		page.Topics = append(page.Topics, entry)
	}
	return page
}

// listTwins are the forms of a list for programs.
func listTwins(ctx context.Context, path string) []twin {
	return []twin{
		{"text/csv", tongue.Say(ctx, "Table (CSV)"), path + ".csv"},
		{"application/x-ndjson", tongue.Say(ctx, "Lines (NDJSON)"), path + ".ndjson"},
	}
}

// countedTag leads to a section and says how many servers it has.
func countedTag(ctx context.Context, c *directory.Section) tag {
	return tag{Label: sectionTitle(ctx, c), Note: tongue.Number(ctx, c.Listed), Href: sectionPath(c.Key, c.Value)}
}
