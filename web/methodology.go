package web

import (
	"context"
	"net/http"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"landfall/directory/rank"
	"landfall/directory/topic"
	"landfall/internal/httpkit"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// methodRoot is where it is explained how we measure.
const methodRoot = "/methodology"

// methodPage explains what some numbers mean.
type methodPage struct {
	frame
	Pages []methodLink // of the first page: the others
	// VisitEvery is how often an answering server is visited, Stale the age from
	// which data is called older, both in words.
	VisitEvery, Stale string
	Days              string // of history on a page
	Early             string // samples below which a speed is called early
	Weights           []topicWeight
	Ranked            []rank.Weight
}

// methodLink is one of the pages. Its texts are English, marked for translation.
type methodLink struct{ ID, Path, Title, Summary string }

// methodPages are the pages in their order, and what shows each.
func methodPages() []struct {
	methodLink
	show func(methodPage) templ.Component
} {
	of := func(id, title, summary string) methodLink {
		return methodLink{id, methodRoot + "/" + id, title, summary}
	}
	return []struct {
		methodLink
		show func(methodPage) templ.Component
	}{
		{of("speed", tongue.Mark("Speed"), tongue.Mark("First visit, each click, the bands, and what a connection is like.")), methodSpeedTempl},
		{of("uptime", tongue.Mark("Uptime"), tongue.Mark("What counts as answered, what is our own fault, and when a server leaves the lists.")), methodUptimeTempl},
		{of("ranking", tongue.Mark("Ranking"), tongue.Mark("Who is recommended, with every weight, and how equals take turns.")), methodRankingTempl},
		{of("topics", tongue.Mark("Topics"), tongue.Mark("How a program tells what a server is about, and how often it is right.")), methodTopicsTempl},
		{of("places", tongue.Mark("Places and languages"), tongue.Mark("Whom a server is for, whose law it is under, where it is hosted, and what it writes in.")), methodPlacesTempl},
		{of("rules", tongue.Mark("Rules and promises"), tongue.Mark("Which rules are read, what forbidden and on conditions mean, and how changes are found.")), methodRulesTempl},
	}
}

// methodAt is the address of an explanation by its anchor.
func methodAt(anchor string) string {
	page := map[string]string{
		"speed": "speed", "first-visit": "speed", "click": "speed", "bands": "speed", "connection": "speed",
		"uptime": "uptime", "days": "uptime", "outages": "uptime", "silent": "uptime",
		"gate": "ranking", "score": "ranking", "spread": "ranking", "order": "ranking", "ranking": "ranking",
		"topics": "topics", "confidence": "topics", "sensitive": "topics",
		"places": "places", "hosted": "places", "languages": "places",
		"rules": "rules", "promises": "rules",
	}[anchor]
	switch {
	case anchor == "ranking", anchor == "sign-up":
		return methodRoot + "/" + anchor
	case page == "":
		return methodRoot + "#" + anchor
	}
	return methodRoot + "/" + page + "#" + anchor
}

// registerMethods adds the pages.
func (s *Site) registerMethods(r gin.IRouter) {
	for _, m := range methodPages() {
		r.GET(m.Path, s.fromCache, httpkit.Handle(func(c *gin.Context) error {
			ctx := c.Request.Context()
			page := s.newMethodPage(ctx, m.Path, tongue.Say(ctx, m.Title), tongue.Say(ctx, m.Summary))
			return s.render(c, http.StatusOK, m.show(page))
		}))
	}
}

func (s *Site) methodology(c *gin.Context) error {
	ctx := c.Request.Context()
	page := s.newMethodPage(ctx, methodRoot, tongue.Say(ctx, "How we measure"), tongue.Say(ctx, "What each number on Landfall means, how it is measured and what it leaves out."))
	for _, m := range methodPages() {
		page.Pages = append(page.Pages, m.methodLink)
	}
	page.Pages = append(page.Pages, methodLink{"signup", methodRoot + "/sign-up", tongue.Mark("Sign-up"), tongue.Mark("Which documents and fields of each software say who may join.")})
	return s.render(c, http.StatusOK, methodologyTempl(page))
}

func (s *Site) newMethodPage(ctx context.Context, path, title, description string) methodPage {
	f := s.frame(ctx, path, title, description)
	f.Here = methodRoot
	return methodPage{
		frame: f, VisitEvery: phrase.Every(ctx, s.cfg.VisitEvery), Stale: phrase.Span(ctx, s.staleAfter()),
		Days: tongue.Number(ctx, historyDays), Early: tongue.Number(ctx, enough), Weights: topicWeights(ctx), Ranked: rank.Weights(),
	}
}

// topicWeight is what a word counts for a topic, by where it stands. Where is English,
// marked for translation.
type topicWeight struct{ Where, Weight string }

func topicWeights(ctx context.Context) (all []topicWeight) {
	for _, w := range []struct {
		where  string
		source topic.Source
	}{
		{tongue.Mark("The admin says so; what they take away is away"), topic.SourceAdmin},
		{tongue.Mark("A curator of this installation says so"), topic.SourceCurator},
		{tongue.Mark("A category that is set in the software, or names of its own communities that agree"), topic.SourceSoftware},
		{tongue.Mark("A category in another directory"), topic.SourceDirectory},
		{tongue.Mark("A whole part of the host name"), topic.SourceHost},
		{tongue.Mark("Its name, or a hashtag in the description"), topic.SourceName},
		{tongue.Mark("The description"), topic.SourceDescription},
		{tongue.Mark("The about page"), topic.SourceAbout},
		{tongue.Mark("The start or the end of a part of the host name"), topic.SourceHostPart},
		{tongue.Mark("The rules, where they say what the place is about"), topic.SourceRules},
	} {
		all = append(all, topicWeight{w.where, tongue.Decimal(ctx, topic.Weight(w.source), 2)})
	}
	return all
}

// signupMethodPage explains how the sign-up mode is told.
type signupMethodPage struct {
	frame
	Rules []signupRule
}

func (s *Site) signupMethod(c *gin.Context) error {
	ctx := c.Request.Context()
	f := s.frame(ctx, "/methodology/sign-up", tongue.Say(ctx, "How we tell the sign-up mode"), tongue.Say(ctx, "Which documents and fields decide whether a server counts as open, by approval, by invitation or closed."))
	f.Here = "/methodology"
	return s.render(c, http.StatusOK, signupMethodTempl(signupMethodPage{frame: f, Rules: signupRules()}))
}
