package rank

import (
	"time"

	"landfall"
	"landfall/directory/kind"
	"landfall/directory/place"
	"landfall/directory/topic"
)

// Tri is an answer that may be unknown. The zero Tri is unknown.
type Tri uint8

// The answers.
const (
	Unknown Tri = iota
	No
	Yes
)

// Known returns the answer for something that is known.
func Known(yes bool) Tri {
	if yes {
		return Yes
	}
	return No
}

// Candidate is all that ranking needs to know of one server. What is not known is left
// at its zero value, which never counts as a bad answer: a part of the score without
// any knowledge is worth [Prior]. It must not be changed while a [Table] holds it.
type Candidate struct {
	Host landfall.Host
	// Operator names who runs it; "" if that is unknown. Servers of one operator take one
	// place among the first three, and so do those below one registrable domain.
	Operator string
	// Network names where its machines are, such as "AS24940"; "" if that is unknown or
	// hidden by a delivery network. At most two of one network are among the first three.
	Network string
	// Refused is set for a server that asks not to be measured or listed: a [Table] does
	// not hold it at all.
	Refused bool

	Joining
	Standing
	Subject
	Measured
	People
}

// Joining is how newcomers get in, from the server's own documents.
type Joining struct {
	Signup landfall.Signup
	// Welcome is how many newcomers a week its admin wants, as declared by whoever has
	// claimed the server, Welcomed how many Landfall has sent this ISO week.
	Welcome  landfall.Count
	Welcomed int
}

// Standing is what may speak against recommending a server at all.
type Standing struct {
	// LastAnswered and FirstObserved are of visits; zero if there was none. Heard is when
	// it was first heard of.
	LastAnswered, FirstObserved, Heard time.Time
	// Closing is its notice that it closes, confirmed; nil if none is known.
	Closing *Closing
	// Support is how its version stands with those who make the software, and
	// UnsupportedSince, if that is [Unsupported], since when; zero if unknown.
	Support          Support
	UnsupportedSince time.Time
	// Implausible says what of its counts cannot be believed, as the end of "Its counts
	// are doubted: "; "" if nothing speaks against them.
	Implausible string
	// Hold is the reason on the public safety-hold list, "" if it is not on it.
	Hold string
	// Adult is whether it is for adult content by its own words, SingleUser whether it
	// is one person's own.
	Adult, SingleUser Tri
}

// Closing is a notice that a server closes; At is the day, zero if it names none.
type Closing struct{ At time.Time }

// Support is how a version stands. The zero Support is unknown.
type Support uint8

// The states of a version.
const (
	SupportUnknown Support = iota
	Current
	Supported
	Outdated
	Unsupported
)

// Subject is what a server is about and for whom, read from its own words.
type Subject struct {
	// Read is whether there were any words to read topics and places from: without, none
	// of them means that they are unknown.
	Read   bool
	Topics []Topic
	// Primary is its first language and Accepted are the others, in BCP 47; "" and none
	// if unknown.
	Primary  string
	Accepted []string
	// Places are those it is for, a city with its country.
	Places []Place
	// Kinds are what people do there, by its software; none if unknown.
	Kinds []kind.Kind
}

// Topic is a topic or sub-topic of a server. A sub-topic's topic is listed as well.
type Topic struct {
	ID         topic.ID
	Confidence float64 // from 0 to 1
}

// Place is a place that a server is for.
type Place struct {
	ID         place.ID
	Confidence float64 // from 0 to 1
}

// Measured is what visits of the last 90 days measured.
type Measured struct {
	// Samples counts the visits behind it that say something of the server: it is both
	// what the gate asks for and, of them, how many were Answered.
	Samples, Answered int
	// Outages counts failures longer than an hour without a stated reason.
	Outages landfall.Count
	// Click is what each click costs from all places together, Regions from each.
	Click   Click
	Regions map[Region]Click
}

// Click is the 75th percentile of what each click costs, over N samples.
type Click struct {
	P75 time.Duration
	N   int
}

// People is who is there and who looks after them.
type People struct {
	// Active is people active in a month, as the server states it.
	Active landfall.Count
	// Rules is whether it publishes rules, Contact whether it names somebody to write
	// to, Admins whether it says that two people or more run it, Promise whether it
	// promises three months' notice before it closes.
	Rules, Contact, Admins, Promise Tri
	// Founded is since when it has been running, as stated; zero if unknown. It has
	// been there at least since Heard and FirstObserved.
	Founded time.Time
	// Forbids counts which of [Strictness] its rules forbid; unknown without rules that
	// could be read.
	Forbids landfall.Count
	// Organisation is whether more than one person runs it: a group, an association, a
	// company or a public body.
	Organisation Tri
}

// full reports whether the server has had all the newcomers it wants this week.
func (c *Candidate) full() bool {
	return c.Welcome.Known && int64(c.Welcomed) >= c.Welcome.N
}

// age returns for how long the server is known to have been there at least, and whether
// that is its whole age.
func (c *Candidate) age(at time.Time) (age time.Duration, whole bool) {
	var since time.Time
	for _, t := range []time.Time{c.FirstObserved, c.Heard, c.Founded} {
		if !t.IsZero() && (since.IsZero() || t.Before(since)) {
			since = t
		}
	}
	if since.IsZero() {
		return 0, false
	}
	return at.Sub(since), !c.Founded.IsZero()
}
