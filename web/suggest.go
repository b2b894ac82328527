package web

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/directory/lexicon"
	"landfall/directory/searchbox"
	"landfall/directory/topic"
	"landfall/web/tongue"
)

// suggestPath is where the search box asks what its words may go on to.
const suggestPath = "/servers/suggest"

// Bounds of what is suggested: in all, servers among them that other things leave room for,
// how many things are looked at, and how much of an input is read, in characters.
const (
	mostSuggested    = 8
	serversSuggested = 3
	thingsLookedAt   = 16
	suggestRead      = 100
)

// searchHint is one thing that what was typed may go on to. Taking it puts Text in the box and
// searches for it, or leads to Href: one of the two is empty.
type searchHint struct{ Label, Detail, Text, Href string }

// suggest answers with a list of what the words in the search box may go on to: a part of a
// page, which the script of the box puts below it. Of too short or too long an input it is empty.
func (s *Site) suggest(c *gin.Context) error {
	ctx := c.Request.Context()
	var list []searchHint
	if text := strings.Join(strings.Fields(directory.Visible(c.Query(directory.KeyText))), " "); suggestable(text) {
		things, servers := s.suggestedThings(ctx, text), s.suggestedServers(ctx, text)
		things = things[:min(len(things), mostSuggested-min(len(servers), serversSuggested))]
		list = slices.Concat(things, servers[:min(len(servers), mostSuggested-len(things))])
	}
	var body bytes.Buffer
	if err := suggestTempl(list).Render(ctx, &body); err != nil {
		return fmt.Errorf("render suggestions: %w", err)
	}
	c.Header("X-Robots-Tag", "noindex")
	s.sendPage(c, body.Bytes())
	return nil
}

// suggestable reports whether a text is long enough to go on to something, and no longer than
// what is read. Of scripts without spaces one sign is enough.
func suggestable(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	n := utf8.RuneCountInString(text)
	return (n >= 2 || lexicon.IsSign(first)) && n <= suggestRead
}

// suggestedThings are those that some server has, each with how many the list of it shows.
func (s *Site) suggestedThings(ctx context.Context, text string) []searchHint {
	snapshot := s.snapshot()
	var list []searchHint
	for _, found := range s.meant(text) {
		key := string(found.Key)
		query := directory.DefaultQuery().With(key, found.Value)
		if key == directory.KeyTopic && directory.AdultTopic(topic.ID(found.Value)) {
			query = query.With(directory.KeyShow, directory.ShowAdult)
		}
		if n := snapshot.Total(query); n > 0 {
			list = append(list, searchHint{
				Label:  label(ctx, key, found.Value, directory.Label(key, found.Value)),
				Detail: say(ctx, directory.FacetLabel(key)) + " · " + tongue.Count(ctx, n, "{n} server", "{n} servers"),
				Text:   found.Text,
			})
		}
	}
	return list
}

// meant is what the end of a text may become, other than servers: or, if nothing begins like
// it, what it means with a slip in it.
func (s *Site) meant(text string) []searchbox.Suggestion {
	all := commonWords().Suggest(text, thingsLookedAt)
	if len(all) > 0 {
		return all
	}
	for _, chip := range commonWords().Parse(text).Chips {
		if chip.Key != searchbox.KeyServer && !chip.Sure && strings.HasSuffix(text, chip.Words) {
			all = append(all, searchbox.Suggestion{Key: chip.Key, Value: chip.Value, Label: chip.Label, Text: text})
		}
	}
	return all
}

// suggestedServers are those whose names or hosts the text may be of.
func (s *Site) suggestedServers(ctx context.Context, text string) []searchHint {
	var list []searchHint
	for _, server := range s.snapshot().Called(text, mostSuggested) {
		id := newIdentity(server)
		one := searchHint{Label: id.Name, Detail: tongue.Say(ctx, "Server"), Href: tongue.Path(ctx, "/s/"+string(server.Host))}
		if id.Name != server.Display() {
			one.Detail += " · " + server.Display()
		}
		list = append(list, one)
	}
	return list
}
