package web

import (
	"context"

	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// stat is one number of the verdict row.
type stat struct {
	Value, Label, Note string
	Unknown            bool
	Chip               *speedChip
	Anchor, What       string // of its explanation
}

// verdict is the row of three numbers and the sign-up mode, of the same summary as the charts below it.
func verdict(ctx context.Context, server *directory.Server, sum landfall.Summary) []stat {
	click := sum.Click
	speed := stat{Value: tongue.Say(ctx, "Not measured yet"), Label: tongue.Say(ctx, "typical response"), Unknown: true, Anchor: "speed", What: tongue.Say(ctx, "How we measure speed")}
	if click.N > 0 {
		chip := newSpeedChip(ctx, directory.SpeedOf(click.P75, click.N))
		speed = stat{
			Value: phrase.Duration(ctx, click.P50), Label: tongue.Say(ctx, "typical response"), Chip: &chip, Anchor: "speed", What: tongue.Say(ctx, "How we measure speed"),
			Note: tongue.Say(ctx, "3 of 4 clicks within {time}", "time", phrase.Duration(ctx, click.P75)) + early(ctx, click.N),
		}
	}
	up := stat{Value: tongue.Say(ctx, "Not measured yet"), Label: tongue.Say(ctx, "uptime, 90 days"), Unknown: true, Anchor: "uptime", What: tongue.Say(ctx, "How we measure uptime")}
	if share := phrase.Share(ctx, sum.Answered, sum.Visits); share != "" {
		up.Value, up.Unknown = share, false
		up.Note = tongue.Count(ctx, sum.Visits, "{answered} of {n} visit answered", "{answered} of {n} visits answered", "answered", sum.Answered)
	}
	active := server.Facts.ActiveMonth
	persons := stat{Value: people(ctx, active), Label: tongue.Say(ctx, "people active this month"), Unknown: !active.Known, Anchor: "people", What: tongue.Say(ctx, "How we measure people")}
	if active.Known {
		persons.Note = tongue.Say(ctx, "as the server states")
		if doubt := phrase.Doubt(ctx, active); doubt != "" {
			persons.Note += ". " + doubt
		}
	}
	signup := stat{
		Value: phrase.SignupShort(ctx, server.Facts.Signup), Label: tongue.Say(ctx, "sign-up"), Unknown: server.Facts.Signup.Mode == landfall.SignupUnknown && !server.Facts.Signup.NotClosed,
		Anchor: "sign-up", What: tongue.Say(ctx, "How we tell the sign-up mode"),
	}
	return []stat{speed, up, persons, signup}
}

// enough is how many samples make a speed more than an early figure.
const enough = 20

func early(ctx context.Context, samples int) string {
	if samples >= enough {
		return ""
	}
	return " · " + tongue.Count(ctx, enough, "early figure, {some} of {n} sample", "early figure, {some} of {n} samples", "some", samples)
}
