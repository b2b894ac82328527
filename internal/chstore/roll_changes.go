package chstore

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall"
)

// hostsAtOnce is how many hosts are looked at together for changes.
const hostsAtOnce = 2000

// aspect is a field of a host.
type aspect struct {
	host  string
	field landfall.ChangeField
}

// saying is a visit on which a field had another value than on the one before that
// said it.
type saying struct {
	aspect
	at    time.Time
	value string
}

// findChanges brings the changes of the hosts up to date of which a roll-up has
// answered visits. From a host's first such visit on they are worked out anew, since
// late visits come between others; what is no longer a change then becomes void.
// Visits that are pruned cannot be compared any more: before them all stays.
func (s *Store) findChanges(ctx context.Context, of rollUp) error {
	pruned, err := scalar[time.Time](ctx, s, `SELECT max(before) FROM prunes`)
	if err != nil {
		return err
	}
	begins, err := s.answeredIn(ctx, of)
	if err != nil {
		return err
	}
	suspects, err := s.suspects(ctx, begins)
	if err != nil {
		return err
	}
	// Hosts that begin on the same day and lie beside each other are best looked at
	// together.
	slices.SortFunc(suspects, func(a, b string) int {
		return cmp.Or(midnight(begins[a]).Compare(midnight(begins[b])), cmp.Compare(a, b))
	})
	for some := range slices.Chunk(suspects, hostsAtOnce) {
		from := midnight(begins[some[0]])
		if from.Before(pruned) {
			from = pruned.UTC()
		}
		if err := s.compare(ctx, some, from); err != nil {
			return err
		}
	}
	return nil
}

// answeredIn returns the hosts of which a roll-up has answered visits, and the first
// of these.
func (s *Store) answeredIn(ctx context.Context, of rollUp) (map[string]time.Time, error) {
	begins := make(map[string]time.Time)
	return begins, s.list(ctx, func(rows driver.Rows) error {
		var host string
		var at time.Time
		err := rows.Scan(&host, &at)
		begins[host] = at
		return err
	}, `
		SELECT host, min(visited_at)
		FROM observations
		WHERE outcome = 'answered'
		  AND class != 'ours'
		  AND `+of.where+`
		GROUP BY host`)
}

// lately is for how many days before its first visit of a roll-up a host must have
// said a thing for it to be known to say the same as ever.
const lately = 2

// suspects are those of the hosts that may have changed from the day on of their
// first visit of a roll-up, which is given. Most said the same as ever on all days
// since, and lately before; only the others are worth comparing visit by visit.
func (s *Store) suspects(ctx context.Context, begins map[string]time.Time) ([]string, error) {
	if len(begins) == 0 {
		return nil, nil
	}
	first := midnight(slices.MinFunc(slices.Collect(maps.Values(begins)), time.Time.Compare))
	suspects := make([]string, 0, len(begins)/8)
	return suspects, s.list(ctx, func(rows driver.Rows) error {
		var host string
		err := rows.Scan(&host)
		if _, rolled := begins[host]; rolled {
			suspects = append(suspects, host)
		}
		return err
	}, `
		WITH toDate(?) AS first
		SELECT host
		FROM day_instances
		WHERE day >= first - ?
		GROUP BY host
		HAVING `+maybeChanged("software")+`
			OR `+maybeChanged("version")+`
			OR `+maybeChanged("signup")+`
			OR `+maybeChanged("rules"), day(first), lately)
}

// maybeChanged is true of a host that said different values in a row of days, or one
// but none before the first day.
func maybeChanged(field string) string {
	least, most := "least_"+field, "most_"+field
	return "min(" + least + ") != max(" + most + ") OR countIf(day >= first AND " + most + " IS NOT NULL) > 0 AND countIf(day < first AND " + most + " IS NOT NULL) = 0"
}

// compare brings the changes of some hosts up to date from a midnight on.
func (s *Store) compare(ctx context.Context, hosts []string, from time.Time) error {
	sayings, err := s.sayings(ctx, hosts, from)
	if err != nil {
		return err
	}
	before, err := s.saidBefore(ctx, hosts, from, sayings)
	if err != nil {
		return err
	}
	known, err := s.knownChanges(ctx, hosts, from)
	if err != nil {
		return err
	}
	var news []changeRow
	for _, said := range sayings {
		was := before[said.aspect]
		before[said.aspect] = said.value
		if was == "" || was == said.value {
			continue
		}
		change := landfall.Change{
			Host: landfall.Host(said.host), At: said.at, Field: said.field, Before: was, After: said.value,
		}
		if known[changeKey{said.aspect, said.at}] != change {
			news = append(news, changeRow{change, false})
		}
		delete(known, changeKey{said.aspect, said.at})
	}
	for _, change := range known {
		news = append(news, changeRow{change, true})
	}
	return s.writeChanges(ctx, news)
}

// changeRow is a change, or word that there is none.
type changeRow struct {
	landfall.Change
	void bool
}

func (s *Store) writeChanges(ctx context.Context, news []changeRow) error {
	if len(news) == 0 {
		return nil
	}
	version, err := s.clock(ctx)
	if err != nil {
		return err
	}
	ctx, cancel := s.limit(ctx)
	defer cancel()
	return s.fill(ctx, `
		INSERT INTO changes (host, at, field, value_before, value_after, version, void)`,
		func(add func(...any) error) error {
			for _, c := range news {
				void := uint8(0)
				if c.void {
					void = 1
				}
				if err := add(string(c.Host), c.At, string(c.Field), c.Before, c.After, version, void); err != nil {
					return err
				}
			}
			return nil
		})
}
