package landfall

import "time"

// Notice is what is known of one closing of one instance, from the first word of it to
// its end. Nothing in it is ever deleted: what turned out to be wrong is retracted, and
// says why.
type Notice struct {
	// ID is made of letters, digits and hyphens and never changes.
	ID   string `json:"id"`
	Host Host   `json:"host"`

	State NoticeState `json:"state"`
	// Announced is the day on which the closing was made known, as far as known.
	Announced time.Time `json:"announced,omitzero"`
	// ClosesFrom and ClosesTo are the days between which it closes or closed, the same
	// day where one is stated; zero if none is.
	ClosesFrom time.Time `json:"closes_from,omitzero"`
	ClosesTo   time.Time `json:"closes_to,omitzero"`
	// Found is when Landfall first read of it.
	Found time.Time `json:"found"`

	// Statements are what the notice rests on, the most trusted first.
	Statements []NoticeStatement `json:"statements"`
	// Events are its history, oldest first.
	Events []NoticeEvent `json:"events"`

	// Version is how often the notice was stored; 0 if it never was. A store takes a
	// notice only from who has read the version that it has.
	Version int64 `json:"-"`
}

// Bounds on what one host may have: whoever announces and takes back without end fills no
// store. Of events the first and the last ones stay.
const (
	NoticesPerHost      = 20
	StatementsPerNotice = 20
	EventsPerNotice     = 100
)

// NoticeState is where a notice stands in its life.
type NoticeState string

// The states. Reported, retracted and merged ones are for the operator only.
const (
	NoticeReported   NoticeState = "reported"      // read in a text, or told: nobody has confirmed it
	NoticeConfirmed  NoticeState = "confirmed"     // true, with no day for the end
	NoticeCounting   NoticeState = "counting_down" // true, and the day is known
	NoticeClosed     NoticeState = "closed_kindly" // the day has come, after a notice
	NoticeVanished   NoticeState = "vanished"      // it went without one that is known
	NoticeCancelled  NoticeState = "cancelled"     // it stays after all
	NoticeHandedOver NoticeState = "handed_over"   // it stays, in other hands
	NoticeRetracted  NoticeState = "retracted"     // it was never true: our mistake, or somebody's
	NoticeMerged     NoticeState = "merged"        // another notice tells of the same closing
)

// NoticeStates lists the states in the order of a life.
func NoticeStates() []NoticeState {
	return []NoticeState{
		NoticeReported, NoticeConfirmed, NoticeCounting, NoticeClosed, NoticeVanished, NoticeCancelled, NoticeHandedOver,
		NoticeRetracted, NoticeMerged,
	}
}

// Ended reports whether nothing more is to come.
func (s NoticeState) Ended() bool {
	switch s {
	case NoticeReported, NoticeConfirmed, NoticeCounting:
		return false
	case NoticeClosed, NoticeVanished, NoticeCancelled, NoticeHandedOver, NoticeRetracted, NoticeMerged:
	}
	return true
}

// Public reports whether a notice may be shown to everybody: it is known to be true, or
// was and has ended.
func (s NoticeState) Public() bool {
	switch s {
	case NoticeConfirmed, NoticeCounting, NoticeClosed, NoticeVanished, NoticeCancelled, NoticeHandedOver:
		return true
	case NoticeReported, NoticeRetracted, NoticeMerged:
	}
	return false
}

// Closing reports whether the instance is known to be closing.
func (s NoticeState) Closing() bool { return s == NoticeConfirmed || s == NoticeCounting }

// Gone reports whether the instance has ended.
func (s NoticeState) Gone() bool { return s == NoticeClosed || s == NoticeVanished }

// NoticeSource says where a statement comes from.
type NoticeSource string

// The sources, the most trusted first.
const (
	NoticeFromAdmin        NoticeSource = "admin"        // the claimed admin, here
	NoticeFromNodeinfo     NoticeSource = "nodeinfo"     // metadata.sunset
	NoticeFromHeader       NoticeSource = "header"       // Sunset, RFC 8594
	NoticeFromOperator     NoticeSource = "operator"     // whoever runs this Landfall, or a list of known closings
	NoticeFromAnnouncement NoticeSource = "announcement" // a public announcement of the instance
	NoticeFromText         NoticeSource = "text"         // its title, description, about page, rules or sign-up message
	NoticeFromContact      NoticeSource = "contact"      // a pinned post of the published contact account
	NoticeFromReader       NoticeSource = "reader"       // somebody who gave a link
	NoticeFromAbsence      NoticeSource = "absence"      // 410, or a name that no longer exists
)

// Machine reports whether a statement from the source is confirmed by itself: it was
// made for machines, or by somebody who may speak for the instance.
func (s NoticeSource) Machine() bool {
	switch s {
	case NoticeFromAdmin, NoticeFromNodeinfo, NoticeFromHeader, NoticeFromOperator:
		return true
	case NoticeFromAnnouncement, NoticeFromText, NoticeFromContact, NoticeFromReader, NoticeFromAbsence:
	}
	return false
}

// NoticeStatement is one place where a closing is stated, with the words that say so.
type NoticeStatement struct {
	Source NoticeSource `json:"source"`
	URL    string       `json:"url,omitempty"`
	Quote  string       `json:"quote,omitempty"` // the sentence, at most 300 characters
	Words  []string     `json:"words,omitempty"` // what in it led here
	// Announced, ClosesFrom and ClosesTo are as stated, zero where they are not.
	Announced  time.Time `json:"announced,omitzero"`
	ClosesFrom time.Time `json:"closes_from,omitzero"`
	ClosesTo   time.Time `json:"closes_to,omitzero"`
	// Confidence is how sure the reading is, 1 for a machine's.
	Confidence float64 `json:"confidence"`
	// FirstSeen and LastSeen are when it was there; Rule is the version of the rules.
	FirstSeen time.Time `json:"first_seen"`
	LastSeen  time.Time `json:"last_seen"`
	Rule      string    `json:"rule_version,omitempty"`
}

// NoticeEvent is one change of a notice.
type NoticeEvent struct {
	At   time.Time   `json:"at"`
	From NoticeState `json:"from,omitempty"` // empty for the first
	To   NoticeState `json:"to"`             // as From where only a day has moved
	// By says whose doing it was: a source, "clock" or "operator".
	By string `json:"by"`
	// Why is a sentence for people: the reason given, or what was seen.
	Why string `json:"why"`
	// ClosesTo is the last day from then on, zero if not known.
	ClosesTo time.Time `json:"closes_to,omitzero"`
}

// Ended is when a notice came to its end: the day on which the instance closed, as far as
// it is known, or else the time of the last event. It is zero if it has not ended.
func (n *Notice) Ended() time.Time {
	switch {
	case !n.State.Ended():
		return time.Time{}
	case n.State.Gone() && !n.ClosesTo.IsZero():
		return n.ClosesTo
	}
	return n.Updated()
}

// Updated is when the last event of a notice was, or else when it was found.
func (n *Notice) Updated() time.Time {
	if len(n.Events) == 0 {
		return n.Found
	}
	return n.Events[len(n.Events)-1].At
}

// CovenantDays is how many days before the end a server of the Mastodon Server Covenant
// says that it closes: "at least 3 months", taken for 90 days.
const CovenantDays = 90

// Days is how many days there were or are between the announcement and the first day on
// which it may close; ok is false if one of them is not known.
func (n *Notice) Days() (days int, ok bool) {
	if n.Announced.IsZero() || n.ClosesFrom.IsZero() {
		return 0, false
	}
	return int(utcDay(n.ClosesFrom).Sub(utcDay(n.Announced)) / (24 * time.Hour)), true
}

// ThreeMonths reports whether the notice is one of three months by the calendar: from 30
// November to the last of February. known is false if one of the days is not known.
func (n *Notice) ThreeMonths() (kept, known bool) {
	if n.Announced.IsZero() || n.ClosesFrom.IsZero() {
		return false, false
	}
	from := utcDay(n.Announced)
	until := from.AddDate(0, 3, 0)
	if until.Day() != from.Day() {
		until = until.AddDate(0, 0, -until.Day()) // the month is shorter: its last day
	}
	return !utcDay(n.ClosesFrom).Before(until), true
}

func utcDay(at time.Time) time.Time { return at.UTC().Truncate(24 * time.Hour) }
