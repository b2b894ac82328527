package landfall

import "time"

// Observation is the record of one visit. It is written whatever happened.
type Observation struct {
	// ID is a ULID, unique to the visit; the stores key on it.
	ID   string    `json:"id"`
	Host Host      `json:"host"`
	At   time.Time `json:"at"` // when the visit began, UTC
	// Took is how long the whole visit lasted.
	Took time.Duration `json:"took_ns"`
	// Work is what the visit was to find out.
	Work Work `json:"work,omitempty"`

	Outcome Outcome `json:"outcome"`
	// Class says whose doing a failure is; empty if the outcome is answered.
	Class Class `json:"class,omitempty"`
	// Reason is a short snake_case word for the failure, such as
	// "dns_nxdomain", "tls_timeout" or "json_duplicate_key"; empty if answered.
	Reason string `json:"reason,omitempty"`
	// Status is the HTTP status that decided the outcome, 0 if none arrived.
	Status int `json:"status,omitempty"`

	// First is the visit's first exchange, on a new connection: what a first
	// visit feels like. Click is a later exchange on the same connection: what
	// each click feels like; zero if there was none.
	First Timings `json:"first"`
	Click Timings `json:"click"`

	// Vantage names the place that the visit was made from; empty if that was before
	// places had names.
	Vantage string `json:"vantage,omitempty"`
	// Connection is what the first connection to the host was like.
	Connection Connection `json:"connection,omitzero"`

	// Facts is what the visit learnt. It is empty unless the host answered.
	Facts Facts `json:"facts"`
	// Requests is how many requests were sent, robots.txt and redirects included.
	Requests int `json:"requests"`
	// Peers is how many acceptable host names its peers list contributed.
	Peers int `json:"peers,omitempty"`
	// PeerSample is at most [PeersKept] of those names: always the same ones of the
	// same list, so that samples of successive visits can be compared. The
	// observations store keeps it as edges; what is read back from there may have none.
	PeerSample []Host `json:"peer_sample,omitempty"`
	// Steps is the visit's own log, in order, so that "why was it down?" has an
	// answer on the page.
	Steps []Step `json:"steps,omitempty"`
}

// PeersKept is how many names of a peers list an Observation keeps.
const PeersKept = 100

// Outcome is what a visit came to.
type Outcome string

// The outcomes.
const (
	OutcomeAnswered    Outcome = "answered"    // a document of a fediverse instance was read
	OutcomeUnreachable Outcome = "unreachable" // no HTTP answer: DNS, TCP, TLS or a timeout
	OutcomeRefused     Outcome = "refused"     // robots.txt asks us to stay away
	OutcomeError       Outcome = "error"       // an HTTP error where a document should be
	OutcomeInvalid     Outcome = "invalid"     // an answer that is malformed, too big or hostile
	OutcomeForeign     Outcome = "foreign"     // a web site, but no fediverse instance
	OutcomeMoved       Outcome = "moved"       // redirects to another registrable domain
	OutcomeGone        Outcome = "gone"        // 410 Gone
	OutcomeBlocked     Outcome = "blocked"     // the name leads to an address we never dial
	OutcomePostponed   Outcome = "postponed"   // our own fault, or we may not ask just now: says nothing about it
)

// Outcomes lists the outcomes, best first.
func Outcomes() []Outcome {
	return []Outcome{
		OutcomeAnswered, OutcomeRefused, OutcomeMoved, OutcomeGone, OutcomeForeign,
		OutcomeError, OutcomeInvalid, OutcomeUnreachable, OutcomeBlocked, OutcomePostponed,
	}
}

// Class says whose doing a failure is (the own-outage rule).
type Class string

// The classes.
const (
	ClassNone      Class = ""          // no failure
	ClassTheirs    Class = "theirs"    // a valid answer, a reset from the host, an authoritative NXDOMAIN
	ClassOurs      Class = "ours"      // our resolver, route, file descriptors or shutdown
	ClassAmbiguous Class = "ambiguous" // a timeout: either side's
)

// Timings splits one HTTP exchange into phases. A phase that did not happen,
// such as DNS on a kept connection, is zero.
type Timings struct {
	DNS       time.Duration `json:"dns_ns"`
	TCP       time.Duration `json:"tcp_ns"`
	TLS       time.Duration `json:"tls_ns"`
	FirstByte time.Duration `json:"first_byte_ns"` // request written → first byte of the answer
	Transfer  time.Duration `json:"transfer_ns"`   // first byte → last byte
}

// Total is the sum of the phases.
func (t Timings) Total() time.Duration { return t.DNS + t.TCP + t.TLS + t.FirstByte + t.Transfer }

// Click is the part a visitor waits for on every click once connected.
func (t Timings) Click() time.Duration { return t.FirstByte + t.Transfer }

// IsZero reports whether nothing was measured.
func (t Timings) IsZero() bool { return t == Timings{} }

// Step is one request of a visit.
type Step struct {
	URL    string        `json:"url"`
	Status int           `json:"status,omitempty"`
	Bytes  int64         `json:"bytes,omitempty"` // decoded
	Took   time.Duration `json:"took_ns"`
	// Note says what was read or what went wrong, in a few words.
	Note string `json:"note,omitempty"`
}
