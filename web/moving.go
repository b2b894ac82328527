package web

import (
	"context"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/directory/moving"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// movingPart is what somebody on a server that closes can do, in order.
type movingPart struct {
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
	When              string    // "" of a server that is gone
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
	part := &movingPart{Gone: n.State.Gone(), Keeps: s.claims(ctx, guide.Keeps), Loses: s.claims(ctx, guide.Loses), Unknown: guide.Unknown}
	if guide.ID != moving.Generic {
		part.Software = directory.SoftwareLabel(software)
	}
	for _, d := range moving.Plan(guide, now, endOf(n, now)) {
		if part.Gone && d.OldServer {
			continue
		}
		step := movingStep{Title: tongue.Say(ctx, d.Title), Text: tongue.Say(ctx, d.Text), Menu: d.Menu, Link: s.publicLink(d.Link)}
		switch {
		case part.Gone:
		case d.When == moving.ByDay:
			step.By, step.When = d.By, phrase.Until(ctx, d.By, now)
		case d.When == moving.NoDay:
			step.When = tongue.Say(ctx, "Soon, since no day is known")
		case d.When == moving.TooLate:
			step.When = tongue.Say(ctx, "If the server still answers")
		default:
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
