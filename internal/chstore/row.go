package chstore

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"time"

	"landfall"
	"landfall/internal/document"
)

// columns are those of observations that are written, in the order of values.
const columns = `id, host, visited_at, batch, took_us, outcome, class, reason, http_status, exchanges,
	first_dns_us, first_tcp_us, first_tls_us, first_first_byte_us, first_transfer_us,
	click_dns_us, click_tcp_us, click_tls_us, click_first_byte_us, click_transfer_us,
	requests, peers, peer_sample, software, software_version, signup, rules,
	users_total, users_total_why, users_active_month, users_active_month_why,
	users_active_halfyear, users_active_halfyear_why, posts, posts_why,
	bytes, facts, facts_at, steps, vantage, connection`

// The exchanges that happened.
const (
	firstHappened uint8 = 1 << iota
	clickHappened
)

// row is an observation made ready for writing.
type row struct {
	obs          *landfall.Observation
	id           string
	facts, steps []byte
	about        []byte // the connection
	factsAt      time.Time
}

// The times that a DateTime64(6) of the driver and of every supported server holds.
// Earlier ones are not even possible: nobody visited anything then.
var (
	firstTime = time.Unix(0, 0)
	lastTime  = time.Date(2262, 1, 1, 0, 0, 0, 0, time.UTC)
)

// unseen is stored as the time of facts that say themselves when they were seen, and
// of a batch without visits.
var unseen = firstTime

// storable reports whether a time can be stored.
func storable(t time.Time) bool { return t.After(firstTime) && t.Before(lastTime) }

// newRow encodes an observation; an error means that it can never be stored.
func newRow(o *landfall.Observation) (r row, err error) {
	if !storable(o.At) {
		return row{}, fmt.Errorf("visited at %v", o.At)
	}
	if o.Status < math.MinInt32 || o.Status > math.MaxInt32 {
		return row{}, fmt.Errorf("HTTP status %d", o.Status)
	}
	r.obs, r.id = o, text(o.ID)
	if r.facts, r.factsAt, err = document.Facts(&o.Facts, storable); err != nil {
		return row{}, err
	}
	if r.factsAt.IsZero() {
		r.factsAt = unseen
	}
	if r.steps, err = document.Steps(o); err != nil {
		return row{}, err
	}
	r.about, err = document.Connection(o)
	return r, err
}

// values are the row's columns.
func (r *row) values(batch uint64) []any {
	o := r.obs
	var exchanges uint8
	if !o.First.IsZero() {
		exchanges |= firstHappened
	}
	if !o.Click.IsZero() {
		exchanges |= clickHappened
	}
	into := []any{
		r.id, text(string(o.Host)), o.At.UTC(), batch, o.Took.Microseconds(),
		text(string(o.Outcome)), text(string(o.Class)), text(o.Reason), int32(o.Status), exchanges,
	}
	into = phases(into, o.First)
	into = phases(into, o.Click)
	said := statedBy(&o.Facts)
	into = append(into, int64(o.Requests), int64(o.Peers), hosts(o.PeerSample),
		said.software, said.version, said.signup, said.rules)
	f := &o.Facts
	for _, c := range []landfall.Count{f.Users, f.ActiveMonth, f.ActiveHalfyear, f.Posts} {
		into = append(into, c.Ptr(), text(c.Reason))
	}
	return append(into, uint32(min(len(r.facts)+len(r.steps), math.MaxUint32)), r.facts, r.factsAt, r.steps,
		text(o.Vantage), r.about)
}

// stated is what changes are told by, empty where nothing was said.
type stated struct{ software, version, signup, rules string }

func statedBy(f *landfall.Facts) stated {
	said := stated{rules: f.RulesDigest()}
	if f.Stated(landfall.FieldSoftware) {
		said.software, said.version = text(f.Software.Name), text(f.Software.Version)
	}
	if f.Stated(landfall.FieldSignup) {
		said.signup = text(string(f.Signup.Mode))
	}
	return said
}

func phases(into []any, t landfall.Timings) []any {
	return append(into, t.DNS.Microseconds(), t.TCP.Microseconds(), t.TLS.Microseconds(),
		t.FirstByte.Microseconds(), t.Transfer.Microseconds())
}

func hosts(list []landfall.Host) []string {
	names := make([]string, len(list))
	for i, host := range list {
		names[i] = text(string(host))
	}
	return names
}

// text makes a string from anywhere valid UTF-8, so that it is the same in every
// store.
func text(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// batchHash is what the rows of a batch carry.
func batchHash(batchID string) uint64 {
	sum := sha256.Sum256([]byte(batchID))
	return binary.BigEndian.Uint64(sum[:])
}
