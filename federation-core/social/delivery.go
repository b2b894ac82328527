package social

import "time"

// Mailbox is an inbox that an activity is delivered to.
type Mailbox struct {
	Inbox string // URL
	Host  string // of the URL, with its port if it has one
	// Followers is the header by which the other server compares its list of followers with
	// ours (FEP-8fcf), for what goes to followers only; "" otherwise.
	Followers string
}

// DeliveryState is where a delivery stands.
type DeliveryState uint8

// The states.
const (
	Waiting   DeliveryState = iota // for its next attempt
	Delivered                      // the other server answered 2xx
	Expired                        // given up, for the reason that is kept with it
	Cancelled                      // taken back before it was made
)

// Delivery is one activity on its way to one inbox.
type Delivery struct {
	Number   int64 // of the row
	Activity string
	Actor    string // whoever signs
	Mailbox
	Body     []byte
	Attempts int // that were made
	Created  time.Time
	Next     time.Time // not before
	State    DeliveryState
	Reason   string // why the last attempt came to nothing
}

// Arrival is an activity that another server has delivered, verified, in the durable queue
// of what is to be done.
type Arrival struct {
	// ID is the activity's own, or one that was made from its content where that does not
	// count: an id is accepted once, for ever.
	ID       string
	Actor    string // whoever signed
	Body     []byte
	Received time.Time
	Attempts int
	Reason   string // why nothing came of the last attempt, "" before it
}

// Outcome is what became of an arrival: its changes, or another attempt at Next, or none
// because of Reason.
type Outcome struct {
	ID string
	// Actor is whoever sent it. What one actor sent has an order.
	Actor   string
	Changes []Change
	Next    time.Time // zero: it is done
	Reason  string    // why nothing, or nothing yet, came of it
	// GivenUp says that something should have come of it: it is kept as it came, for whoever
	// runs the server.
	GivenUp bool
}

// Peer is how another server has been to deliver to and to hear from.
type Peer struct {
	Host string `json:"host,omitzero"`
	// RFC9421 tells that it is known to verify the newer signatures.
	RFC9421 bool `json:"rfc9421,omitzero"`
	// Failures is how many attempts in a row came to nothing; FailingDays on how many
	// distinct days in UTC, the last on LastFailed.
	Failures    int       `json:"failures,omitzero"`
	FailingDays int       `json:"failing_days,omitzero"`
	LastFailed  time.Time `json:"last_failed,omitzero"`
	// Closed is until when nothing is sent there.
	Closed time.Time `json:"closed,omitzero"`
	Seen   time.Time `json:"seen,omitzero"` // the last success, or verified request
}
