package landfall

import "time"

// HourSpeed is what clicks on one instance cost in one hour of the week, over the
// answered visits of a period.
type HourSpeed struct {
	Weekday time.Weekday `json:"weekday"` // in UTC, as is Hour
	Hour    int          `json:"hour"`
	Click   Percentiles  `json:"click"`
}

// Ending is how a visit ended that says whether its instance was there: answered, or a
// failure that is not ours.
type Ending struct {
	At      time.Time `json:"at"` // when the visit began
	Outcome Outcome   `json:"outcome"`
	// Class, Reason and Status are as in [Observation].
	Class   Class  `json:"class,omitempty"`
	Reason  string `json:"reason,omitempty"`
	Status  int    `json:"status,omitempty"`
	Vantage string `json:"vantage,omitempty"`
}

// Answered reports whether the instance was there.
func (e *Ending) Answered() bool { return e.Outcome == OutcomeAnswered }

// PeerCount is how many names an instance's peers list had when it was last read on a UTC
// day.
type PeerCount struct {
	Date  time.Time `json:"date"` // midnight UTC
	Peers int       `json:"peers"`
	At    time.Time `json:"at"` // when the visit began that read it
}

// Neighbour is an instance whose peers list has names in common with that of another, as
// far as samples of both lists tell ([Observation.PeerSample]). Samples keep the same ones
// of all names, so that they can be compared.
type Neighbour struct {
	Host   Host      `json:"host"`
	Shared int       `json:"shared"` // names in both samples
	Last   time.Time `json:"last"`   // when one of them was last in the neighbour's
}
