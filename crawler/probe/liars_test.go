package probe

import (
	"fmt"
	"strings"
	"testing"

	"landfall"
)

// TestLiars feeds nodeinfo documents that lie, err or are broken, and expects the
// exact row that comes of each: outcome, software, accounts, active in half a
// year and a month, posts, sign-up.
func TestLiars(t *testing.T) {
	usage := func(users, posts string) string {
		return `{"version":"2.0","software":{"name":"mastodon","version":"4.5.0"},"protocols":["activitypub"],"usage":{"users":` + users + `,"localPosts":` + posts + `},"openRegistrations":false}`
	}
	total := func(n string) string { return usage(`{"total":`+n+`}`, "7") }
	software := func(name string) string { return `{"version":"2.0","software":{"name":` + name + `,"version":"1"}}` }
	const (
		row     = "answered | mastodon 4.5.0 | %s | %s | %s | %s | closed"
		missing = "unknown not_stated"
	)
	with := func(users, half, month, posts string) string { return fmt.Sprintf(row, users, half, month, posts) }
	totalIs := func(users string) string { return with(users, missing, missing, "7") }
	unread := func(outcome, reason string) string { return outcome + " " + reason }
	tests := []struct{ name, document, want string }{
		{"true", usage(`{"total":9,"activeHalfyear":8,"activeMonth":7}`, "6"), with("9", "8", "7", "6")},
		{"negative", total("-5"), totalIs("unknown out_of_range")},
		{"exponent", total("1e3"), totalIs("1000")},
		{"fraction", total("3.7"), totalIs("unknown malformed")},
		{"fraction of zero", total("3.0"), totalIs("3")},
		{"negative zero", total("-0"), totalIs("0")},
		{"text", total(`"42"`), totalIs("unknown malformed")},
		{"empty text", total(`""`), totalIs("unknown malformed")},
		{"1e20", total("1e20"), totalIs("unknown out_of_range")},
		{"beyond 64 bits", total("99999999999999999999999"), totalIs("unknown out_of_range")},
		{"exponent without end", total("1e999999999"), totalIs("unknown out_of_range")},
		{"smaller than any number", total("1e-999999999"), totalIs("unknown malformed")},
		{"null", total("null"), totalIs(missing)},
		{"object", total("{}"), totalIs("unknown malformed")},
		{"list", total("[3]"), totalIs("unknown malformed")},
		{"true for a number", total("true"), totalIs("unknown malformed")},
		{"zero", total("0"), totalIs("0")},
		{"at the bound", total("50000000"), totalIs("50000000")},
		{"above the bound", total("50000001"), totalIs("unknown out_of_range")},
		{"no usage", `{"version":"2.0","software":{"name":"mastodon","version":"4.5.0"},"openRegistrations":false}`, with(missing, missing, missing, missing)},
		{"usage a list", `{"version":"2.0","software":{"name":"mastodon","version":"4.5.0"},"usage":[],"openRegistrations":false}`, with(missing, missing, missing, missing)},
		{"users empty", usage("{}", "7"), with(missing, missing, missing, "7")},
		{"users a number", usage("5", "7"), with(missing, missing, missing, "7")},
		{"actives null", usage(`{"total":9,"activeHalfyear":null,"activeMonth":null}`, "7"), with("9", missing, missing, "7")},
		{"half-year above total", usage(`{"total":9,"activeHalfyear":12,"activeMonth":3}`, "7"), with("9", "12 implausible", "3", "7")},
		{"month above half-year", usage(`{"total":9,"activeHalfyear":3,"activeMonth":5}`, "7"), with("9", "3", "5 implausible", "7")},
		{"month above total", usage(`{"total":9,"activeMonth":12000}`, "7"), with("9", missing, "12000 implausible", "7")},
		{"all above each other", usage(`{"total":1,"activeHalfyear":3,"activeMonth":4}`, "7"), with("1", "3 implausible", "4 implausible", "7")},
		{"half-year in capitals", usage(`{"total":9,"activeHalfYear":4}`, "7"), with("9", "4", missing, "7")},
		{"posts an object", usage(`{"total":9}`, `{"total":3}`), with("9", missing, missing, "unknown malformed")},
		{"posts above the bound", usage(`{"total":9}`, "50000000001"), with("9", missing, missing, "unknown out_of_range")},
		{"other case of a key", usage(`{"TOTAL":9,"Total":8}`, "7"), with(missing, missing, missing, "7")},
		{"name in capitals", software(`"Mastodon"`), "answered | mastodon 1 | " + strings.Repeat(missing+" | ", 4) + "unknown"},
		{"name with a space", software(`"Loops Server"`), "answered | loops-server 1 | " + strings.Repeat(missing+" | ", 4) + "unknown"},
		{"name with markup", software(`"<b>x</b>"`), unread("invalid", "nodeinfo_no_software")},
		{"name empty", software(`""`), unread("invalid", "nodeinfo_no_software")},
		{"name a number", software("7"), unread("invalid", "nodeinfo_no_software")},
		{"name of 65 letters", software(`"` + strings.Repeat("a", 65) + `"`), unread("invalid", "nodeinfo_no_software")},
		{"software a text", `{"version":"2.0","software":"mastodon"}`, unread("invalid", "nodeinfo_no_software")},
		{"software twice", `{"version":"2.0","software":{"name":"mastodon"},"software":{"name":"evil"}}`, unread("invalid", "json_duplicate_key")},
		{"software behind another s", `{"version":"2.0","\u017foftware":{"name":"evil"}}`, unread("invalid", "nodeinfo_no_software")},
		{"invalid UTF-8", "{\"software\":{\"name\":\"mastodon\xff\"}}", unread("invalid", "json_invalid_utf8")},
		{"cut off", `{"version":"2.0","software":{"name":"mas`, unread("invalid", "json_malformed")},
		{"two documents", software(`"mastodon"`) + software(`"mastodon"`), unread("invalid", "json_trailing_data")},
		{"number of a megabyte", total(strings.Repeat("1", 1_000_000)), unread("invalid", "json_number_too_long")},
	}
	if len(tests) < 40 {
		t.Fatalf("%d documents, want at least 40", len(tests))
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result, _ := visit(t, withNodeinfo(tt.document))
			if got := rowOf(result); got != tt.want {
				t.Errorf("row\n  %s\nwant\n  %s", got, tt.want)
			}
		})
	}
}

func rowOf(r Result) string {
	if r.Outcome != landfall.OutcomeAnswered {
		return string(r.Outcome) + " " + r.Reason
	}
	f := r.Facts
	return strings.Join([]string{
		string(r.Outcome), f.Software.String(),
		count(f.Users), count(f.ActiveHalfyear), count(f.ActiveMonth), count(f.Posts), string(f.Signup.Mode),
	}, " | ")
}

// A number that is missing is not stated, so that it cannot displace one that was.
func TestAMissingNumberIsNotStated(t *testing.T) {
	for _, n := range []string{"null", `"42"`, "-1", "{}"} {
		document := `{"software":{"name":"lemmy","version":"1"},"usage":{"users":{"total":` + n + `}}}`
		result, _ := visit(t, withNodeinfo(document))
		if result.Facts.Stated(landfall.FieldUsers) {
			t.Errorf("total %s counts as stated", n)
		}
		known := landfall.Facts{Users: landfall.Known(1234)}
		known.State(landfall.FieldUsers, "https://quiet-harbour-sim.social/x", "x", testNow)
		if merged := known.Merge(result.Facts); merged.Users != landfall.Known(1234) {
			t.Errorf("total %s displaces the known 1234 by %s", n, count(merged.Users))
		}
	}
}
