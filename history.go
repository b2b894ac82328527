package landfall

import "time"

// SketchError is the relative error of percentiles that come from the long-term
// record: a value reported as 100 ms stands for one between 99 and 101 ms. The
// record keeps sketches (DDSketch, Masson, Rim and Lee 2019) instead of samples, so
// that percentiles over months are merged from those of days and never averaged.
const SketchError = 0.01

// Daily is one instance's UTC day in the long-term record, which outlives the
// visits that it was made from.
type Daily struct {
	Host Host      `json:"host"`
	Date time.Time `json:"date"` // midnight UTC
	// Visits, Answered and Unknown count as in [Day].
	Visits   int `json:"visits"`
	Answered int `json:"answered"`
	Unknown  int `json:"unknown"`
	// Click and First are as in [Day], within [SketchError].
	Click Percentiles `json:"click"`
	First Percentiles `json:"first"`
	// What follows is from the day's last answered visit, empty or unknown if it did
	// not say or there was none.
	Software string     `json:"software,omitempty"`
	Version  string     `json:"version,omitempty"`
	Signup   SignupMode `json:"signup_mode,omitempty"`
	// A count carries the reason why it is missing or doubted; of days from before
	// reasons were recorded it has none.
	Users       Count `json:"users_total"`
	ActiveMonth Count `json:"users_active_month"`
	Posts       Count `json:"posts"`
}

// NetworkDay is everyone's UTC day in the long-term record.
type NetworkDay struct {
	Date time.Time `json:"date"` // midnight UTC
	// Visited counts the instances with at least one visit that says something
	// about them, Answering those that answered at least once.
	Visited   int `json:"visited"`
	Answering int `json:"answering"`
	Visits    int `json:"visits"`
	Answered  int `json:"answered"`
	Unknown   int `json:"unknown"`
	// Click and First are over all visits of all instances, within [SketchError].
	Click Percentiles `json:"click"`
	First Percentiles `json:"first"`
	// The sums are over what the last answered visit of the day to each answering
	// instance said.
	Users       Sum `json:"users_total"`
	ActiveMonth Sum `json:"users_active_month"`
	Posts       Sum `json:"posts"`
}

// Speed is the percentiles of a whole period over all instances, within
// [SketchError].
type Speed struct {
	Click Percentiles `json:"click"`
	First Percentiles `json:"first"`
}

// VantageSpeed is what first visits to one instance and clicks on it cost from one
// place, over answered visits of a period. Places are never mixed: what is near to
// one is far from another.
type VantageSpeed struct {
	Vantage string      `json:"vantage"` // empty of visits from before places had names
	Click   Percentiles `json:"click"`
	First   Percentiles `json:"first"`
	Last    time.Time   `json:"last"` // when the newest of these visits began
}

// ShareBy is what instances are told apart by in a [Share].
type ShareBy string

// What instances can be told apart by.
const (
	ShareSoftware ShareBy = "software"
	ShareSignup   ShareBy = "signup_mode"
)

// Share is how many of a UTC day's answering instances have something in common,
// by what their last answered visit of the day said.
type Share struct {
	Date        time.Time `json:"date"`
	Key         string    `json:"key"` // a software's name, a sign-up mode; empty if unknown
	Instances   int       `json:"instances"`
	Users       Sum       `json:"users_total"`
	ActiveMonth Sum       `json:"users_active_month"`
}

// ReasonCount is how often visits of a period failed for one reason.
type ReasonCount struct {
	Outcome Outcome `json:"outcome"`
	Class   Class   `json:"class"`
	Reason  string  `json:"reason"`
	Visits  int     `json:"visits"`
}

// ChangeField says what of an instance changed.
type ChangeField string

// What can change.
const (
	ChangeSignup   ChangeField = "signup_mode"
	ChangeSoftware ChangeField = "software"
	ChangeVersion  ChangeField = "version"
	ChangeRules    ChangeField = "rules"
)

// Change is a difference between two successive answered visits that both said.
type Change struct {
	Host  Host        `json:"host"`
	At    time.Time   `json:"at"` // of the visit that saw it
	Field ChangeField `json:"field"`
	// Before and After are the two values; of rules, their digest
	// ([Facts.RulesDigest]).
	Before string `json:"before"`
	After  string `json:"after"`
}

// Edge says that an instance named another as its peer.
type Edge struct {
	Host  Host      `json:"host"`
	Peer  Host      `json:"peer"`
	First time.Time `json:"first"` // the first and the last visit that saw it
	Last  time.Time `json:"last"`
}
