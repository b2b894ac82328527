//go:build cgo

package duckstore

import (
	"database/sql/driver"
	"hash/fnv"
	"strings"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"landfall"
	"landfall/internal/document"
)

// columns are those of observations, in the order in which rows are appended.
var columns = []string{
	"id", "host_key", "host", "visited_at", "took_us", "outcome", "class", "reason", "http_status",
	"first_dns_us", "first_tcp_us", "first_tls_us", "first_first_byte_us", "first_transfer_us",
	"click_dns_us", "click_tcp_us", "click_tls_us", "click_first_byte_us", "click_transfer_us",
	"requests", "peers", "software", "software_version", "signup",
	"users_total", "users_total_why", "users_active_month", "users_active_month_why",
	"users_active_halfyear", "users_active_halfyear_why", "posts", "posts_why",
	"facts_digest", "facts_at", "steps", "rules_digest", "vantage", "connection",
}

// row is an observation made ready for writing.
type row struct {
	obs     *landfall.Observation
	facts   []byte // nil if there are none
	digest  digest
	factsAt time.Time
	steps   []byte // nil if there are none
	about   []byte // the connection, nil if nothing is known
}

func newRow(o *landfall.Observation) (r row, err error) {
	r.obs = o
	if r.facts, r.factsAt, err = document.Facts(&o.Facts, anyTime); err != nil {
		return row{}, err
	}
	r.digest = digestOf(r.facts)
	if r.steps, err = document.Steps(o); err != nil {
		return row{}, err
	}
	if r.about, err = document.Connection(o); err != nil {
		return row{}, err
	}
	return r, nil
}

// anyTime accepts every time: a TIMESTAMP takes it.
func anyTime(time.Time) bool { return true }

// values appends the row's columns to a slice whose space is used again.
func (r *row) values(into []driver.Value) []driver.Value {
	o := r.obs
	into = append(into, text(o.ID), hostKey(o.Host), text(string(o.Host)), o.At.UTC(), o.Took.Microseconds(),
		text(string(o.Outcome)), text(string(o.Class)), textOrNull(o.Reason), intOrNull(o.Status))
	into = phases(into, o.First)
	into = phases(into, o.Click)
	f := &o.Facts
	into = append(into, int64(o.Requests), int64(o.Peers),
		r.said(landfall.FieldSoftware, f.Software.Name), r.said(landfall.FieldSoftware, f.Software.Version),
		r.said(landfall.FieldSignup, string(f.Signup.Mode)))
	for _, c := range []landfall.Count{f.Users, f.ActiveMonth, f.ActiveHalfyear, f.Posts} {
		into = append(into, countOrNull(c), textOrNull(c.Reason))
	}
	if r.facts == nil {
		into = append(into, nil, nil)
	} else {
		into = append(into, duckdb.UUID(r.digest), timeOrNull(r.factsAt))
	}
	return append(into, jsonOrNull(r.steps), textOrNull(f.RulesDigest()), textOrNull(o.Vantage), jsonOrNull(r.about))
}

// said returns the value of a field, NULL if the visit does not state it.
func (r *row) said(field landfall.Field, value string) driver.Value {
	if !r.obs.Facts.Stated(field) {
		return nil
	}
	return textOrNull(value)
}

func jsonOrNull(body []byte) driver.Value {
	if body == nil {
		return nil
	}
	return body
}

// hostKey is what one instance's rows are found by.
func hostKey(host landfall.Host) uint32 {
	h := fnv.New32a()
	h.Write([]byte(host))
	return h.Sum32()
}

// phases appends an exchange; all NULL if nothing was measured.
func phases(into []driver.Value, t landfall.Timings) []driver.Value {
	if t.IsZero() {
		return append(into, nil, nil, nil, nil, nil)
	}
	return append(into, t.DNS.Microseconds(), t.TCP.Microseconds(), t.TLS.Microseconds(),
		t.FirstByte.Microseconds(), t.Transfer.Microseconds())
}

// text makes a string from anywhere one that DuckDB takes: it wants valid UTF-8.
func text(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

func textOrNull(s string) driver.Value {
	if s == "" {
		return nil
	}
	return text(s)
}

func intOrNull(n int) driver.Value {
	if n == 0 {
		return nil
	}
	return int64(n)
}

func countOrNull(c landfall.Count) driver.Value {
	if !c.Known {
		return nil
	}
	return c.N
}

func timeOrNull(t time.Time) driver.Value {
	if t.IsZero() {
		return nil
	}
	return t.UTC()
}
