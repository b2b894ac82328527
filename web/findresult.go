package web

import (
	"context"
	"time"

	"landfall/directory"
	"landfall/directory/rank"
	"landfall/directory/wizard"
	"landfall/web/tongue"
)

// found is what the wizard found.
type found struct {
	Count                    int
	Week                     string
	Cards, Others, Newcomers []findCard
	Unmet                    []string
	Ways                     []relaxation
	Given                    []string // what was answered
	Compare, More, Change    string   // addresses, "" if there is none
	Permalink, Version       string
}

// findCard is a server, what speaks for it, and what against it.
type findCard struct {
	card
	Reasons  []string
	Drawback string
	Score    scoreView
	Why      string // where its rank is explained
}

// scoreView is a score, item by item.
type scoreView struct {
	Total string
	Parts []scorePart
}

// scorePart is one item of a score.
type scorePart struct {
	Label, Points, Most, Why string
	Unknown, Asked           bool
}

func (s *Site) newFound(ctx context.Context, answers wizard.Answers, now time.Time) *found {
	result := wizard.Find(s.snapshot().Candidates(), answers)
	change := answers
	change.Step, change.Version, change.Pick, change.More = wizard.StepKind, "", false, 0
	f := &found{
		Count: result.Found, Week: result.Week, Unmet: sentences(ctx, result.Unmet), Given: answered(ctx, answers),
		Cards:     s.newFindCards(ctx, result.Cards, answers, now),
		Others:    s.newFindCards(ctx, result.Others, answers, now),
		Newcomers: s.newFindCards(ctx, result.Newcomers, answers, now),
		Change:    findPath(change.Canonical()), Permalink: findPath(result.Permalink), Version: result.Version,
	}
	if len(result.Cards) > 1 {
		f.Compare = "/compare?" + result.Compare
	}
	if result.More != "" {
		f.More = findPath(result.More)
	}
	for _, w := range result.Ways {
		f.Ways = append(f.Ways, relaxation{Label: sentence(ctx, w.Label), Href: findPath(w.Query), Count: tongue.Count(ctx, w.Found, "{n} server", "{n} servers")})
	}
	return f
}

func (s *Site) newFindCards(ctx context.Context, list []wizard.Card, answers wizard.Answers, now time.Time) []findCard {
	var cards []findCard
	answers.More = 0
	for _, c := range list {
		server := s.snapshot().Server(c.Host)
		if server == nil { // the snapshot has changed meanwhile
			continue
		}
		view := findCard{
			card: s.newCard(ctx, server, now), Drawback: sentence(ctx, c.Drawback), Score: newScore(ctx, c.Score),
			Why: rankingPath(c.Host, answers.Permalink()),
		}
		for _, p := range c.Reasons {
			view.Reasons = append(view.Reasons, sentence(ctx, p.Why))
		}
		cards = append(cards, view)
	}
	return cards
}

func newScore(ctx context.Context, score rank.Score) scoreView {
	view := scoreView{Total: points(ctx, score.Total)}
	for _, p := range score.Parts {
		view.Parts = append(view.Parts, newScorePart(ctx, p))
	}
	return view
}

func newScorePart(ctx context.Context, p rank.Part) scorePart {
	return scorePart{
		Label: tongue.Say(ctx, p.Label), Points: points(ctx, p.Points), Most: points(ctx, p.Weight), Why: sentence(ctx, p.Why),
		Unknown: !p.Known, Asked: p.Asked,
	}
}

// answered names what was answered, question by question.
func answered(ctx context.Context, a wizard.Answers) []string {
	var all []string
	if a.Kind != "" {
		all = append(all, kindName(ctx, a.Kind))
	}
	for _, code := range a.Languages {
		all = append(all, tongue.Language(ctx, code))
	}
	for _, id := range a.Topics {
		all = append(all, topicName(ctx, id))
	}
	if a.Place != "" {
		all = append(all, label(ctx, directory.KeyPlace, string(a.Place), directory.PlaceLabel(string(a.Place))))
	}
	for _, m := range a.Matters {
		all = append(all, tongue.Say(ctx, wizard.MatterLabel(m)))
	}
	if a.Now {
		all = append(all, tongue.Say(ctx, "Let me in now"))
	}
	if a.Adult {
		all = append(all, tongue.Say(ctx, "Show servers for adult content too"))
	}
	return all
}
