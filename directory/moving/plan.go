package moving

import "time"

// When says how a step of a plan stands in time.
type When string

// What can be said of a step.
const (
	NoDay   When = "no_day"   // the end is not known
	ByDay   When = "by_day"   // it can wait until Dated.By
	Now     When = "now"      // its day is today, or has passed
	TooLate When = "too_late" // the server is gone, and the step needs it
)

// Dated is a step with the latest day on which it is to be started.
type Dated struct {
	Step
	When When
	// By is that day at midnight UTC: today if When is [Now], zero if there is no end to
	// count from or it has passed.
	By time.Time
}

// Plan gives each step of a guide its latest day, for a server that closes on the day of
// closes (in UTC; of several possible days the first that has not passed); zero if that is not
// known. A step whose own day has passed is to be done now. After the end only
// steps that do without the old server remain to be done.
func Plan(g Guide, now, closes time.Time) []Dated {
	today, end := utcDay(now), utcDay(closes)
	plan := make([]Dated, 0, len(g.Steps))
	for _, step := range g.Steps {
		dated := Dated{Step: step}
		by := end.AddDate(0, 0, -step.DaysBefore)
		switch {
		case closes.IsZero():
			dated.When = NoDay
		case end.Before(today) && step.OldServer:
			dated.When = TooLate
		case end.Before(today):
			dated.When = Now
		case by.After(today):
			dated.When, dated.By = ByDay, by
		default:
			dated.When, dated.By = Now, today
		}
		plan = append(plan, dated)
	}
	return plan
}

func utcDay(at time.Time) time.Time { return at.UTC().Truncate(24 * time.Hour) }
