package web

import (
	"fmt"

	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
)

// stat is one number of the verdict row.
type stat struct {
	Value, Label, Note string
	Unknown            bool
	Chip               *speedChip
	Anchor, What       string // of its explanation
}

// verdict is the row of three numbers, of the same summary as the charts below it.
func verdict(server *directory.Server, sum landfall.Summary) []stat {
	click := sum.Click
	speed := stat{Value: "Not measured yet", Label: "typical response", Unknown: true, Anchor: "speed", What: "speed"}
	if click.N > 0 {
		chip := newSpeedChip(directory.SpeedOf(click.P75, click.N))
		speed = stat{
			Value: phrase.Duration(click.P50), Label: "typical response", Chip: &chip, Anchor: "speed", What: "speed",
			Note: "3 of 4 clicks within " + phrase.Duration(click.P75) + early(click.N),
		}
	}
	up := stat{Value: "Not measured yet", Label: "uptime, 90 days", Unknown: true, Anchor: "uptime", What: "uptime"}
	if share := phrase.Share(sum.Answered, sum.Visits); share != "" {
		up.Value, up.Unknown = share, false
		up.Note = phrase.Number(sum.Answered) + " of " + phrase.Of(sum.Visits, "visit", "visits") + " answered"
	}
	active := server.Facts.ActiveMonth
	persons := stat{Value: people(active), Label: "people active this month", Unknown: !active.Known, Anchor: "people", What: "people"}
	if active.Known {
		persons.Note = "as the server states"
		if doubt := phrase.Doubt(active); doubt != "" {
			persons.Note += ". " + doubt
		}
	}
	return []stat{speed, up, persons}
}

// enough is how many samples make a speed more than an early figure.
const enough = 20

func early(samples int) string {
	if samples >= enough {
		return ""
	}
	return fmt.Sprintf(" · early figure, %d of %d samples", samples, enough)
}
