package httpsig

// Threats A2, A3 and pitfall 24 (a signature over the date alone), and what of CVE-2025-54888
// (an activity processed before its signer was known) lies in this package: a claim says
// nothing until Verify, and can be made of nothing but a whole signed request.

import (
	"net/http"
	"testing"
	"time"
)

// TestA2Digest swaps the body of a good request, under every way to state its digest.
func TestA2Digest(t *testing.T) {
	const good, swapped = `{"type":"Like"}`, `{"type":"Undo"}`
	tests := []struct {
		name   string
		scheme Scheme
		change func(http.Header)
		want   Reason
	}{
		{"cavage, body swapped", Cavage, func(http.Header) {}, DigestMismatch},
		{"cavage, digest swapped too", Cavage, func(h http.Header) { h.Set("Digest", digest([]byte(swapped))) }, BadSignature},
		{"cavage, digest taken away", Cavage, func(h http.Header) { h.Del("Digest") }, MissingComponent},
		{"cavage, second digest after", Cavage, func(h http.Header) { h.Add("Digest", digest([]byte(swapped))) }, Duplicate},
		{"cavage, second digest before", Cavage, func(h http.Header) {
			h["Digest"] = []string{digest([]byte(swapped)), h.Get("Digest")}
		}, Duplicate},
		{"cavage, SHA-1 instead", Cavage, func(h http.Header) { h.Set("Digest", "SHA=vyGp6PvFo4RvsFtPoIWeCReyIC8=") }, WeakDigest},
		{"RFC 9421, body swapped", RFC9421, func(http.Header) {}, DigestMismatch},
		{"RFC 9421, digest swapped too", RFC9421, func(h http.Header) { h.Set("Content-Digest", contentDigest([]byte(swapped))) }, BadSignature},
		{"RFC 9421, digest taken away", RFC9421, func(h http.Header) { h.Del("Content-Digest") }, MissingComponent},
		{"RFC 9421, second digest", RFC9421, func(h http.Header) { h.Add("Content-Digest", contentDigest([]byte(swapped))) }, Duplicate},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			req := outgoing(t, http.MethodPost, "https://home.test/inbox", good)
			if err := signer().Sign(req, []byte(good), tt.scheme, clock); err != nil {
				t.Fatal(err)
			}
			got, body := sent(t, req)
			_, err := judge(got, body, ours, ourKey().Public())
			wantRefusal(t, err, "")
			tt.change(got.Header)
			_, err = judge(got, []byte(swapped), ours, ourKey().Public())
			wantRefusal(t, err, tt.want)
		})
	}
}

// TestA3Clock moves the clock of the receiver, and every time that a signature states.
func TestA3Clock(t *testing.T) {
	const second = time.Second
	created := with(without(cavageGet, "date"), "(created)")
	at := func(d time.Duration) string { return unix(clock.Add(d)) }
	ends := func(d time.Duration) func(string) string { return add(",expires=" + at(d)) }
	tests := []struct {
		name   string
		said   statement
		edit   func(string) string
		date   time.Duration // of the Date header, from the clock
		now    time.Duration // of the receiver's clock, from ours
		reason Reason
	}{
		{"at once", statement{covered: cavageGet}, nil, 0, 0, ""},
		{"61 minutes old", statement{covered: cavageGet}, nil, -61 * time.Minute, 0, ""},
		{"as old as may be", statement{covered: cavageGet}, nil, -Past, 0, ""},
		{"a second older", statement{covered: cavageGet}, nil, -Past - second, 0, Stale},
		{"as far ahead as may be", statement{covered: cavageGet}, nil, Future, 0, ""},
		{"a second further", statement{covered: cavageGet}, nil, Future + second, 0, FromFuture},
		{"61 minutes ahead", statement{covered: cavageGet}, nil, 61 * time.Minute, 0, FromFuture},
		{"the year after", statement{covered: cavageGet}, nil, 0, 365 * 24 * time.Hour, Stale},

		{"end not reached", statement{covered: cavageGet}, ends(second), 0, 0, ""},
		{"end reached", statement{covered: cavageGet}, ends(0), 0, 0, ""},
		{"end passed", statement{covered: cavageGet}, ends(-second), -time.Minute, 0, Expired},
		{"end before the beginning", statement{covered: cavageGet}, ends(30 * time.Minute), 40 * time.Minute, 0, Expired},
		{"a late end widens nothing", statement{covered: cavageGet}, ends(24 * time.Hour), -Past - second, 0, Stale},
		{"created beside the date, too old", statement{covered: cavageGet}, add(",created=" + at(-Past-second)), 0, 0, Stale},

		{"created instead of the date", statement{covered: created, created: clock}, add(",created=" + at(0)), 0, 0, ""},
		{"created, Date not covered and wrong", statement{covered: created, created: clock}, add(",created=" + at(0)), 2 * Past, 0, ""},
		{"created too old", statement{covered: created, created: clock}, add(",created=" + at(0)), 0, Past + second, Stale},
		{"created ahead", statement{covered: created, created: clock}, add(",created=" + at(0)), 0, -Future - second, FromFuture},
		{"created covered but not said", statement{covered: created}, nil, 0, 0, NoTime},
		{"created changed", statement{covered: created, created: clock}, add(",created=" + at(second)), 0, 0, BadSignature},
		{"created with an algorithm of old", statement{covered: created, created: clock}, func(s string) string {
			return replace("hs2019", "rsa-sha256")(s) + ",created=" + at(0)
		}, 0, 0, BadAlgorithm},
		{"covered end", statement{covered: with(cavageGet, "(expires)"), expires: clock.Add(second)}, ends(second), 0, 0, ""},
		{"covered end moved", statement{covered: with(cavageGet, "(expires)"), expires: clock}, ends(second), 0, 0, BadSignature},
		{"covered end not said", statement{covered: with(cavageGet, "(expires)")}, nil, 0, 0, MissingComponent},

		{"RFC 9421 at once", statement{scheme: RFC9421, covered: get9421, created: clock}, nil, 0, 0, ""},
		{"RFC 9421 as old as may be", statement{scheme: RFC9421, covered: get9421, created: clock}, nil, 0, Past, ""},
		{"RFC 9421 a second older", statement{scheme: RFC9421, covered: get9421, created: clock}, nil, 0, Past + second, Stale},
		{"RFC 9421 a second too far ahead", statement{scheme: RFC9421, covered: get9421, created: clock}, nil, 0, -Future - second, FromFuture},
		{"RFC 9421 covered Date too old", statement{scheme: RFC9421, covered: with(get9421, "date"), created: clock}, nil, -Past - second, 0, Stale},
		{"RFC 9421 end passed", statement{scheme: RFC9421, covered: get9421, created: clock}, add(";expires=" + at(second)), 0, 2 * second, Expired},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			req := outgoing(t, http.MethodGet, "https://home.test/users/ada", "")
			req.Header.Set("Date", clock.Add(tt.date).Format(http.TimeFormat))
			forge(t, req, tt.said, tt.edit)
			got, body := sent(t, req)
			_, err := judge(got, body, Rules{Now: clock.Add(tt.now), Origin: ours.Origin}, ourKey().Public())
			wantRefusal(t, err, tt.reason)
		})
	}
}

// TestRow24WeakSignature signs everything but one of what must be covered, and the date alone.
func TestRow24WeakSignature(t *testing.T) {
	for _, full := range []statement{
		{covered: cavagePost}, {scheme: RFC9421, covered: post9421},
	} {
		for _, left := range full.covered {
			weak := full
			weak.covered = without(full.covered, left)
			wantRefusal(t, attempt{said: weak}.judge(t), NotCovered)
		}
		weak := full
		weak.covered = []string{"date"}
		wantRefusal(t, attempt{said: weak}.judge(t), NotCovered)
	}
}
