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
	// Hosts that begin at the same time are best looked at together.
	hosts := slices.SortedFunc(maps.Keys(begins), func(a, b string) int {
		return cmp.Or(begins[a].Compare(begins[b]), cmp.Compare(a, b))
	})
	for some := range slices.Chunk(hosts, hostsAtOnce) {
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
