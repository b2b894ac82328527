package diagnosis

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/crawler/robots"
	"landfall/internal/netguard"
)

var now = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

const host = landfall.Host("example.social")

// healthy is what a visit to an instance sees that has no fault.
func healthy() *Seen {
	v4 := netip.MustParseAddr("192.0.2.7")
	v6 := netip.MustParseAddr("2001:db8::7")
	family := func(a netip.Addr) netguard.Family {
		return netguard.Family{
			Addresses: []netip.Addr{a}, Tried: a, Connected: true, TLS: "1.3",
			Certificate: &netguard.Certificate{Names: []string{"example.social"}, Issuer: "Some CA", From: now.AddDate(0, -1, 0), Until: now.AddDate(0, 2, 0)},
		}
	}
	facts := landfall.Facts{
		Description: "A place.", Software: landfall.Software{Name: "mastodon", Version: "4.5.2"},
		Signup: landfall.Signup{Mode: landfall.SignupOpen, Basis: "registrations.enabled=true"},
		Rules:  []landfall.Rule{{Text: "Be kind."}},
		Users:  landfall.Known(100), ActiveMonth: landfall.Known(20), ActiveHalfyear: landfall.Known(40), Posts: landfall.Known(1000),
	}
	facts.State(landfall.FieldSoftware, "https://example.social/nodeinfo/2.0", "software.name", now)
	facts.State(landfall.FieldSignup, "https://example.social/api/v2/instance", "registrations", now)
	s := &Seen{
		Host: host, Now: now, Way: netguard.Way{IPv4: family(v4), IPv6: family(v6)},
		Robots: &robots.About{Readable: true}, Newest: "4.5.2",
		Visit: &landfall.Observation{
			Host: host, At: now, Outcome: landfall.OutcomeAnswered, Facts: facts, Requests: 4,
			Connection: landfall.Connection{HTTP: "1.1"},
			First:      landfall.Timings{DNS: 10e6, TCP: 20e6, TLS: 40e6, FirstByte: 50e6},
			Click:      landfall.Timings{FirstByte: 50e6},
		},
	}
	s.answer("/robots.txt", 404, "")
	s.answer(wellKnownPath, 200, `{"links":[{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0","href":"https://example.social/nodeinfo/2.0"}]}`)
	s.answer("/nodeinfo/2.0", 200, `{"version":"2.0","software":{"name":"mastodon","version":"4.5.2"}}`)
	s.answer("/api/v2/instance", 200, `{"title":"Example"}`)
	s.answer("/api/v1/instance/peers", 200, "")
	s.note("peers: 12 names, 10 taken")
	return s
}

// answer adds one request and what came of it.
func (s *Seen) answer(path string, status int, body string) *Answer {
	u := &url.URL{Scheme: "https", Host: string(host), Path: path}
	s.Answers = append(s.Answers, Answer{URL: u, Status: status, Header: http.Header{}, Body: []byte(body)})
	s.Visit.Steps = append(s.Visit.Steps, landfall.Step{URL: u.String(), Status: status, Bytes: int64(len(body))})
	return &s.Answers[len(s.Answers)-1]
}

// note adds a remark to the last step.
func (s *Seen) note(text string) { s.Visit.Steps[len(s.Visit.Steps)-1].Note = text }

// failing leaves of the visit what came before it failed.
func (s *Seen) failing(outcome landfall.Outcome, class landfall.Class, reason string, kept int) {
	s.Visit.Outcome, s.Visit.Class, s.Visit.Reason, s.Visit.Facts = outcome, class, reason, landfall.Facts{}
	s.Answers, s.Visit.Steps = s.Answers[:kept], s.Visit.Steps[:kept]
}

func TestAHealthyInstanceHasNothingToFix(t *testing.T) {
	r := Judge(healthy())
	for _, l := range r.Lines {
		if l.Level != Pass && l.ID != "standing" {
			t.Errorf("%s: %s, %q", l.ID, l.Level, l.Found)
		}
	}
	if r.Failed() || r.Listed == nil || !*r.Listed {
		t.Errorf("verdict %q, listed %v", r.Verdict, r.Listed)
	}
}

// expired is the error of a handshake with a certificate that ended.
var expired = &netguard.Error{Reason: "tls_expired", Class: landfall.ClassTheirs}

// faults are what can be wrong with an instance, one at a time.
var faults = []struct {
	name  string
	spoil func(*Seen)
	id    string
	level Level
	found string // is part of what is found
	fix   string // is part of the fix
}{
	{"no address", func(s *Seen) { s.Way = netguard.Way{} }, "dns", Fail, "neither A nor AAAA", "publish"},
	{"resolver of ours", func(s *Seen) {
		s.Way = netguard.Way{IPv4: netguard.Family{Lookup: &netguard.Error{Reason: "dns_timeout", Class: landfall.ClassOurs}}}
	}, "dns", Unknown, "in time", "try again"},
	{"private address", func(s *Seen) {
		a := netip.MustParseAddr("10.0.0.1")
		s.Way = netguard.Way{IPv4: netguard.Family{Addresses: []netip.Addr{a}, Refused: map[netip.Addr]string{a: "Private-Use"}}}
	}, "address", Fail, "10.0.0.1 (Private-Use)", "Internet"},
	{"port shut", func(s *Seen) {
		s.Way.IPv4.Connected, s.Way.IPv4.Fault = false, &netguard.Error{Reason: "tcp_refused", Class: landfall.ClassTheirs}
		s.Way.IPv6 = netguard.Family{}
	}, "tcp", Fail, "refused", "firewall"},
	{"no IPv6", func(s *Seen) { s.Way.IPv6 = netguard.Family{} }, "ipv6", Warn, "no AAAA", "publish one"},
	{"broken IPv6", func(s *Seen) {
		s.Way.IPv6.Connected, s.Way.IPv6.Fault = false, &netguard.Error{Reason: "tcp_timeout", Class: landfall.ClassAmbiguous}
	}, "ipv6", Warn, "published, but", "take the AAAA record away"},
	{"no IPv6 here", func(s *Seen) {
		s.Way.IPv6.Connected, s.Way.IPv6.Fault = false, &netguard.Error{Reason: "no_route", Class: landfall.ClassOurs}
	}, "ipv6", Unknown, "this machine", ""},
	{"certificate ended", func(s *Seen) {
		s.Way.IPv6 = netguard.Family{}
		s.Way.IPv4.Fault, s.Way.IPv4.Certificate.Until = expired, now.AddDate(0, 0, -21)
	}, "certificate", Fail, "ended on 5 Nov 2026, 21 days ago", "renew"},
	{"certificate ends soon", func(s *Seen) { s.Way.IPv4.Certificate.Until = now.AddDate(0, 0, 5) }, "certificate", Warn, "in 5 days", "renewed"},
	{"robots forbids all", func(s *Seen) {
		s.failing(landfall.OutcomeRefused, landfall.ClassTheirs, "robots_forbidden", 1)
		s.Robots = &robots.About{Found: true, Readable: true, Group: "*", Disallow: []string{"/"}}
		s.Visit.Steps = append(s.Visit.Steps, landfall.Step{URL: "https://example.social" + wellKnownPath, Note: "robots.txt forbids it: not requested"})
	}, "robots", Fail, "everybody (*) forbid what a visit needs: " + wellKnownPath, "User-agent: Landfall"},
	{"robots unreadable", func(s *Seen) {
		s.failing(landfall.OutcomeError, landfall.ClassTheirs, "robots_unavailable", 1)
		s.Robots = &robots.About{}
	}, "robots", Fail, "could not be read", "404"},
	{"long delay", func(s *Seen) { s.Robots.Delay = 500 * time.Second }, "crawl_delay", Warn, "8m20s", "minute"},
	{"no well-known", func(s *Seen) {
		s.failing(landfall.OutcomeForeign, landfall.ClassTheirs, "http_404", 1)
		s.answer(wellKnownPath, 404, "")
	}, "nodeinfo_link", Fail, "HTTP 404", "pass the path on"},
	{"a key twice", func(s *Seen) {
		s.failing(landfall.OutcomeInvalid, landfall.ClassTheirs, "json_duplicate_key", 2)
		s.answer("/nodeinfo/2.0", 200, "{\n \"version\": \"2.0\",\n \"version\": \"2.1\"}")
		s.note("nodeinfo: json_duplicate_key")
	}, "nodeinfo", Fail, `"version" (line 3, column`, "RFC 8259"},
	{"challenge", func(s *Seen) {
		s.failing(landfall.OutcomeError, landfall.ClassTheirs, "http_403", 1)
		s.answer(wellKnownPath, 403, "").Header.Set("Cf-Mitigated", "challenge")
	}, "challenge", Fail, "Cloudflare answers " + wellKnownPath, "without a challenge"},
	{"throttled", func(s *Seen) {
		s.failing(landfall.OutcomeError, landfall.ClassTheirs, "http_429", 1)
		s.answer(wellKnownPath, 429, "").Header.Set("Retry-After", "30")
	}, "throttle", Fail, "429, Retry-After: 30", "limiter"},
	{"moved", func(s *Seen) {
		s.failing(landfall.OutcomeMoved, landfall.ClassTheirs, "moved", 0)
		s.answer("/robots.txt", 301, "").Header.Set("Location", "https://other.example.net/robots.txt")
	}, "redirect", Fail, "other.example.net", "that domain"},
	{"document not had", func(s *Seen) { s.answer("/api/v1/instance/rules", 500, "") }, "documents", Warn, "/api/v1/instance/rules: a server error (HTTP 500)", "log"},
	{"document not offered", func(s *Seen) { s.answer("/api/v1/instance/rules", 404, "") }, "documents", Pass, "not offered: /api/v1/instance/rules", ""},
	{"document cut off", func(s *Seen) { s.answer("/api/v1/instance/rules", 0, ""); s.note("http_malformed") }, "documents", Warn, "no valid HTTP", "in front"},
	{"wrong media type", func(s *Seen) {
		s.answer("/api/v1/instance/rules", 200, "[]").Header.Set("Content-Type", "text/html")
		s.note("rules: not_json")
	}, "documents", Warn, "JSON under the media type text/html", "application/json"},
	{"opted out", func(s *Seen) { s.failing(landfall.OutcomeRefused, landfall.ClassTheirs, "opted_out", 3) }, "opt_out", Fail, "/nodeinfo/2.0", "hide_in_statistics"},
	{"behind", func(s *Seen) { s.Behind, s.Newest = true, "4.6.0" }, "version", Warn, "4.6.0", "update"},
	{"not told apart", func(s *Seen) { s.Visit.Facts.Signup = landfall.Signup{Mode: landfall.SignupUnknown, NotClosed: true} }, "signup", Warn, "not told apart", "own document"},
	{"contradiction", func(s *Seen) {
		s.Visit.Facts.ActiveMonth = landfall.Count{N: 500, Known: true, Reason: landfall.WhyImplausible}
	}, "counts", Warn, "500 active a month (it contradicts", "nodeinfo"},
	{"one person", func(s *Seen) { s.Unlisted = "single_user" }, "people", Warn, "one person", ""},
	{"slow", func(s *Seen) { s.Visit.Click.FirstByte = 2 * time.Second }, "click", Warn, "slow", "server thinking"},
	{"far away", func(s *Seen) { s.Visit.First.TCP = time.Second }, "first_visit", Warn, "moderate", "distance"},
	{"blocked here", func(s *Seen) {
		s.Entry = &landfall.Entry{Shut: &landfall.Group{Domain: "example.social", State: landfall.GroupBlocked, Why: "spam"}}
		s.Visit = nil
	}, "standing", Fail, "blocked by the operator: spam", "--undo"},
	{"forgotten here", func(s *Seen) { s.Entry, s.Visit = &landfall.Entry{OptedOut: true, Forgotten: true}, nil }, "standing", Fail, "asked not to be measured", "operator"},
	{"unknown here", func(s *Seen) { s.Entry = &landfall.Entry{} }, "standing", Warn, "nobody has named", "/add"},
}

func TestEachFaultHasItsLineAndItsFix(t *testing.T) {
	for _, tt := range faults {
		t.Run(tt.name, func(t *testing.T) {
			s := healthy()
			tt.spoil(s)
			r := Judge(s)
			for _, l := range r.Lines {
				if l.ID != tt.id {
					continue
				}
				if l.Level != tt.level || !strings.Contains(l.Found, tt.found) || !strings.Contains(l.Fix, tt.fix) {
					t.Errorf("%s %q → %q, want %s with %q → %q", l.Level, l.Found, l.Fix, tt.level, tt.found, tt.fix)
				}
				if tt.level == Fail && r.Listed != nil && *r.Listed && tt.id != "certificate" && tt.id != "tcp" && tt.id != "dns" && tt.id != "address" {
					t.Errorf("failed, and yet: %s", r.Verdict)
				}
				return
			}
			t.Errorf("no line %s in %+v", tt.id, r.Lines)
		})
	}
}

func TestTheVerdictSaysWhy(t *testing.T) {
	alive := &landfall.Entry{Instance: &landfall.Instance{Host: host, Status: landfall.StatusAlive, LastVisit: now}}
	for _, tt := range []struct {
		name  string
		spoil func(*Seen)
		want  string
	}{
		{"no store", func(*Seen) {}, "Nothing speaks against it: an installation that knows this name lists it."},
		{"known", func(s *Seen) { s.Entry = alive }, "Listed."},
		{"answers again", func(s *Seen) {
			s.Entry = &landfall.Entry{Instance: &landfall.Instance{Host: host, Status: landfall.StatusDown, LastVisit: now}}
		}, "It answers now, and is listed after the next visit."},
		{"another's name", func(s *Seen) { s.Entry = &landfall.Entry{MergedInto: "main.social"} }, "Not listed under this name, because it is another name of main.social."},
		{"gone", func(s *Seen) { s.failing(landfall.OutcomeGone, landfall.ClassTheirs, "http_410", 1) }, "Not listed, because it says that it is gone for good (HTTP 410)."},
		{"our fault", func(s *Seen) { s.failing(landfall.OutcomePostponed, landfall.ClassOurs, "too_many_files", 0) }, "Not known, because this machine had too many connections open."},
		{"asks no more", func(s *Seen) { s.Entry = &landfall.Entry{OptedOut: true} }, "Not listed yet, because it asked not to be measured; it does not any more, and the next visit sees that."},
		{"farm", func(s *Seen) {
			s.Entry = &landfall.Entry{Shut: &landfall.Group{Domain: "farm.social", State: landfall.GroupQuarantined, Face: "a.farm.social"}}
		}, "Not listed, because every name below farm.social answers, and a.farm.social stands for all of them."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := healthy()
			tt.spoil(s)
			if got := Judge(s).Verdict; got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
