package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/web/chart"
	"landfall/web/tongue"
)

// placePage is the servers of a country or city, by one of three questions.
type placePage struct {
	frame
	sectionView
	meaningView
	Parts, Topics, Terms []tag
	// Towns are the parts on a map, Located that some are on it, and Off that some are not.
	Towns        chart.Map
	Located, Off bool
	Languages    split
	// Hosted is where the servers are hosted, drawn on every page but that of this very
	// question, and Hidden how many of them hide it.
	Hosted chart.Map
	Drawn  bool
	Hidden int
	CSV    string
}

func (s *Site) place(c *gin.Context) error {
	ctx := c.Request.Context()
	m := newMeaningView(ctx, c.Query(directory.KeyMeaning))
	found, done, err := s.section(c, m.Key)
	if err != nil || done {
		return err
	}
	if _, ok := directory.ParseValue(directory.KeyPlace, found.Value); !ok {
		return fmt.Errorf("place %q: %w", found.Value, landfall.ErrNotFound)
	}
	return s.render(c, http.StatusOK, placeTempl(s.newPlacePage(ctx, &found, m)))
}

func (s *Site) newPlacePage(ctx context.Context, c *directory.Section, m meaningView) placePage {
	name := label(ctx, c.Key, c.Value, c.Label)
	f := s.frame(ctx, sectionPath(c.Key, c.Value), placeTitle(ctx, c.Key, name),
		tongue.Count(ctx, c.Listed, "{place}: {n} fediverse server, its languages, sign-up and speed.", "{place}: {n} fediverse servers, the best ranked, the newest, their languages and sign-up.", "place", name))
	f.Here, f.JSONAlternative, f.NoIndex = placesRoot, "/api/v1"+sectionPath(c.Key, c.Value), c.Listed == 0
	snapshot := s.snapshot()
	m.lead(ctx, func(key string) string {
		if other, ok := snapshot.Section(key, c.Value); !ok || !other.Known() {
			return ""
		}
		return sectionPath(key, c.Value)
	})
	page := placePage{
		frame: f, sectionView: s.newSectionView(ctx, c, f.Now), meaningView: m,
		Languages: newSplit(ctx, c, directory.KeyLanguage), CSV: sectionForm(c.Key, c.Value, ".csv"),
	}
	page.Twins = page.forms(ctx, c)
	var parts []directory.Section
	for _, part := range snapshot.Places(c.Key) {
		if part.Under == c.Value {
			parts, page.Parts = append(parts, part), append(page.Parts, countedTag(ctx, &part))
		}
	}
	page.Towns, page.Off, page.Located = countryMap(ctx, c.Value, parts)
	page.Topics = splitTags(ctx, c, directory.KeyTopic)
	for _, term := range c.Terms(termsShown) {
		page.Terms = append(page.Terms, termTag(ctx, term))
	}
	if c.Key != directory.KeyHosted {
		page.Hosted, page.Hidden = hostedMap(ctx, c)
		page.Drawn = len(page.Hosted.Rows) > 0
	}
	return page
}

func placeTitle(ctx context.Context, key, name string) string {
	switch key {
	case directory.KeyBased:
		return tongue.Say(ctx, "{place}: fediverse servers legally based there", "place", name)
	case directory.KeyHosted:
		return tongue.Say(ctx, "{place}: fediverse servers hosted there", "place", name)
	}
	return tongue.Say(ctx, "{place}: fediverse servers for people there", "place", name)
}

// splitTags counts a section by the values of another facet that have pages of their own.
func splitTags(ctx context.Context, c *directory.Section, key string) []tag {
	var tags []tag
	for _, v := range c.Split(key) {
		if path := sectionPath(key, v.Value); path != "" && len(tags) < splitMost {
			tags = append(tags, tag{Label: label(ctx, key, v.Value, v.Label), Note: tongue.Number(ctx, v.Count), Href: path})
		}
	}
	return tags
}
