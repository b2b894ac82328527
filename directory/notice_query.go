package directory

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"landfall"
)

// Keys of a query for notices, as in the URL. Values of one key are alternatives, repeated
// or comma-joined; different keys narrow each other.
const (
	NoticeKeySoftware = "software" // as [KeySoftware]
	NoticeKeyLanguage = "language" // as [KeyLanguage]
	NoticeKeySize     = "size"     // as [KeySize]
	NoticeKeyLength   = "notice"   // how long beforehand it was announced
	NoticeKeyState    = "state"
	NoticeKeyHost     = "host"          // whose notice it is
	NoticeKeySince    = "updated_since" // RFC 3339, or a day in UTC
)

// Values of [NoticeKeyLength]. Unknown is one as well: a day is not known.
const (
	NoticeLong  = "90"   // [landfall.CovenantDays] and more
	NoticeShort = "less" // than that
)

// Values of [NoticeKeyState].
const (
	NoticeClosing  = "closing"  // is going to close, on a day that is known or not
	NoticeClosed   = "closed"   // has closed after a notice
	NoticeVanished = "vanished" // has gone without one that is known
	NoticeStays    = "stays"    // does not close after all, or has passed to other hands
)

// NoticeQuery is a request for notices. The zero NoticeQuery asks for all.
type NoticeQuery struct {
	// Chosen are the values by the key of their filter. It is never changed once it is
	// part of a query.
	Chosen Choices
	// Since leaves only notices that had an event at or after it; zero: all.
	Since time.Time
}

// ParseNoticeQuery reads URL parameters. Unknown ones are ignored; bad values are dropped
// with a note.
func ParseNoticeQuery(values url.Values) (NoticeQuery, []Note) {
	q, bad := CheckNoticeQuery(values)
	notes := make([]Note, 0, len(bad))
	for _, b := range bad {
		notes = append(notes, b.note())
	}
	return q, notes
}

// CheckNoticeQuery is ParseNoticeQuery for readers who want to refuse bad values: it
// returns them all beside the query without them.
func CheckNoticeQuery(values url.Values) (NoticeQuery, []*ValueError) {
	p := parser{values: values}
	q := NoticeQuery{Chosen: Choices{}}
	for i := range noticeFacets {
		f := &noticeFacets[i].facetKind
		q.Chosen[f.key], _ = p.facet(f)
	}
	q.Since = p.since(NoticeKeySince)
	return q.normal(), p.bad
}

// since reads a moment, or the beginning of a day.
func (p *parser) since(key string) time.Time {
	given := strings.TrimSpace(p.values.Get(key))
	if given == "" {
		return time.Time{}
	}
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		if at, err := time.Parse(layout, given); err == nil {
			return at.UTC()
		}
	}
	p.refuse(key, given, "is not a time such as “2026-11-17T08:00:00Z” or a day such as “2026-11-17”.")
	return time.Time{}
}

// normal returns the query with every value in its one spelling, sharing no memory.
func (q NoticeQuery) normal() NoticeQuery {
	chosen := Choices{}
	for i := range noticeFacets {
		f := &noticeFacets[i].facetKind
		if values := f.normal(q.Chosen[f.key]); len(values) > 0 {
			chosen[f.key] = values
		}
	}
	return NoticeQuery{chosen, q.Since.UTC()}
}

// Values returns the canonical parameters: each key has one value, comma-joined and
// sorted. ParseNoticeQuery of it gives q again, in normal form.
func (q NoticeQuery) Values() url.Values {
	q = q.normal()
	values := url.Values{}
	for key, chosen := range q.Chosen {
		values.Set(key, strings.Join(chosen, ","))
	}
	if !q.Since.IsZero() {
		values.Set(NoticeKeySince, q.Since.Format(time.RFC3339Nano))
	}
	return values
}

// Canonical returns the canonical query string, "" for the query that asks for all.
func (q NoticeQuery) Canonical() string { return canonical(q.Values()) }

// FindNotices returns the notices that a query asks for, in the order of
// [Snapshot.Notices]. Software, language and size are those of the server in this
// snapshot; a host that is none passes only without these filters.
func (s *Snapshot) FindNotices(q NoticeQuery) []*landfall.Notice {
	q = q.normal()
	return slices.DeleteFunc(slices.Clone(s.notices), func(n *landfall.Notice) bool {
		return n.Updated().Before(q.Since) || len(q.missed(n, s.servers[n.Host])) > 0
	})
}

// missed returns which of noticeFacets a notice does not pass.
func (q *NoticeQuery) missed(n *landfall.Notice, server *Server) (missed []int) {
	for i := range noticeFacets {
		f := &noticeFacets[i]
		chosen := q.Chosen[f.key]
		if len(chosen) > 0 && !slices.ContainsFunc(f.holds(n, server), func(v string) bool { return slices.Contains(chosen, v) }) {
			missed = append(missed, i)
		}
	}
	return missed
}
