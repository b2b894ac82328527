package storetest

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"landfall"
)

// Start is when the suites' clocks begin.
var start = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// Start returns when the suites' clocks begin: a Monday morning.
func Start() time.Time { return start }

// Host returns the i-th of any number of made-up hosts.
func Host(i int) landfall.Host {
	return landfall.Host(fmt.Sprintf("quiet-harbour-%d-sim.social", i))
}

// Hosts returns the made-up hosts from Host(from) to Host(to-1).
func Hosts(from, to int) []landfall.Host {
	hosts := make([]landfall.Host, 0, to-from)
	for i := from; i < to; i++ {
		hosts = append(hosts, Host(i))
	}
	return hosts
}

// Answered returns a visit that was answered with an ordinary set of documents:
// some two kilobytes of facts, five requests. The same rng gives the same visit.
func Answered(rng *rand.Rand, host landfall.Host, at time.Time) *landfall.Observation {
	at = at.UTC().Truncate(time.Microsecond)
	o := Failed(rng, host, at, landfall.OutcomeAnswered, landfall.ClassNone, "")
	o.Status = 200
	o.First = timings(rng, true)
	o.Click = timings(rng, false)
	o.Facts = facts(rng, host, at)
	ipv6 := rng.IntN(2) == 0
	o.Vantage = "north"
	o.Connection = landfall.Connection{
		Family: "ipv4", Address: landfall.Address{Addr: netip.AddrFrom4([4]byte{9, 9, byte(rng.IntN(256)), 1})}, IPv6: &ipv6, TLS: "1.3", HTTP: "1.1", HTTP3: rng.IntN(2) == 0,
		CertExpires: at.AddDate(0, 0, 60).Truncate(time.Second),
	}
	o.Requests = 5
	o.Peers = rng.IntN(5000)
	for _, path := range []string{"/robots.txt", "/.well-known/nodeinfo", "/nodeinfo/2.0", "/api/v2/instance", "/api/v1/instance/peers"} {
		o.Steps = append(o.Steps, landfall.Step{
			URL: "https://" + string(host) + path, Status: 200,
			Bytes: rng.Int64N(20_000), Took: micros(rng, 400_000), Note: "read",
		})
	}
	return o
}

// Failed returns a visit that was not answered.
func Failed(rng *rand.Rand, host landfall.Host, at time.Time, outcome landfall.Outcome, class landfall.Class, reason string) *landfall.Observation {
	return &landfall.Observation{
		ID:      identifier(rng, at),
		Host:    host,
		At:      at.UTC().Truncate(time.Microsecond),
		Took:    micros(rng, 5_000_000),
		Work:    landfall.Work(rng.IntN(int(landfall.WorkAll) + 1)),
		Outcome: outcome,
		Class:   class,
		Reason:  reason,
	}
}

// identifier returns a ULID of the time, as a visit's is.
func identifier(rng *rand.Rand, at time.Time) string {
	var id ulid.ULID
	var entropy [10]byte
	for i := range entropy {
		entropy[i] = byte(rng.UintN(256))
	}
	if id.SetTime(ulid.Timestamp(at)) != nil || id.SetEntropy(entropy[:]) != nil {
		panic("storetest: no ULID for " + at.String())
	}
	return id.String()
}

func micros(rng *rand.Rand, below int64) time.Duration {
	return time.Duration(1+rng.Int64N(below)) * time.Microsecond
}

func timings(rng *rand.Rand, connect bool) landfall.Timings {
	t := landfall.Timings{FirstByte: micros(rng, 300_000), Transfer: micros(rng, 20_000)}
	if connect {
		t.DNS, t.TCP, t.TLS = micros(rng, 30_000), micros(rng, 50_000), micros(rng, 90_000)
	}
	return t
}

func facts(rng *rand.Rand, host landfall.Host, at time.Time) landfall.Facts {
	base := "https://" + string(host)
	f := landfall.Facts{
		Name:        "Quiet Harbour",
		Description: strings.Repeat("A calm place for people who mend boats. ", 5),
		Extended:    strings.Repeat("Moderators are awake in shifts; reports are read within a day. ", 16),
		Software:    landfall.Software{Name: "mastodon", Version: "4.5.2", Repository: "https://github.com/mastodon/mastodon"},
		Signup: landfall.Signup{
			Mode: landfall.SignupApproval, Basis: "registrations.enabled=true, approval_required=true",
			Message: "Tell us what you mend.", MinAge: 16,
		},
		Languages:      []string{"en", "de"},
		Users:          landfall.Known(rng.Int64N(20_000)),
		ActiveMonth:    landfall.Known(rng.Int64N(2_000)),
		ActiveHalfyear: landfall.Missing(landfall.WhyNotStated),
		Posts:          landfall.Known(rng.Int64N(2_000_000)),
		Details: landfall.Details{
			Contact: true, Thumbnail: base + "/preview.png", MaxCharacters: 500, Translation: true,
			Blocks: landfall.Blocks{Published: true, Total: 12}, Tags: []string{"boats"}, Categories: []string{"Sports"}, Communities: []string{"sailing"},
			Sunset: landfall.Sunset{Announced: at.Truncate(time.Second), Closes: at.Truncate(time.Second).AddDate(0, 4, 0), Reason: "Nobody mends boats any more.", URL: base + "/closing"},
			ContactNotices: []landfall.ContactNotice{{
				Quote: "We take the boats out of the water.", Words: []string{"We"}, URL: base + "/@harbour/1", Posted: at.Truncate(24 * time.Hour), ClosesFrom: at.Truncate(24 * time.Hour), ClosesTo: at.Truncate(24 * time.Hour), Stage: "announced", Confidence: 0.7, Rule: "1",
			}},
		},
	}
	for i := range 8 {
		f.Rules = append(f.Rules, landfall.Rule{Text: fmt.Sprintf("Rule %d: be kind to people who are new.", i+1), Hint: "Everybody was new once."})
	}
	for _, field := range landfall.Fields() {
		if field != landfall.FieldActiveHalfyear {
			f.State(field, base+"/api/v2/instance", string(field), at)
		}
	}
	return f
}
