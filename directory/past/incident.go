package past

import (
	"context"
	"fmt"
	"slices"
	"time"

	"landfall"
)

// Incident is a run of visits of which none was answered. Times in which nothing was
// measured are none, and neither are visits that failed through a fault of ours.
type Incident struct {
	// Began is the first of these visits, Ended the next that was answered, zero while
	// there is none.
	Began, Ended time.Time
	// Whole is false if visits are no longer kept, so that only the days are known: the
	// first one that it touched, and the midnight after the last.
	Whole bool
	// Before is set if it may have begun earlier, before the period that was looked at.
	Before bool
	Failed int             // how many visits
	First  landfall.Ending // how the first of them ended; zero if that is not kept
}

// Phase is where its first visit came to an end.
func (in *Incident) Phase() Phase { return PhaseOf(in.First.Outcome, in.First.Reason) }

// Unmeasured is how long nothing was measured in it, of times that are in order.
func (in *Incident) Unmeasured(gaps []landfall.Gap, now time.Time) (total time.Duration) {
	ended := in.Ended
	if ended.IsZero() {
		ended = now
	}
	for _, g := range gaps {
		from, to := g.Began, g.Ended
		if to.IsZero() || to.After(ended) {
			to = ended
		}
		if from.Before(in.Began) {
			from = in.Began
		}
		total += max(0, to.Sub(from))
	}
	return total
}

// Incidents returns the incidents of the last 90 days, the newest first. It knows from the
// record of days where to look, and reads the visits of few days one by one.
func (r *Reader) Incidents(ctx context.Context, host landfall.Host) ([]Incident, error) {
	incidents, err := ask(ctx, r, &r.incidents, string(host), func(ctx context.Context, now time.Time) ([]Incident, error) {
		sum, err := r.source.Summary(ctx, host, Quarter.From(now), now)
		if err != nil {
			return nil, err
		}
		looks := looksAt(sum.Days)
		var endings []landfall.Ending
		for _, span := range spans(sum.Days, looks) {
			part, err := r.source.Endings(ctx, host, span[0], span[1])
			if err != nil {
				return nil, err
			}
			endings = append(endings, part...)
		}
		found := findIncidents(sum.Days, looks, endings)
		slices.Reverse(found)
		return found, nil
	})
	if err != nil {
		return nil, fmt.Errorf("incidents of %s: %w", host, err)
	}
	return incidents, nil
}

func silent(d *landfall.Day) bool { return d.Visits > 0 && d.Answered == 0 }

// looksAt says of which days the visits are needed: of those on which some failed, and of
// the next one with visits, on which it was answered again. Of several silent days in a row
// the first tells all.
func looksAt(days []landfall.Day) []bool {
	looks := make([]bool, len(days))
	troubled, quiet := false, false // as the last day with visits was
	for i := range days {
		d := &days[i]
		if d.Visits == 0 {
			continue
		}
		fails := d.Answered < d.Visits
		looks[i] = fails && (!silent(d) || !quiet) || !fails && troubled
		troubled, quiet = fails, silent(d)
	}
	return looks
}

// spans joins days that follow each other.
func spans(days []landfall.Day, looks []bool) (all [][2]time.Time) {
	for i := range days {
		if !looks[i] {
			continue
		}
		from, to := days[i].Date, days[i].Date.AddDate(0, 0, 1)
		if last := len(all) - 1; last >= 0 && all[last][1].Equal(from) {
			all[last][1] = to
		} else {
			all = append(all, [2]time.Time{from, to})
		}
	}
	return all
}
