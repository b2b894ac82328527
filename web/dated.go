package web

import (
	"time"

	"github.com/a-h/templ"

	"landfall/web/phrase"
)

// dated is a sentence of a day, or of the first and the last one of some. Its words are
// English, marked for translation.
type dated struct {
	One     string // {day} in it is the day
	Between string // {from} and {to} are the days
	// From and To are the same day where one is stated, To is zero where there is but one.
	From, To time.Time
	When     string // {when} in it
}

// line says it.
func (d dated) line() templ.Component {
	when := given("when", textWords(d.When))
	if d.Between == "" || d.To.IsZero() || phrase.MachineDay(d.From) == phrase.MachineDay(d.To) {
		return rich(d.One, when, given("day", onDay(d.From)))
	}
	return rich(d.Between, when, given("from", onDay(d.From)), given("to", onDay(d.To)))
}
