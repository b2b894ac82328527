package web

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/directory/place"
	"landfall/directory/reading"
)

// now is the moment at which the tests' world stands still.
var now = time.Date(2026, 10, 7, 9, 40, 0, 0, time.UTC)

// world is a small invented fediverse: enough to show every state of a page.
type world struct {
	snapshot  *directory.Snapshot
	summaries map[landfall.Host]landfall.Summary
	recent    map[landfall.Host][]landfall.Observation
	instances map[landfall.Host]landfall.Instance
	broken    bool
	stalled   time.Time // the observations store does not answer
	gap       landfall.Gap
	gaps      []landfall.Gap   // that are over
	picture   landfall.Picture // the one that there is
	looked    int              // how often a picture was asked for
}

func (w *world) Load() *directory.Snapshot    { return w.snapshot }
func (w *world) Stalled() time.Time           { return w.stalled }
func (w *world) Paused() (landfall.Gap, bool) { return w.gap, !w.gap.Began.IsZero() }
func (w *world) Unmeasured() []landfall.Gap   { return w.gaps }

func (w *world) Speeds(_ context.Context, host landfall.Host, _, _ time.Time) ([]landfall.VantageSpeed, error) {
	sum, ok := w.summaries[host]
	switch {
	case w.broken:
		return nil, errStore
	case !ok || sum.Answered == 0:
		return nil, nil
	}
	return []landfall.VantageSpeed{
		{Vantage: "main", Click: sum.Click, First: sum.First, Last: now.Add(-12 * time.Minute)},
		{Vantage: "north", First: landfall.Percentiles{P50: sum.First.P50 * 2, P75: sum.First.P75 * 2, P95: sum.First.P95 * 2, N: 12}, Last: now.Add(-5 * time.Hour)},
	}, nil
}

func (w *world) Picture(_ context.Context, id string) (landfall.Picture, error) {
	w.looked++
	if id != w.picture.ID {
		return landfall.Picture{}, landfall.ErrNotFound
	}
	return w.picture, nil
}

var errStore = errors.New("store is closed")

func (w *world) Summary(_ context.Context, host landfall.Host, _, _ time.Time) (landfall.Summary, error) {
	if w.broken {
		return landfall.Summary{}, errStore
	}
	return w.summaries[host], nil
}

func (w *world) Recent(_ context.Context, host landfall.Host, n int) ([]landfall.Observation, error) {
	if w.broken {
		return nil, errStore
	}
	recent := w.recent[host]
	return recent[:min(n, len(recent))], nil
}

// newWorld builds the world from its instances and what was observed of them.
func newWorld(instances ...invented) *world {
	w := &world{summaries: map[landfall.Host]landfall.Summary{}, recent: map[landfall.Host][]landfall.Observation{}, instances: map[landfall.Host]landfall.Instance{}}
	list := make([]landfall.Instance, 0, len(instances))
	short := map[landfall.Host]landfall.Summary{}
	var notices []landfall.Notice
	for _, in := range instances {
		notices = append(notices, in.closes...)
		list = append(list, in.Instance)
		w.instances[in.Host] = in.Instance
		if in.days == 0 {
			continue
		}
		sum := in.observed()
		w.summaries[in.Host] = sum
		w.recent[in.Host] = in.visits()
		sum.Days = sum.Days[len(sum.Days)-30:]
		short[in.Host] = sum
	}
	read := readings(list)
	for _, in := range instances {
		if !in.hosting.IsZero() {
			hosted := *read[in.Host]
			hosted.Hosting = in.hosting
			read[in.Host] = &hosted
		}
	}
	w.snapshot = directory.Build(directory.Material{Instances: list, Summaries: short, Readings: read, Notices: notices, Chronicle: chronicle(now)}, now)
	return w
}

// readings is what the words of instances mean.
func readings(list []landfall.Instance) map[landfall.Host]*reading.Reading {
	reader, all := reading.New(), map[landfall.Host]*reading.Reading{}
	for i := range list {
		read := reader.Read(reading.Input{Host: list[i].Host, Facts: &list[i].Facts})
		read.Hosting = hosting(list[i].Host)
		all[list[i].Host] = read
	}
	return all
}

// invented is an instance and how it behaves.
type invented struct {
	landfall.Instance
	days   int           // how long it has been visited, up to 90
	click  time.Duration // its usual response
	faulty float64       // share of visits that are not answered
	silent int           // days it has not been answering, at the end
	closes []landfall.Notice
	// hosting is where its machines are, if that is told.
	hosting place.Hosting
}

func (in invented) observed() landfall.Summary {
	rng := rand.New(rand.NewPCG(uint64(len(in.Host)), uint64(in.days)))
	sum := landfall.Summary{Host: in.Host}
	today := now.Truncate(24 * time.Hour)
	for ago := 89; ago >= 0; ago-- {
		day := landfall.Day{Host: in.Host, Date: today.AddDate(0, 0, -ago)}
		if ago < in.days {
			in.live(&day, ago, rng)
		}
		sum.Days = append(sum.Days, day)
		sum.Visits, sum.Answered, sum.Unknown = sum.Visits+day.Visits, sum.Answered+day.Answered, sum.Unknown+day.Unknown
	}
	sum.Since = today.AddDate(0, 0, 1-in.days)
	if sum.Answered > 0 {
		sum.Click = landfall.Percentiles{P50: in.click, P75: in.click * 5 / 4, P95: in.click * 21 / 10, N: sum.Answered}
		sum.First = landfall.Percentiles{P50: in.click * 2, P75: in.click * 5 / 2, P95: in.click * 4, N: sum.Answered}
	}
	return sum
}

// live fills one day of a visited instance.
func (in invented) live(day *landfall.Day, ago int, rng *rand.Rand) {
	day.Visits = 4
	for range day.Visits {
		if ago >= in.silent && rng.Float64() >= in.faulty {
			day.Answered++
		}
	}
	if ago == 40 { // our own network was out
		day.Visits, day.Answered, day.Unknown = 0, 0, 4
	}
	if day.Answered == 0 {
		return
	}
	wave := func(of float64) time.Duration {
		return time.Duration(float64(in.click) * of * (0.85 + 0.3*rng.Float64()))
	}
	day.Click = landfall.Percentiles{P50: wave(1), P75: wave(1.3), P95: wave(2), N: day.Answered}
	day.First = landfall.Percentiles{P50: wave(2), P75: wave(2.4), P95: wave(4), N: day.Answered}
	day.Phases = landfall.Timings{DNS: wave(.12), TCP: wave(.2), TLS: wave(.3), FirstByte: wave(.9), Transfer: wave(.1)}
}

// visits are the last few visits, as their own log tells them.
func (in invented) visits() []landfall.Observation {
	var list []landfall.Observation
	for i := range 10 {
		at := now.Add(-12*time.Minute - time.Duration(i)*6*time.Hour)
		o := landfall.Observation{
			ID: "01", Host: in.Host, At: at, Took: 4 * in.click, Outcome: landfall.OutcomeAnswered, Requests: 5,
			Steps: in.steps(), Vantage: "main",
			Connection: landfall.Connection{Family: "ipv4", TLS: "1.3", HTTP: "1.1", HTTP3: true, CertExpires: now.AddDate(0, 0, 61)},
		}
		if i < in.silent*4 {
			o.Outcome, o.Class, o.Reason = landfall.OutcomeUnreachable, landfall.ClassAmbiguous, "tcp_timeout"
			o.Requests, o.Took, o.Connection = 1, 5*time.Second, landfall.Connection{}
			o.Steps = []landfall.Step{{URL: "https://" + string(in.Host) + "/robots.txt", Took: 5 * time.Second, Note: "tcp_timeout"}}
		}
		if i == 3 {
			o.Outcome, o.Class, o.Reason, o.Status = landfall.OutcomeError, landfall.ClassTheirs, "http_503", 503
		}
		list = append(list, o)
	}
	return list
}

func (in invented) steps() []landfall.Step {
	base := "https://" + string(in.Host)
	return []landfall.Step{
		{URL: base + "/robots.txt", Status: 200, Bytes: 412, Took: 2 * in.click, Note: "allows everything we ask for"},
		{URL: base + "/.well-known/nodeinfo", Status: 200, Bytes: 310, Took: in.click, Note: "names nodeinfo 2.0"},
		{URL: base + "/nodeinfo/2.0", Status: 200, Bytes: 1804, Took: in.click, Note: "software, counts"},
		{URL: base + "/api/v2/instance", Status: 200, Bytes: 9210, Took: in.click, Note: "name, description, rules, sign-up"},
		{URL: base + "/api/v1/instance/peers", Status: 404, Took: in.click, Note: "no list of peers"},
	}
}

// resultOf is a result of which only the place among its pages matters.
func resultOf(here, pages int) directory.Result {
	q := directory.DefaultQuery()
	q.Page = here
	return directory.Result{Query: q, Pages: pages}
}
