package notice

import "time"

// Verdict says what a text is.
type Verdict string

// The verdicts.
const (
	// Notice: the people of a server say that it closes or has closed.
	Notice Verdict = "notice"
	// Report: somebody tells it of a server that is not his.
	Report Verdict = "report"
	// None: nothing is said to close for good.
	None Verdict = "none"
)

// Stage is how far a closing has come, by the text.
type Stage string

// The stages. Cancelled and handed over are stages of a text that announces no closing:
// it takes one back.
const (
	Considering Stage = "considering"
	Announced   Stage = "announced"
	Postponed   Stage = "postponed"
	Cancelled   Stage = "cancelled"
	HandedOver  Stage = "handed over"
	ReadOnly    Stage = "read-only"
	Closed      Stage = "closed"
)

// Input is one text.
type Input struct {
	// Text is plain text; see [Plain] for others.
	Text string
	// Host is the server whose own text it is, "" if that is not known.
	Host string
	// Posted is when the text was published; zero if not known. Dates such as "in three
	// months" need it.
	Posted time.Time
}

// Result is what one text says.
type Result struct {
	Verdict Verdict
	// Confidence is how sure the verdict is, from 0 to 1; 0 for [None].
	Confidence float64
	Stage      Stage // "" if nothing is said of a closing
	// Announced is when the closing was made known, zero if not known.
	Announced time.Time
	// Closes is when the server closes or closed; its zero value is: not stated.
	Closes Window
	// Quote is the sentence that says so, on one line and at most 300 characters.
	Quote string
	// Words are the words of the text that led here, as written, in order.
	Words []string
}

// states reports whether a text is of use for a notice: it announces a closing, or takes
// one back.
func (r *Result) states() bool {
	return r.Verdict == Notice || r.Verdict == None && (r.Stage == Cancelled || r.Stage == HandedOver)
}

// days returns the days between which it closes, zero where none can be trusted.
func (r *Result) days() (from, to time.Time) {
	if r.Closes.Doubt == "" || r.Closes.Doubt == DoubtPast && r.Stage == Closed {
		return r.Closes.From, r.Closes.To
	}
	return time.Time{}, time.Time{}
}

// Window is a day, or the days between which something will be.
type Window struct {
	From, To time.Time // midnight UTC, or the time of day where one is stated
	// Doubt is "" or why the date is not to be trusted: [DoubtPast], [DoubtImpossible]
	// or [DoubtAmbiguous].
	Doubt string
}

// Why a date is doubted.
const (
	DoubtPast       = "before the text was published"
	DoubtImpossible = "no such day"
	DoubtAmbiguous  = "day and month may be swapped"
)

// Stated reports whether there is a date.
func (w Window) Stated() bool { return !w.To.IsZero() }
