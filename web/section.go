package web

import (
	"context"
	"strings"
	"time"

	"landfall/directory"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// sectionView is what the pages of topics, places, languages and software show alike.
type sectionView struct {
	Name    string
	Crumbs  []crumb // before it
	Listed  int
	Numbers []stat
	// Basis says what the numbers are over.
	Basis []string
	All   string // where all servers of it are
	Best  []card
	// Fit is how many servers are ranked.
	Fit       int
	Newcomers []newcomer
	Atom      string // where the newest are told to programs
	Signups   split
}

// forms are those of the page for programs.
func (v *sectionView) forms(ctx context.Context, c *directory.Section) []twin {
	return []twin{
		{"application/atom+xml", tongue.Say(ctx, "Atom feed"), v.Atom},
		{"text/csv", tongue.Say(ctx, "Table (CSV)"), sectionForm(c.Key, c.Value, ".csv")},
		{"application/x-ndjson", tongue.Say(ctx, "Lines (NDJSON)"), sectionForm(c.Key, c.Value, ".ndjson")},
	}
}

// crumb is a page that another one belongs to.
type crumb struct{ Label, Href string }

// newcomer is a server that was heard of lately.
type newcomer struct {
	identity
	Found time.Time
}

// How many servers the page of a section shows.
const (
	bestShown   = 6
	newestShown = 5
)

func (s *Site) newSectionView(ctx context.Context, c *directory.Section, now time.Time) sectionView {
	v := sectionView{
		Name: sectionTitle(ctx, c), Crumbs: sectionCrumbs(ctx, c), Listed: c.Listed, All: serversPath(c.Query()),
		Atom: sectionForm(c.Key, c.Value, ".atom"), Signups: newSplit(ctx, c, directory.KeySignup),
	}
	v.count(ctx, c)
	best := c.Best()
	v.Fit = best.Len()
	for _, r := range best.Results(0, bestShown) {
		v.Best = append(v.Best, s.newCard(ctx, s.snapshot().Server(r.Host), now))
	}
	for _, server := range c.Newest(newestShown) {
		v.Newcomers = append(v.Newcomers, newcomer{newIdentity(server), server.Discovered})
	}
	return v
}

// count fills in the numbers, and what each is over.
func (v *sectionView) count(ctx context.Context, c *directory.Section) {
	active := c.Active()
	v.Numbers = []stat{
		{Value: tongue.Number(ctx, c.Listed), Label: tongue.Count(ctx, c.Listed, "server listed", "servers listed")},
		{Value: tongue.Number(ctx, c.Joinable), Label: tongue.Count(ctx, c.Joinable, "takes new people", "take new people")},
	}
	if active.Counted > 0 {
		v.Numbers = append(v.Numbers, stat{Value: few(ctx, active.Believed), Label: tongue.Say(ctx, "people active this month")})
		v.Basis = append(v.Basis, tongue.Count(ctx, active.Counted, "People as {n} server states them.", "People as {n} servers state them."))
	}
	if click, n := c.Typical(); n > 0 {
		v.Numbers = append(v.Numbers, stat{Value: phrase.Duration(ctx, click), Label: tongue.Say(ctx, "typical response")})
		v.Basis = append(v.Basis, tongue.Count(ctx, n, "The response is that of {n} server, over 90 days.", "The response is the median of {n} servers, over 90 days."))
	}
}

// few is a number of people, without telling apart those below ten.
func few(ctx context.Context, n int64) string {
	if n < directory.FewPeople {
		return tongue.Say(ctx, "<10")
	}
	return tongue.Number(ctx, n)
}

// sectionTitle names a section by itself: a sub-topic or city without its whole.
func sectionTitle(ctx context.Context, c *directory.Section) string {
	name := label(ctx, c.Key, c.Value, c.Label)
	if _, part, ok := strings.Cut(name, " › "); ok && c.Under != "" {
		return part
	}
	return name
}

func sectionCrumbs(ctx context.Context, c *directory.Section) []crumb {
	crumbs := []crumb{{sectionsTitle(ctx, c.Key), withMeaning(sectionRoots[c.Key], c.Key)}}
	if c.Under != "" {
		crumbs = append(crumbs, crumb{label(ctx, c.Key, c.Under, directory.Label(c.Key, c.Under)), sectionPath(c.Key, c.Under)})
	}
	return crumbs
}

// sectionsTitle names all sections of a facet together.
func sectionsTitle(ctx context.Context, key string) string {
	switch key {
	case directory.KeyTopic:
		return tongue.Say(ctx, "Topics")
	case directory.KeyLanguage:
		return tongue.Say(ctx, "Languages")
	case directory.KeySoftware:
		return tongue.Say(ctx, "Software")
	}
	return tongue.Say(ctx, "Places")
}

// split is the servers of a section by another facet.
type split struct {
	ID, Label string
	Rows      []splitRow
}

type splitRow struct{ Label, Lang, Href, Count, Share string }

// splitMost is how many values of an open list a split shows.
const splitMost = 12

func newSplit(ctx context.Context, c *directory.Section, key string) split {
	v := split{ID: "by-" + key, Label: tongue.Say(ctx, directory.FacetLabel(key))}
	query := c.Query()
	for _, value := range c.Split(key) {
		if value.Count == 0 || len(v.Rows) == splitMost {
			continue
		}
		row := splitRow{
			Label: label(ctx, key, value.Value, value.Label), Href: serversPath(query.With(key, value.Value)),
			Count: tongue.Number(ctx, value.Count), Share: phrase.Share(ctx, value.Count, c.Listed),
		}
		if key == directory.KeyLanguage {
			row.Lang = languageOfLabel(ctx, value.Value)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}
