package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"

	"landfall"
	"landfall/directory"
	"landfall/directory/reading"
	"landfall/internal/httpkit"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// now is when the world of these tests is.
var now = time.Date(2026, 10, 7, 12, 0, 0, 0, time.UTC)

func ago(d time.Duration) time.Time { return now.Add(-d) }

// harbour states everything that an instance can.
func harbour() landfall.Instance {
	in := landfall.Instance{
		Host: "quiet-harbour-sim.social", Status: landfall.StatusAlive, Via: "seed",
		Discovered: ago(90 * 24 * time.Hour), LastVisit: ago(20 * time.Minute), LastSeen: ago(20 * time.Minute),
		LastOutcome: landfall.OutcomeAnswered,
		Facts: landfall.Facts{
			Name: "Quiet Harbour", Description: "A calm place <for> people who like boats & books. We serve the people of Hamburg and everybody who reads.",
			Extended: "We have been here for a while.",
			Software: landfall.Software{Name: "mastodon", Version: "4.5.2", Repository: "https://code-sim.social/mastodon"},
			Signup: landfall.Signup{
				Mode: landfall.SignupApproval, Basis: "registrations.enabled=true, approval_required=true",
				Message: "Tell us about your boat.", MinAge: 16,
			},
			Rules:          []landfall.Rule{{Text: "Be kind.", Hint: "Even to seagulls."}, {Text: "No advertising."}, {Text: "You must be 16 years or older."}},
			Languages:      []string{"en", "de"},
			Users:          landfall.Known(1_240),
			ActiveMonth:    landfall.Known(310),
			ActiveHalfyear: landfall.Count{N: 200, Known: true, Reason: landfall.WhyImplausible},
			Posts:          landfall.Known(98_765),
			Details: landfall.Details{
				Contact: true, Country: "nl", ApprovalWait: 50 * time.Hour, Terms: "https://quiet-harbour-sim.social/terms",
				Privacy: "https://quiet-harbour-sim.social/privacy-policy", Thumbnail: "https://quiet-harbour-sim.social/preview.png", Icon: "https://quiet-harbour-sim.social/icon.png",
				MaxCharacters: 500, Quotes: true, Blocks: landfall.Blocks{Published: true, Total: 12}, Tags: []string{"boats"}, Categories: []string{"Sports"}, Communities: []string{"sailing"},
				Announcements: []landfall.Announcement{{Text: "The harbour is dredged on Friday.", At: ago(48 * time.Hour)}},
				Sunset:        landfall.Sunset{Announced: ago(24 * time.Hour), Closes: ago(-120 * 24 * time.Hour), Reason: "We run out of wind.", URL: "https://quiet-harbour-sim.social/closing"},
			},
		},
	}
	for _, field := range landfall.Fields() {
		in.Facts.State(field, "https://quiet-harbour-sim.social/api/v2/instance", string(field), ago(20*time.Minute))
	}
	return in
}

// small has nine people, five of them active, and states little.
func small() landfall.Instance {
	in := landfall.Instance{
		Host: "lantern-sim.social", Status: landfall.StatusTroubled,
		Discovered: ago(24 * time.Hour), LastVisit: ago(time.Hour), LastSeen: ago(3 * time.Hour),
		Failures: 2, DownSince: ago(2 * time.Hour), LastOutcome: landfall.OutcomeUnreachable, LastReason: "tcp_timeout",
		Facts: landfall.Facts{
			Software: landfall.Software{Name: "misskey"},
			Signup:   landfall.Signup{Mode: landfall.SignupUnknown, NotClosed: true, Basis: "openRegistrations=true"},
			Users:    landfall.Known(9), ActiveMonth: landfall.Known(5),
			ActiveHalfyear: landfall.Missing(landfall.WhyHidden), Posts: landfall.Missing(landfall.WhyMalformed),
		},
	}
	in.Facts.State(landfall.FieldSoftware, "https://lantern-sim.social/nodeinfo/2.1", "software", ago(3*time.Hour))
	return in
}

// world is the directory that the tests ask.
func world() []landfall.Instance {
	return []landfall.Instance{
		harbour(), small(),
		{Host: "single-sim.social", Status: landfall.StatusAlive, LastSeen: ago(time.Hour), LastVisit: ago(time.Hour),
			Facts: landfall.Facts{Users: landfall.Known(1), Signup: landfall.Signup{Mode: landfall.SignupClosed}}},
		{Host: "closed-sim.social", Status: landfall.StatusAlive, LastSeen: ago(time.Hour), LastVisit: ago(time.Hour),
			Facts: landfall.Facts{Signup: landfall.Signup{Mode: landfall.SignupClosed}}},
		{Host: "refused-sim.social", Status: landfall.StatusRefused, LastSeen: ago(time.Hour), LastVisit: ago(time.Hour)},
		{Host: "rumour-sim.social", Status: landfall.StatusCandidate},
	}
}

func summaries() map[landfall.Host]landfall.Summary {
	return map[landfall.Host]landfall.Summary{"quiet-harbour-sim.social": summary()}
}

// build makes the snapshot of instances as the program does. Those that nothing is said
// of were visited once.
func build(instances []landfall.Instance, at time.Time, notices ...landfall.Notice) *directory.Snapshot {
	reader, readings, measured := reading.New(), map[landfall.Host]*reading.Reading{}, map[landfall.Host]directory.Measured{}
	for host, sum := range summaries() {
		measured[host] = directory.Measure(sum)
	}
	for i := range instances {
		in := &instances[i]
		if !in.LastSeen.IsZero() && in.Status != landfall.StatusRefused {
			readings[in.Host] = reader.Read(reading.Input{Host: in.Host, Facts: &in.Facts})
		}
		if _, ok := measured[in.Host]; !ok {
			measured[in.Host] = directory.Measure(landfall.Summary{Host: in.Host, Visits: 2, Answered: 1})
		}
	}
	return directory.Build(directory.Material{Instances: instances, Measured: measured, Readings: readings, Notices: notices}, at)
}

// summary is of three days: one before anything was known, one of our own faults, and
// one good one.
func summary() landfall.Summary {
	click := landfall.Percentiles{P50: 180 * time.Millisecond, P75: 240_040 * time.Microsecond, P95: 900 * time.Millisecond, N: 3}
	first := landfall.Percentiles{P50: 400 * time.Millisecond, P75: 520 * time.Millisecond, P95: 1_900 * time.Millisecond, N: 3}
	day := func(back int) landfall.Day {
		return landfall.Day{Host: "quiet-harbour-sim.social", Date: time.Date(2026, 10, 7-back, 0, 0, 0, 0, time.UTC)}
	}
	faults, good := day(1), day(0)
	faults.Unknown = 2
	good.Visits, good.Answered, good.Click, good.First = 4, 3, click, first
	good.Phases = timings(20, 80, 120, 170, 10)
	return landfall.Summary{
		Host: "quiet-harbour-sim.social", Days: []landfall.Day{day(2), faults, good},
		Visits: 4, Answered: 3, Unknown: 2, Click: click, First: first, Since: ago(24 * time.Hour),
	}
}

func timings(dns, tcp, tls, firstByte, transfer int) landfall.Timings {
	ms := func(n int) time.Duration { return time.Duration(n) * time.Millisecond }
	return landfall.Timings{DNS: ms(dns), TCP: ms(tcp), TLS: ms(tls), FirstByte: ms(firstByte), Transfer: ms(transfer)}
}

// fakeHistory is what was observed in this world.
type fakeHistory struct {
	err  error
	hang bool
}

func (h fakeHistory) Summary(ctx context.Context, host landfall.Host, _, _ time.Time) (landfall.Summary, error) {
	if h.hang {
		<-ctx.Done()
		return landfall.Summary{}, ctx.Err()
	}
	if host != "quiet-harbour-sim.social" {
		return landfall.Summary{Host: host}, h.err
	}
	return summary(), h.err
}

func (h fakeHistory) Speeds(_ context.Context, host landfall.Host, _, _ time.Time) ([]landfall.VantageSpeed, error) {
	if host != "quiet-harbour-sim.social" {
		return nil, h.err
	}
	return []landfall.VantageSpeed{{Vantage: "main", Click: summary().Click, First: summary().First, Last: ago(20 * time.Minute)}}, h.err
}

func (h fakeHistory) Recent(_ context.Context, host landfall.Host, _ int) ([]landfall.Observation, error) {
	if host != "quiet-harbour-sim.social" {
		return nil, h.err
	}
	return []landfall.Observation{
		{
			ID: "01", Host: host, At: ago(20 * time.Minute), Took: 1_500 * time.Millisecond, Outcome: landfall.OutcomeAnswered, Status: 200,
			Vantage: "main", Connection: landfall.Connection{
				Family: "ipv4", TLS: "1.3", HTTP: "1.1", HTTP3: true, CertExpires: ago(-40 * 24 * time.Hour),
			},
			First: timings(20, 80, 120, 170, 10), Click: timings(0, 0, 0, 160, 10), Requests: 1,
			Steps: []landfall.Step{{URL: "https://quiet-harbour-sim.social/nodeinfo/2.0", Status: 200, Bytes: 512, Took: 180 * time.Millisecond, Note: "nodeinfo 2.0"}},
		},
		{
			ID: "02", Host: host, At: ago(6 * time.Hour), Took: 10 * time.Second, Outcome: landfall.OutcomeUnreachable,
			Class: landfall.ClassAmbiguous, Reason: "tcp_timeout",
			Steps: []landfall.Step{{URL: "https://quiet-harbour-sim.social/robots.txt", Took: 10 * time.Second, Note: "no answer"}},
		},
	}, h.err
}

// site is the API on a real server on loopback.
type site struct {
	url     string
	client  *http.Client
	current *directory.Current
}

func start(t testing.TB, change func(*api)) *site {
	t.Helper()
	logger := discard()
	s := &site{current: &directory.Current{}, client: &http.Client{Transport: &http.Transport{DisableCompression: true}}}
	s.current.Store(build(world(), now))
	s.current.Blind([]landfall.Gap{
		{Began: ago(72 * time.Hour), Ended: ago(71 * time.Hour), Cause: landfall.GapPortal}, // before anything was visited
		{Began: ago(20 * time.Hour), Ended: ago(18 * time.Hour), Cause: landfall.GapUplink},
	})
	a := newAPI(Deps{Directory: s.current, History: fakeHistory{}, Logger: logger})
	if change != nil {
		change(a)
	}
	engine, err := httpkit.NewEngine(httpkit.DefaultConfig(), httpkit.Deps{
		Logger: logger, Metrics: prometheus.NewRegistry(), Now: time.Now, NewID: func() string { return "ID" },
	})
	if err != nil {
		t.Fatal(err)
	}
	a.register(engine)
	listener, err := httpkit.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.url = "http://" + listener.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	var serving sync.WaitGroup
	serving.Go(func() {
		if err := httpkit.Serve(ctx, httpkit.DefaultServeConfig(), listener, engine, nil, logger); err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	t.Cleanup(func() {
		s.client.CloseIdleConnections()
		cancel()
		serving.Wait()
	})
	return s
}

type response struct {
	*http.Response
	body []byte
}

func (s *site) do(t testing.TB, method, path string, header ...string) response {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, s.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Add(header[i], header[i+1])
	}
	got, err := s.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response{got, body}
}

func (s *site) get(t testing.TB, path string, header ...string) response {
	t.Helper()
	return s.do(t, http.MethodGet, path, header...)
}

// read decodes a JSON answer.
func read[T any](t testing.TB, r response) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(r.body, &v); err != nil {
		t.Fatalf("%d, %v: %q", r.StatusCode, err, r.body)
	}
	return v
}

var errStore = errors.New("store went away")

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }
