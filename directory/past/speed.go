package past

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"landfall"
)

// Speed is how fast a server was in a period.
type Speed struct {
	Period  Period
	Summary landfall.Summary
	// Since is from when on visits are told one by one, which is later than the period of
	// a year: Places and Hours are of them.
	Since  time.Time
	Places []landfall.VantageSpeed // by the place measured from
	Hours  []landfall.HourSpeed
}

// visitDays is over how many days at most visits are read one by one for a page.
const visitDays = 90

// Speed returns the speed of a server in a period up to now.
func (r *Reader) Speed(ctx context.Context, host landfall.Host, period Period) (Speed, error) {
	speed, err := ask(ctx, r, &r.speeds, string(period)+" "+string(host), func(ctx context.Context, now time.Time) (Speed, error) {
		s := Speed{Period: period, Since: daysBefore(now, min(period.Days(), visitDays))}
		var err error
		if s.Summary, err = r.source.Summary(ctx, host, period.From(now), now); err != nil {
			return Speed{}, err
		}
		if s.Places, err = r.source.Speeds(ctx, host, s.Since, now); err != nil {
			return Speed{}, err
		}
		s.Hours, err = r.source.HourSpeeds(ctx, host, s.Since, now)
		return s, err
	})
	if err != nil {
		return Speed{}, fmt.Errorf("speed of %s: %w", host, err)
	}
	return speed, nil
}

// Phases is the middle day's: for each phase the median over the days' medians; zero if no
// day has any.
func Phases(days []landfall.Day) landfall.Timings {
	median := func(of func(landfall.Timings) time.Duration) time.Duration {
		var all []time.Duration
		for _, d := range days {
			if !d.Phases.IsZero() {
				all = append(all, of(d.Phases))
			}
		}
		if len(all) == 0 {
			return 0
		}
		slices.Sort(all)
		return all[(len(all)-1)/2]
	}
	return landfall.Timings{
		DNS: median(func(t landfall.Timings) time.Duration { return t.DNS }), TCP: median(func(t landfall.Timings) time.Duration { return t.TCP }),
		TLS: median(func(t landfall.Timings) time.Duration { return t.TLS }), FirstByte: median(func(t landfall.Timings) time.Duration { return t.FirstByte }),
		Transfer: median(func(t landfall.Timings) time.Duration { return t.Transfer }),
	}
}

// Milliseconds is a duration as charts and their files have it: to a tenth.
func Milliseconds(d time.Duration) float64 {
	return math.Round(float64(d)/float64(100*time.Microsecond)) / 10
}
