package starting

// What moderation takes, apart from the people who do it. Reports are as in the two reports
// that the step about people names: 659 in three months at about 38,000 accounts, of which
// we guess a quarter to a third to be active; six in half a year at 19 active people. The
// time for one, and for all else, are guesses of ours.
var (
	reportsPerHundred = Range{1, 6}        // a month
	hoursPerReport    = Range{1.0 / 6, .5} // 10 to 30 minutes
	hoursForTheRest   = Range{1, 3}        // a week: sign-ups, questions, updates, talking
)

// Labour is how much work people are.
type Labour struct {
	Reports Range // a month
	Hours   Range // a week
}

// LabourOf guesses the work for so many active people.
func LabourOf(people int) Labour {
	const weeks = 52.0 / 12
	reports := reportsPerHundred.By(float64(people) / 100)
	return Labour{reports, reports.Times(hoursPerReport).By(1 / weeks).Plus(hoursForTheRest)}
}
