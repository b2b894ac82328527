package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// languagesPage lists the languages of servers.
type languagesPage struct {
	frame
	Rows    []languageLine
	Without int
}

// languageLine is a language in the list.
type languageLine struct{ Label, Lang, Href, Listed, Joinable, Declared, Observed string }

// languagePage is the servers in one language.
type languagePage struct {
	frame
	sectionView
	Lang           string // of the title, "" for the page's own
	Known          split
	Places, Topics []tag
}

func (s *Site) languages(c *gin.Context) error {
	ctx := c.Request.Context()
	snapshot := s.snapshot()
	f := s.frame(ctx, "/languages", tongue.Say(ctx, "Fediverse servers by language"), tongue.Say(ctx, "Which languages fediverse servers declare, and which their own texts are in."))
	f.JSONAlternative, f.Twins = "/api/v1/languages", listTwins(ctx, "/languages")
	page := languagesPage{frame: f, Without: snapshot.Unsorted(directory.KeyLanguage)}
	for _, l := range snapshot.Sections(directory.KeyLanguage) {
		n := l.Spoken()
		page.Rows = append(page.Rows, languageLine{
			Label: sectionTitle(ctx, &l), Lang: languageOfLabel(ctx, l.Value), Href: sectionPath(l.Key, l.Value),
			Listed: tongue.Number(ctx, l.Listed), Joinable: tongue.Number(ctx, l.Joinable),
			Declared: tongue.Number(ctx, n.Declared), Observed: tongue.Number(ctx, n.Observed),
		})
	}
	return s.render(c, http.StatusOK, languagesTempl(page))
}

func (s *Site) language(c *gin.Context) error {
	found, done, err := s.section(c, directory.KeyLanguage)
	if err != nil || done {
		return err
	}
	return s.render(c, http.StatusOK, languageTempl(s.newLanguagePage(c.Request.Context(), &found)))
}

func (s *Site) newLanguagePage(ctx context.Context, c *directory.Section) languagePage {
	path := sectionPath(c.Key, c.Value)
	name := tongue.Language(ctx, c.Value)
	f := s.frame(ctx, path, tongue.Say(ctx, "{language}: fediverse servers", "language", name),
		tongue.Count(ctx, c.Listed, "{n} fediverse server that declares {language} or writes in it.", "{n} fediverse servers that declare {language} or write in it: the best ranked, the newest, and how many take new people.", "language", name))
	f.JSONAlternative, f.NoIndex = "/api/v1"+path, c.Listed == 0
	page := languagePage{
		frame: f, sectionView: s.newSectionView(ctx, c, f.Now), Lang: languageOfLabel(ctx, c.Value), Known: newSpokenSplit(ctx, c),
		Places: splitTags(ctx, c, directory.KeyPlace), Topics: splitTags(ctx, c, directory.KeyTopic),
	}
	page.Twins = page.forms(ctx, c)
	return page
}

// newSpokenSplit sets what is declared against what is seen.
func newSpokenSplit(ctx context.Context, c *directory.Section) split {
	n := c.Spoken()
	v := split{ID: "known", Label: tongue.Say(ctx, "Declared or seen")}
	for _, row := range []struct {
		label string
		n     int
	}{
		{tongue.Say(ctx, "Declared, and seen in their own texts"), n.Both},
		{tongue.Say(ctx, "Declared only"), n.Declared - n.Both},
		{tongue.Say(ctx, "Seen in their own texts only"), n.Observed - n.Both},
	} {
		v.Rows = append(v.Rows, splitRow{Label: row.label, Count: tongue.Number(ctx, row.n), Share: phrase.Share(ctx, row.n, c.Listed)})
	}
	return v
}
