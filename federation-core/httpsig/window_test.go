package httpsig

import (
	"net/http"
	"testing"
	"time"
)

// TestDate states the date twice, not at all, and as of old; TestA3Clock moves it.
func TestDate(t *testing.T) {
	judgeAll(t, []attempt{
		{name: "two dates", header: map[string][]string{"Date": {clock.Format(http.TimeFormat), clock.Format(http.TimeFormat)}}, refused: Duplicate},
		{name: "date is missing", arrive: func(r *http.Request) { r.Header.Del("Date") }, refused: MissingComponent},
		{name: "day of one digit", header: map[string][]string{"Date": {"Mon, 2 Nov 2026 21:30:00 GMT"}}, refused: Stale},
		{name: "date as of old", header: map[string][]string{"Date": {clock.Format(time.ANSIC)}}, refused: BadDate},
	})
}
