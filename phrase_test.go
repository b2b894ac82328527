package landfall

import (
	"testing"
	"time"
)

func TestAPhraseInEnglish(t *testing.T) {
	at := time.Date(2026, 5, 6, 23, 8, 9, 0, time.FixedZone("", -2*60*60))
	for want, p := range map[string]Phrase{
		"":                                {},
		"since 7 May 2026":                Say("since {day}", "day", Date(at)),
		"at 7 May 2026, 01:08 UTC":        Say("at {moment}", "moment", Moment(at)),
		"1 post of 2,000":                 SayCount(1, "{n} post of {all}", "{n} posts of {all}", "all", 2000),
		"2,000 posts of 2,000":            SayCount(2000, "{n} post of {all}", "{n} posts of {all}", "all", 2000),
		"-1,234,567 and 999. Then 0.":     Say("{a} and {b}.", "a", int64(-1234567), "b", 999).And(Say("Then {n}.")),
		"gone: no connection in time":     Say("gone: {reason}", "reason", Reason("tcp_timeout")),
		"gone: a server error (HTTP 500)": Say("gone: {reason}", "reason", Reason("http_500")),
		"It reads: “{day} of rest”":       Say("It reads: {quote}", "quote", Quotation("{day} of rest"), "day", Date(at)),
		"none: posts: not stated, accounts": Say("none: {counts}", "counts", Phrases{
			Say("{label}: {value}", "label", Say("posts"), "value", WhyMissing(WhyNotStated)), Say("accounts"),
		}),
	} {
		if got := p.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
