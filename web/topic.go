package web

import (
	"context"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/directory/topic"
	"landfall/web/tongue"
)

// topicPage is the servers about one topic.
type topicPage struct {
	frame
	sectionView
	Sensitive, Adult bool
	// Hidden is set while servers for adults are not shown; Reveal shows them.
	Hidden  bool
	Reveal  string
	Subs    []tag
	Beside  []tag // the other sub-topics of its topic
	Related []tag
	Terms   []tag
}

// How many related topics and words the page shows.
const (
	relatedShown = 8
	termsShown   = 16
)

func (s *Site) topic(c *gin.Context) error {
	found, done, err := s.section(c, directory.KeyTopic)
	if err != nil || done {
		return err
	}
	shows := c.Query(directory.KeyShow) == directory.ShowAdult
	return s.render(c, http.StatusOK, topicTempl(s.newTopicPage(c.Request.Context(), &found, shows)))
}

func (s *Site) newTopicPage(ctx context.Context, c *directory.Section, shows bool) topicPage {
	t, _ := topic.Default().Topic(topic.ID(c.Value))
	path := sectionPath(c.Key, c.Value)
	name := label(ctx, c.Key, c.Value, c.Label)
	reveal := path + "?" + directory.KeyShow + "=" + directory.ShowAdult
	hidden := t.Adult && !shows
	here := path
	if t.Adult && shows {
		here = reveal
	}
	f := s.frame(ctx, here, tongue.Say(ctx, "{topic}: fediverse servers", "topic", name),
		tongue.Count(ctx, c.Listed, "{n} fediverse server about {topic}, by its own words: rank, speed and sign-up.", "{n} fediverse servers about {topic}, by their own words: the best ranked, the newest, and how many take new people.", "topic", name))
	f.Here, f.JSONAlternative, f.NoIndex = "/topics", "/api/v1"+path, c.Listed == 0 || t.Adult && shows
	page := topicPage{frame: f, sectionView: s.newSectionView(ctx, c, f.Now), Sensitive: t.Sensitive, Adult: t.Adult, Hidden: hidden, Reveal: reveal}
	page.Twins = page.forms(ctx, c)
	if hidden {
		page.Best, page.Newcomers = nil, nil
	}
	page.around(ctx, s.snapshot(), t.ID)
	for _, term := range c.Terms(termsShown) {
		page.Terms = append(page.Terms, termTag(ctx, term))
	}
	return page
}

// around adds the topics beside a topic, below it, and those that go with it.
func (p *topicPage) around(ctx context.Context, snapshot *directory.Snapshot, id topic.ID) {
	for _, other := range topic.Default().Topics {
		if other.ID.IsSub() && other.ID.Parent() == id.Parent() && other.ID != id {
			if c, _ := snapshot.Section(directory.KeyTopic, string(other.ID)); c.Listed > 0 {
				p.Subs = append(p.Subs, countedTag(ctx, &c))
			}
		}
	}
	if id.IsSub() {
		p.Subs, p.Beside = nil, p.Subs
	}
	for _, r := range snapshot.Related(id, relatedShown) {
		related := topicTag(ctx, topic.ID(r.ID))
		related.Note = tongue.Number(ctx, r.Both)
		p.Related = append(p.Related, related)
	}
}

// termTag is a word that tells a section, and how many servers it speaks for.
func termTag(ctx context.Context, t directory.Term) tag {
	text := strings.Replace(t.Text, "*", "…", 1)
	if t.Hashtag {
		text = "#" + text
	}
	return tag{Label: text, Note: tongue.Number(ctx, t.Servers)}
}
