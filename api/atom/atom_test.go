package atom

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

var moment = time.Date(2026, 10, 7, 14, 30, 0, 0, time.FixedZone("", 2*3600))

// TestTextsComeBack: every text is read as it was, but for characters that XML has not.
func TestTextsComeBack(t *testing.T) {
	part := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"]]>", "</content>", "<script>", "&amp;", "&#0;", "\x00", "\r\n", "\ufffe", "\xff", "👩‍👩‍👧", "<!--"}))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(part, 0, 8).Draw(t, "text"), "")
		f := Feed{ID: "tag:landfall.example,2026:notices", Updated: moment, Entries: []Entry{{ID: "tag:landfall.example,2026:notices/1", Title: text, Text: text, Updated: moment}}}
		body, err := f.Bytes()
		if err != nil || !utf8.Valid(body) {
			t.Fatalf("%v: %q", err, body)
		}
		var read feed
		if err := xml.Unmarshal(body, &read); err != nil || len(read.Entries) != 1 {
			t.Fatalf("%v: %q", err, body)
		}
		want := strings.Map(func(r rune) rune {
			if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\ufffe' || r == '\uffff' {
				return utf8.RuneError
			}
			return r
		}, text)
		if e := read.Entries[0]; e.Title != want || e.Content.Text != want || e.Updated != "2026-10-07T12:30:00Z" {
			t.Errorf("%q is read as %q and %q, updated %s", want, e.Title, e.Content.Text, e.Updated)
		}
	})
}
