package sqlstore

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"landfall"
)

// row is an instance as the table holds it. Rows compare with ==, which tells
// whether a visit changed anything.
type row struct {
	host        string
	status      string
	discovered  int64
	via         string
	lastVisit   sql.NullInt64
	lastSeen    sql.NullInt64
	failures    int64
	downSince   sql.NullInt64
	goneSince   sql.NullInt64
	lastOutcome string
	lastReason  string
	facts       string
}

// known is what the column of facts holds: beside what an instance says of itself, where
// it was reached.
type known struct {
	landfall.Facts
	Reached landfall.Reached `json:"reached,omitzero"`
}

// fields returns where to scan the columns of an instance, in the order that
// every query here names them.
func (r *row) fields() []any {
	return []any{
		&r.host, &r.status, &r.discovered, &r.via, &r.lastVisit, &r.lastSeen,
		&r.failures, &r.downSince, &r.goneSince, &r.lastOutcome, &r.lastReason, &r.facts,
	}
}

func (r *row) instance() (landfall.Instance, error) {
	in := landfall.Instance{
		Host:        landfall.Host(r.host),
		Status:      landfall.Status(r.status),
		Discovered:  timeOf(r.discovered),
		Via:         r.via,
		LastVisit:   timeOrZero(r.lastVisit),
		LastSeen:    timeOrZero(r.lastSeen),
		Failures:    int(r.failures),
		DownSince:   timeOrZero(r.downSince),
		GoneSince:   timeOrZero(r.goneSince),
		LastOutcome: landfall.Outcome(r.lastOutcome),
		LastReason:  r.lastReason,
	}
	if r.facts != "" {
		var kept known
		if err := json.Unmarshal([]byte(r.facts), &kept); err != nil {
			return landfall.Instance{}, fmt.Errorf("facts of %s: %w", r.host, err)
		}
		in.Facts, in.Reached = kept.Facts, kept.Reached
	}
	return in, nil
}

// rowOf is the inverse of instance. Facts without evidence state nothing and are
// kept as nothing.
func rowOf(in landfall.Instance) (row, error) {
	r := row{
		host:        string(in.Host),
		status:      string(in.Status),
		discovered:  in.Discovered.UnixMicro(),
		via:         clean(in.Via),
		lastVisit:   microsOrNull(in.LastVisit),
		lastSeen:    microsOrNull(in.LastSeen),
		failures:    int64(in.Failures),
		downSince:   microsOrNull(in.DownSince),
		goneSince:   microsOrNull(in.GoneSince),
		lastOutcome: string(in.LastOutcome),
		lastReason:  clean(in.LastReason),
	}
	if len(in.Facts.Evidence) > 0 || !in.Reached.IsZero() {
		var facts strings.Builder
		if err := json.NewEncoder(&facts).Encode(&known{in.Facts, in.Reached}); err != nil {
			return row{}, fmt.Errorf("facts of %s: %w", in.Host, err)
		}
		r.facts = strings.TrimSuffix(facts.String(), "\n")
	}
	return r, nil
}

// clean makes a text one that every database takes: PostgreSQL's are valid UTF-8
// without NUL. Facts need none of it, being JSON.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// Times are kept to the microsecond; the zero time is NULL.

func timeOf(micros int64) time.Time { return time.UnixMicro(micros).UTC() }

func timeOrZero(micros sql.NullInt64) time.Time {
	if !micros.Valid {
		return time.Time{}
	}
	return timeOf(micros.Int64)
}

func microsOrNull(t time.Time) sql.NullInt64 {
	if t.IsZero() {
		return sql.NullInt64{}
	}
	return sql.NullInt64{Int64: t.UnixMicro(), Valid: true}
}
