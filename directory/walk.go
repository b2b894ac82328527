package directory

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"time"

	"landfall"
)

// Step is a stretch of what a query finds.
type Step struct {
	Query   Query
	Total   int
	Servers []*Server
	// Next is the cursor of the next step, "" after the last.
	Next string
}

// Walk returns the servers after a cursor, at most q.PerPage of them; "" begins at
// the page that q is of, which does not matter otherwise. A walk by anything but the best match meets every server
// that keeps its place exactly once, even if the snapshot changes on the way. A cursor
// that is malformed or belongs to another query is [landfall.ErrInvalid].
func (s *Snapshot) Walk(q Query, after string) (Step, error) {
	q = q.normal()
	at := cursor{Query: q.sum(), Day: dayOf(s.totals.At)}
	if after != "" {
		var err error
		if at, err = parseCursor(after, q.sum(), s.totals.At); err != nil {
			return Step{}, err
		}
	}
	m := s.match(&q)
	step := Step{Query: q, Total: m.total()}
	if step.Total == 0 {
		return step, nil
	}
	s.walk(&step, m, at, after == "")
	return step, nil
}

// walk fills in the servers and the next cursor of a step.
func (s *Snapshot) walk(step *Step, m *match, at cursor, begin bool) {
	start, skip, n := 0, 0, step.Query.PerPage
	seq := s.sequence(&step.Query, m, at.Day)
	if begin {
		step.Servers, skip, n = m.page(&step.Query)
	} else if at.Host != "" {
		start = seq.after(sortKey{unknown: at.Unknown, value: at.Value, name: at.Name}, at.Host)
	}
	// One more than asked for shows whether there is a next step.
	found := seq.take(start, skip, n+1)
	if len(found) <= n {
		step.Servers = append(step.Servers, found...)
		return
	}
	step.Servers = append(step.Servers, found[:n]...)
	next := cursor{Query: at.Query, Day: at.Day}
	if n > 0 {
		last := found[n-1]
		r := seq.key(uint32(s.place(last.Host)))
		next.Unknown, next.Value, next.Name, next.Host = r.unknown, r.value, r.name, string(last.Host)
	}
	step.Next = next.String()
}

// cursor is the last server of a step: where it stands, not which number it has, so
// that servers that come and go do not shift it.
type cursor struct {
	Query   uint64 `json:"q"` // which query it belongs to
	Day     string `json:"d"` // which shuffle
	Unknown bool   `json:"u,omitempty"`
	Value   int64  `json:"v,omitempty"`
	Name    string `json:"n,omitempty"`
	Host    string `json:"h,omitempty"` // "" before the first listed server
}

// String returns the cursor as one word of letters, digits, hyphens and underscores.
func (c cursor) String() string {
	data, err := json.Marshal(c)
	if err != nil {
		panic(err) // it has only numbers and strings
	}
	return base64.RawURLEncoding.EncodeToString(data)
}

// maxWalk is how old the shuffle of a walk may be.
const maxWalk = 48 * time.Hour

func parseCursor(text string, query uint64, now time.Time) (cursor, error) {
	const longest = 2_000
	var c cursor
	data, err := base64.RawURLEncoding.DecodeString(text[:min(len(text), longest)])
	if err != nil || json.Unmarshal(data, &c) != nil {
		return c, fmt.Errorf("cursor: %w: not one that this API gave out", landfall.ErrInvalid)
	}
	if c.Query != query {
		return c, fmt.Errorf("cursor: %w: it belongs to another query", landfall.ErrInvalid)
	}
	day, err := time.Parse(time.DateOnly, c.Day)
	if age := now.Sub(day); err != nil || age < -maxWalk || age > maxWalk+24*time.Hour {
		return c, fmt.Errorf("cursor: %w: it is too old; begin again", landfall.ErrInvalid)
	}
	return c, nil
}

// sum tells queries apart that find other servers or put them in another order.
func (q Query) sum() uint64 {
	q.Page, q.PerPage, q.View = 0, 0, ""
	h := fnv.New64a()
	h.Write([]byte(q.Canonical()))
	return h.Sum64()
}
