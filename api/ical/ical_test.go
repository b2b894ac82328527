package ical

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var moment = time.Date(2026, 10, 7, 12, 30, 0, 0, time.FixedZone("", 2*3600))

func one(e Event) []byte {
	c := Calendar{Product: "-//Landfall//Notices//EN", Name: "Closing servers", URL: "https://landfall.example/notices", Refresh: 6 * time.Hour, Events: []Event{e}}
	return c.Bytes()
}

func TestEvent(t *testing.T) {
	got := one(Event{
		UID: "1@landfall.example", From: time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC),
		Summary: "quiet.social closes", Description: "Thank you; all of you,\nreally.", URL: "https://landfall.example/notices/1", Changed: moment, Sequence: 2, Cancelled: true,
	})
	want := strings.ReplaceAll(`BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Landfall//Notices//EN
CALSCALE:GREGORIAN
NAME:Closing servers
X-WR-CALNAME:Closing servers
URL:https://landfall.example/notices
REFRESH-INTERVAL;VALUE=DURATION:PT6H
BEGIN:VEVENT
UID:1@landfall.example
DTSTAMP:20261007T103000Z
LAST-MODIFIED:20261007T103000Z
DTSTART;VALUE=DATE:20261231
DTEND;VALUE=DATE:20270101
SUMMARY:quiet.social closes
DESCRIPTION:Thank you\; all of you\,\nreally.
URL:https://landfall.example/notices/1
SEQUENCE:2
STATUS:CANCELLED
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
`, "\n", "\r\n")
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("calendar (-want +got):\n%s", diff)
	}
}

// TestFolds: a character of several octets that does not fit moves to the next line whole.
func TestFolds(t *testing.T) {
	for n := 55; n < 70; n++ {
		for _, r := range []string{"é", "本", "😀", "👩‍👩‍👧"} {
			document := one(Event{Description: strings.Repeat("a", n) + r + strings.Repeat("b", 80)})
			for line := range strings.SplitSeq(string(document), "\r\n") {
				if len(line) > 75 || !utf8.ValidString(line) {
					t.Errorf("%d before %s: %d octets, %q", n, r, len(line), line)
				}
			}
		}
	}
	if got := string(one(Event{Summary: strings.Repeat("a", 67), UID: strings.Repeat("b", 72)})); !strings.Contains(got, "SUMMARY:"+strings.Repeat("a", 67)+"\r\n") || !strings.Contains(got, "b\r\n b\r\n") {
		t.Errorf("75 octets are not one line, or 76 are: %q", got)
	}
}

// contentLine is what a line begins with, or what goes on with the one before.
var contentLine = regexp.MustCompile(`^( |[A-Z-]+[:;])`)

// drawText draws texts as strangers write them, and worse.
func drawText(t *rapid.T, label string) string {
	part := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
		"\r\nBEGIN:VALARM\r\n", "\r", "\n", "\u2028", "\u0085", "\v", "\x00", "\\n", "\\", ";", ",", ":", `"`, "\r\n ", "👩‍👩‍👧", "\u202e", "\xff", "\t", " ",
		strings.Repeat("long ", 20), strings.Repeat("語", 40), "END:VEVENT",
	}))
	return strings.Join(rapid.SliceOfN(part, 0, 12).Draw(t, label), "")
}

// readable is what is to be read of a text: the same but for the kind of its line ends, and
// for characters that are none.
func readable(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("\r\v\f\u0085\u2028\u2029", r):
			return '\n'
		case unicode.IsControl(r) && r != '\n' && r != '\t':
			return -1
		}
		return r
	}, s)
}

// TestTextsComeBack: another's parser reads every text as it was, in one event with the
// properties that it has and no other.
func TestTextsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := Event{
			UID: "1@landfall.example", From: moment, To: moment, Changed: moment, URL: "https://landfall.example/" + drawText(t, "url"),
			Summary: "closes " + drawText(t, "summary"), Description: "because " + drawText(t, "description"),
		}
		document := one(e)
		for line := range strings.SplitSeq(strings.TrimSuffix(string(document), "\r\n"), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n\x00\v\f\u0085\u2028\u2029") || !contentLine.MatchString(line) {
				t.Errorf("line %q", line)
			}
		}
		calendar, err := ics.ParseCalendar(bytes.NewReader(document))
		if err != nil {
			t.Fatalf("%v: %q", err, document)
		}
		if len(calendar.Components) != 1 || len(calendar.Events()) != 1 || len(calendar.Events()[0].Components) != 0 || len(calendar.Events()[0].Properties) != 11 {
			t.Fatalf("not one event of 11 properties: %q", document)
		}
		read := calendar.Events()[0]
		for property, want := range map[ics.ComponentProperty]string{ics.ComponentPropertySummary: e.Summary, ics.ComponentPropertyDescription: e.Description} {
			if diff := cmp.Diff(readable(want), read.GetProperty(property).Value); diff != "" {
				t.Errorf("%s (-want +got):\n%s", property, diff)
			}
		}
	})
}
