package gallery

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/directory/place"
	"landfall/directory/reading"
)

// now is the moment at which worlds stand still.
var now = time.Date(2026, 10, 7, 9, 40, 0, 0, time.UTC)

// World is a small invented fediverse: enough to show every state of a page.
type World struct {
	Snapshot  *directory.Snapshot
	Summaries map[landfall.Host]landfall.Summary
	Observed  map[landfall.Host][]landfall.Observation
	instances map[landfall.Host]landfall.Instance
	Broken    bool
	Stuck     time.Time // the observations store does not answer
	Gap       landfall.Gap
	Gaps      []landfall.Gap   // that are over
	Icon      landfall.Picture // the one that there is
	Looked    atomic.Int64     // how often a picture was asked for
}

// Load returns the snapshot, which never changes.
func (w *World) Load() *directory.Snapshot { return w.Snapshot }

// Stalled is since when the snapshot cannot be brought up to date.
func (w *World) Stalled() time.Time { return w.Stuck }

// Paused returns the gap that is not over, if there is one.
func (w *World) Paused() (landfall.Gap, bool) { return w.Gap, !w.Gap.Began.IsZero() }

// Unmeasured returns the gaps that are over.
func (w *World) Unmeasured() []landfall.Gap { return w.Gaps }

// Speeds are those from two places, one twice as far away.
func (w *World) Speeds(_ context.Context, host landfall.Host, _, _ time.Time) ([]landfall.VantageSpeed, error) {
	sum, ok := w.Summaries[host]
	switch {
	case w.Broken:
		return nil, errStore
	case !ok || sum.Answered == 0:
		return nil, nil
	}
	return []landfall.VantageSpeed{
		{Vantage: "main", Click: sum.Click, First: sum.First, Last: now.Add(-12 * time.Minute)},
		{Vantage: "north", First: landfall.Percentiles{P50: sum.First.P50 * 2, P75: sum.First.P75 * 2, P95: sum.First.P95 * 2, N: 12}, Last: now.Add(-5 * time.Hour)},
	}, nil
}

// Picture knows one.
func (w *World) Picture(_ context.Context, id string) (landfall.Picture, error) {
	w.Looked.Add(1)
	if id != w.Icon.ID {
		return landfall.Picture{}, landfall.ErrNotFound
	}
	return w.Icon, nil
}

var errStore = errors.New("store is closed")

// Summary is that of 90 days, whatever is asked for.
func (w *World) Summary(_ context.Context, host landfall.Host, _, _ time.Time) (landfall.Summary, error) {
	if w.Broken {
		return landfall.Summary{}, errStore
	}
	return w.Summaries[host], nil
}

// Recent are the last visits, ten at most.
func (w *World) Recent(_ context.Context, host landfall.Host, n int) ([]landfall.Observation, error) {
	if w.Broken {
		return nil, errStore
	}
	recent := w.Observed[host]
	return recent[:min(n, len(recent))], nil
}

// NewWorld builds the world from its instances and what was observed of them.
func NewWorld(instances ...Invented) *World {
	w := &World{Summaries: map[landfall.Host]landfall.Summary{}, Observed: map[landfall.Host][]landfall.Observation{}, instances: map[landfall.Host]landfall.Instance{}}
	list := make([]landfall.Instance, 0, len(instances))
	measured := map[landfall.Host]directory.Measured{}
	var notices []landfall.Notice
	for _, in := range instances {
		notices = append(notices, in.Closes...)
		list = append(list, in.Instance)
		w.instances[in.Host] = in.Instance
		if in.Days == 0 {
			continue
		}
		sum := in.observed()
		w.Summaries[in.Host] = sum
		w.Observed[in.Host] = in.visits()
		measured[in.Host] = directory.Measure(sum)
	}
	read := Readings(list)
	for _, in := range instances {
		if !in.Hosting.IsZero() {
			hosted := *read[in.Host]
			hosted.Hosting = in.Hosting
			read[in.Host] = &hosted
		}
	}
	w.Snapshot = directory.Build(directory.Material{Instances: list, Measured: measured, Readings: read, Notices: notices, Chronicle: Chronicle(now)}, now)
	return w
}

// Readings is what the words of instances mean.
func Readings(list []landfall.Instance) map[landfall.Host]*reading.Reading {
	reader, all := reading.New(), map[landfall.Host]*reading.Reading{}
	for i := range list {
		read := reader.Read(reading.Input{Host: list[i].Host, Facts: &list[i].Facts})
		read.Hosting = hosting(list[i].Host)
		all[list[i].Host] = read
	}
	return all
}

// Invented is an instance and how it behaves.
type Invented struct {
	landfall.Instance
	Days   int           // how long it has been visited, up to 90
	Click  time.Duration // its usual response
	Faulty float64       // share of visits that are not answered
	Silent int           // days it has not been answering, at the end
	Closes []landfall.Notice
	// Hosting is where its machines are, if that is told.
	Hosting place.Hosting
}

func (in Invented) observed() landfall.Summary {
	rng := rand.New(rand.NewPCG(uint64(len(in.Host)), uint64(in.Days)))
	sum := landfall.Summary{Host: in.Host}
	today := now.Truncate(24 * time.Hour)
	for ago := 89; ago >= 0; ago-- {
		day := landfall.Day{Host: in.Host, Date: today.AddDate(0, 0, -ago)}
		if ago < in.Days {
			in.live(&day, ago, rng)
		}
		sum.Days = append(sum.Days, day)
		sum.Visits, sum.Answered, sum.Unknown = sum.Visits+day.Visits, sum.Answered+day.Answered, sum.Unknown+day.Unknown
	}
	sum.Since = today.AddDate(0, 0, 1-in.Days)
	if sum.Answered > 0 {
		sum.Click = landfall.Percentiles{P50: in.Click, P75: in.Click * 5 / 4, P95: in.Click * 21 / 10, N: sum.Answered}
		sum.First = landfall.Percentiles{P50: in.Click * 2, P75: in.Click * 5 / 2, P95: in.Click * 4, N: sum.Answered}
	}
	return sum
}

// live fills one day of a visited instance.
func (in Invented) live(day *landfall.Day, ago int, rng *rand.Rand) {
	day.Visits = 4
	for range day.Visits {
		if ago >= in.Silent && rng.Float64() >= in.Faulty {
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
		return time.Duration(float64(in.Click) * of * (0.85 + 0.3*rng.Float64()))
	}
	day.Click = landfall.Percentiles{P50: wave(1), P75: wave(1.3), P95: wave(2), N: day.Answered}
	day.First = landfall.Percentiles{P50: wave(2), P75: wave(2.4), P95: wave(4), N: day.Answered}
	day.Phases = landfall.Timings{DNS: wave(.12), TCP: wave(.2), TLS: wave(.3), FirstByte: wave(.9), Transfer: wave(.1)}
}

// visits are the last few visits, as their own log tells them.
func (in Invented) visits() []landfall.Observation {
	var list []landfall.Observation
	for i := range 10 {
		at := now.Add(-12*time.Minute - time.Duration(i)*6*time.Hour)
		o := landfall.Observation{
			ID: "01", Host: in.Host, At: at, Took: 4 * in.Click, Outcome: landfall.OutcomeAnswered, Requests: 5,
			Steps: in.steps(), Vantage: "main",
			Connection: landfall.Connection{Family: "ipv4", TLS: "1.3", HTTP: "1.1", HTTP3: true, CertExpires: now.AddDate(0, 0, 61)},
		}
		if i < in.Silent*4 {
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

func (in Invented) steps() []landfall.Step {
	base := "https://" + string(in.Host)
	return []landfall.Step{
		{URL: base + "/robots.txt", Status: 200, Bytes: 412, Took: 2 * in.Click, Note: "allows everything we ask for"},
		{URL: base + "/.well-known/nodeinfo", Status: 200, Bytes: 310, Took: in.Click, Note: "names nodeinfo 2.0"},
		{URL: base + "/nodeinfo/2.0", Status: 200, Bytes: 1804, Took: in.Click, Note: "software, counts"},
		{URL: base + "/api/v2/instance", Status: 200, Bytes: 9210, Took: in.Click, Note: "name, description, rules, sign-up"},
		{URL: base + "/api/v1/instance/peers", Status: 404, Took: in.Click, Note: "no list of peers"},
	}
}
