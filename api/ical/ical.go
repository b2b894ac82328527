// Package ical writes calendars of whole days (RFC 5545, with the name and the refresh
// interval of RFC 7986). Texts may be anybody's: no text ends its line.
package ical

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// MediaType is how a calendar is sent.
const MediaType = "text/calendar; charset=utf-8"

// Calendar is a calendar that is published, for programs to subscribe to.
type Calendar struct {
	Product string // PRODID, such as "-//Landfall//Notices//EN"
	Name    string
	URL     string // the page that shows the same
	// Refresh is how often to ask again, in whole hours.
	Refresh time.Duration
	Events  []Event
}

// Event lasts from one day to another.
type Event struct {
	UID      string // never changes, and is the world's only one
	From, To time.Time
	Summary  string
	// Description may have several lines.
	Description string
	URL         string
	Changed     time.Time // when it was last changed
	Sequence    int       // how often
	// Cancelled tells programs to take it away.
	Cancelled bool
}

// Bytes returns the calendar as a document.
func (c *Calendar) Bytes() []byte {
	var w writer
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", text(c.Product))
	w.line("CALSCALE", "GREGORIAN")
	w.line("NAME", text(c.Name))
	w.line("X-WR-CALNAME", text(c.Name))
	w.line("URL", uri(c.URL))
	w.line("REFRESH-INTERVAL;VALUE=DURATION", "PT"+strconv.Itoa(max(1, int(c.Refresh/time.Hour)))+"H")
	for i := range c.Events {
		w.event(&c.Events[i])
	}
	w.line("END", "VCALENDAR")
	return w.out
}

type writer struct{ out []byte }

func (w *writer) event(e *Event) {
	w.line("BEGIN", "VEVENT")
	w.line("UID", text(e.UID))
	w.line("DTSTAMP", stamp(e.Changed))
	w.line("LAST-MODIFIED", stamp(e.Changed))
	w.line("DTSTART;VALUE=DATE", day(e.From))
	w.line("DTEND;VALUE=DATE", day(e.To.UTC().AddDate(0, 0, 1))) // it is the day after
	w.line("SUMMARY", text(e.Summary))
	w.line("DESCRIPTION", text(e.Description))
	w.line("URL", uri(e.URL))
	w.line("SEQUENCE", strconv.Itoa(e.Sequence))
	status := "CONFIRMED"
	if e.Cancelled {
		status = "CANCELLED"
	}
	w.line("STATUS", status)
	w.line("TRANSP", "TRANSPARENT") // nobody is busy on that day
	w.line("END", "VEVENT")
}

// line writes a content line, folded so that no line has more than 75 octets and no
// character is cut (RFC 5545 §3.1). An empty value is left out.
func (w *writer) line(name, value string) {
	if value == "" {
		return
	}
	const longest = 75
	room := longest
	for _, r := range name + ":" + value {
		if room < utf8.RuneLen(r) {
			w.out = append(w.out, "\r\n "...)
			room = longest - 1
		}
		w.out = utf8.AppendRune(w.out, r)
		room -= utf8.RuneLen(r)
	}
	w.out = append(w.out, "\r\n"...)
}

// text escapes a text (RFC 5545 §3.3.11). What any program may take for the end of a line
// becomes an escaped one; other control characters are dropped.
func text(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\r\n", "\n")
	var out strings.Builder
	for _, r := range s {
		switch {
		case r == '\n', r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
			out.WriteString(`\n`)
		case r == '\\', r == ';', r == ',':
			out.WriteByte('\\')
			out.WriteRune(r)
		case r == '\t' || !unicode.IsControl(r):
			out.WriteRune(r)
		}
	}
	return out.String()
}

// uri drops what no address has: it is not escaped, so it must not end its line.
func uri(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == utf8.RuneError || unicode.IsControl(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func stamp(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

func day(t time.Time) string { return t.UTC().Format("20060102") }
