package web

import (
	"context"
	"slices"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/directory/moving"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// movingPart is what somebody on a server that closes can do, in order.
type movingPart struct {
	Guide    string // its [moving.Guide.ID]
	Gone     bool   // the server has: what is left are the steps that do without it
	Software string // whose way it is, "" if it is a general one
	Steps    []movingStep
	Keeps    []movingClaim
	Loses    []movingClaim
	Unknown  []string
}

// movingStep is one thing to do and when to begin with it.
type movingStep struct {
	Title, Text, Menu string
	Link              outsideLink
	By                time.Time // the day to start by, zero if When says it all
	When              string    // "" if there is nothing to say of it
	OldServer         bool      // it needs the old server
	Choose            bool      // it is about choosing a new one
}

// movingClaim is what is kept or lost, and the page that says so.
type movingClaim struct {
	Text string
	Link outsideLink
}

// newMovingPart returns what to do about a closing, for the software of the server as far
// as it is known.
func (s *Site) newMovingPart(ctx context.Context, n *landfall.Notice, server *directory.Server, now time.Time) *movingPart {
	software := ""
	if server != nil {
		software = server.Facts.Software.Name
	}
	guide := moving.For(software)
	part := s.movingBy(ctx, guide, endOf(n, now), now)
	part.Gone = n.State.Gone()
	if guide.ID != moving.Generic {
		part.Software = directory.SoftwareLabel(software)
	}
	if part.Gone {
		part.Steps = slices.DeleteFunc(part.Steps, func(step movingStep) bool { return step.OldServer })
		for i := range part.Steps {
			part.Steps[i].By, part.Steps[i].When = time.Time{}, ""
		}
	}
	return part
}

// movingBy returns a guide with the days of its steps, for a server that is there until
// the day of end; zero if that is not known.
func (s *Site) movingBy(ctx context.Context, guide moving.Guide, end, now time.Time) *movingPart {
	part := &movingPart{Guide: guide.ID, Keeps: s.claims(ctx, guide.Keeps), Loses: s.claims(ctx, guide.Loses), Unknown: guide.Unknown}
	for _, d := range moving.Plan(guide, now, end) {
		step := movingStep{
			Title: tongue.Say(ctx, d.Title), Text: tongue.Say(ctx, d.Text), Menu: d.Menu, Link: s.publicLink(d.Link),
			OldServer: d.OldServer, Choose: d.ID == moving.Choose,
		}
		switch d.When {
		case moving.ByDay:
			step.By, step.When = d.By, phrase.Until(ctx, d.By, now)
		case moving.NoDay:
			step.When = tongue.Say(ctx, "Soon, since no day is known")
		case moving.TooLate:
			step.When = tongue.Say(ctx, "If the server still answers")
		case moving.Now:
			step.When = tongue.Say(ctx, "Start now")
		}
		part.Steps = append(part.Steps, step)
	}
	return part
}

// endOf is the day that a plan counts from: the first one on which the server may close,
// or the last one once that has passed. A server that is gone has ended.
func endOf(n *landfall.Notice, now time.Time) time.Time {
	switch {
	case n.State.Gone():
		return n.Ended()
	case phrase.DaysUntil(n.ClosesFrom, now) < 0:
		return n.ClosesTo
	}
	return n.ClosesFrom
}

func (s *Site) claims(ctx context.Context, list []moving.Claim) []movingClaim {
	var claims []movingClaim
	for _, c := range list {
		claims = append(claims, movingClaim{tongue.Say(ctx, c.Text), s.publicLink(c.Source)})
	}
	return claims
}
