package chstore

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall"
)

// TakeDay adds a day of another store's record to this one, exactly once: what the
// record has of a host and day stays as it is. A call that failed is to be repeated
// with the same day.
func (s *Store) TakeDay(ctx context.Context, record landfall.DayRecord) error {
	leave, err := s.enter(ctx)
	if err != nil {
		return fmt.Errorf("take the record of %s: %w", day(record.Date), err)
	}
	defer leave()
	if err := s.takeDay(ctx, record); err != nil {
		return fmt.Errorf("take the record of %s: %w", day(record.Date), explain(ctx, err))
	}
	return nil
}

// takeDay fills day_instances last, since what is there is known to be everywhere. If
// it is broken off before, the token keeps the repetition from filling the others
// twice.
func (s *Store) takeDay(ctx context.Context, record landfall.DayRecord) error {
	known, err := s.hostsOn(ctx, record.Date)
	if err != nil {
		return err
	}
	token := tokenOf(record)
	fresh := slices.DeleteFunc(slices.Clone(record.Hosts), func(h landfall.HostRecord) bool { return known[string(h.Host)] })
	if len(fresh) == 0 {
		return s.addDaysUp(ctx, "'"+day(record.Date)+"'") // for a call that came no further
	}
	taken, err := takenTable(fresh)
	if err != nil {
		return err
	}
	if err := s.exec(ctx, `
		INSERT INTO prunes (before)
		VALUES (?)`, record.Date.AddDate(0, 0, 1)); err != nil {
		return err
	}
	if err := s.takeReasons(ctx, token, record); err != nil {
		return fmt.Errorf("reasons: %w", err)
	}
	for _, insert := range []string{takeInstanceDays, takeNetworkDay, takeDayInstances} {
		with := clickhouse.Context(oneBlock(ctx, token), clickhouse.WithExternalTable(taken))
		if err := s.exec(with, insert); err != nil {
			return err
		}
	}
	return s.addDaysUp(ctx, "'"+day(record.Date)+"'")
}

// hostsOn are the hosts of which the record has a day.
func (s *Store) hostsOn(ctx context.Context, date time.Time) (map[string]bool, error) {
	known := make(map[string]bool)
	return known, s.list(ctx, func(rows driver.Rows) error {
		var host string
		err := rows.Scan(&host)
		known[host] = true
		return err
	}, `
		SELECT DISTINCT host
		FROM day_instances
		WHERE day = ?`, day(date))
}

// tokenOf tells days of different stores apart.
func tokenOf(record landfall.DayRecord) string {
	sum := fnv.New128a()
	for i := range record.Hosts {
		h := &record.Hosts[i]
		sum.Write([]byte(h.Host))
		for _, n := range []int{h.Visits, h.Answered, h.Unknown, len(h.Clicks), len(h.Firsts)} {
			sum.Write(binary.BigEndian.AppendUint64(nil, uint64(n)))
		}
	}
	return fmt.Sprintf("take-%s-%x", day(record.Date), sum.Sum(nil))
}

// takenTable sends hosts' days along with a statement.
func takenTable(hosts []landfall.HostRecord) (*ext.Table, error) {
	table, err := ext.NewTable("taken",
		ext.Column("day", "Date"), ext.Column("host", "String"),
		ext.Column("visits", "UInt64"), ext.Column("answered", "UInt64"), ext.Column("unknown", "UInt64"),
		ext.Column("clicks", "Array(Int64)"), ext.Column("firsts", "Array(Int64)"),
		ext.Column("software", "String"), ext.Column("version", "String"), ext.Column("signup", "String"),
		ext.Column("users_total", "Nullable(Int64)"), ext.Column("users_active_month", "Nullable(Int64)"),
		ext.Column("users_active_halfyear", "Nullable(Int64)"), ext.Column("posts", "Nullable(Int64)"), ext.Column("whys", "Array(String)"),
		ext.Column("said_software", "String"), ext.Column("said_version", "String"),
		ext.Column("said_signup", "String"), ext.Column("said_rules", "String"))
	if err != nil {
		return nil, err
	}
	for i := range hosts {
		h := &hosts[i]
		err := table.Append(h.Date, string(h.Host), uint64(h.Visits), uint64(h.Answered), uint64(h.Unknown),
			whole(h.Clicks), whole(h.Firsts), h.Software, h.Version, string(h.Signup),
			h.Users.Ptr(), h.ActiveMonth.Ptr(), (*int64)(nil), h.Posts.Ptr(),
			[]string{h.Users.Reason, h.ActiveMonth.Reason, "", h.Posts.Reason},
			h.SaidSoftware, h.SaidVersion, string(h.SaidSignup), h.SaidRules)
		if err != nil {
			return nil, fmt.Errorf("%s: %w: %w", h.Host, landfall.ErrInvalid, err)
		}
	}
	return table, nil
}

// whole are samples in microseconds, as the sketches count them.
func whole(samples []time.Duration) []int64 {
	us := make([]int64, len(samples))
	for i, d := range samples {
		us[i] = max(int64(math.Round(float64(d)/float64(time.Microsecond))), 1)
	}
	return us
}

// takenAt is the time of what was said on a day, which is known to the day only.
const takenAt = `(toDateTime64(day, 6, 'UTC'), '')`

// takenLast are the states of what a host's last answered visit said, and why a count
// of it is missing or doubted.
const takenLast = `
			argMaxStateIf(
				(software, version, signup, users_total, users_active_month, users_active_halfyear, posts),
				` + takenAt + `,
				software != '' OR signup != '' OR users_total IS NOT NULL),
			argMaxStateIf(
				whys,
				` + takenAt + `,
				software != '' OR signup != '' OR users_total IS NOT NULL)`

// takenSketches are the states of a day's samples.
const takenSketches = `
			sum(length(clicks)),
			quantilesDDArrayState(0.01, 0.5, 0.75, 0.95)(clicks),
			sum(length(firsts)),
			quantilesDDArrayState(0.01, 0.5, 0.75, 0.95)(firsts)`

const takeInstanceDays = `
		INSERT INTO instance_days (
			host, day, visits, answered, unknown, clicks, click, firsts, first, last, whys,
			said_software, said_version, said_signup, said_rules
		)
		SELECT
			host,
			day,
			sum(visits),
			sum(answered),
			sum(unknown),` + takenSketches + `,` + takenLast + `,
			argMaxStateIf(said_software, ` + takenAt + `, said_software != ''),
			argMaxStateIf(said_version, ` + takenAt + `, said_version != ''),
			argMaxStateIf(said_signup, ` + takenAt + `, said_signup != ''),
			argMaxStateIf(said_rules, ` + takenAt + `, said_rules != '')
		FROM taken
		GROUP BY host, day`

const takeNetworkDay = `
		INSERT INTO network_days (day, visits, answered, unknown, clicks, click, firsts, first)
		SELECT
			day,
			sum(visits),
			sum(answered),
			sum(unknown),` + takenSketches + `
		FROM taken
		GROUP BY day`

// takeDayInstances knows no more of what was said than what was said last.
const takeDayInstances = `
		INSERT INTO day_instances (
			day, host, visits, answered, last, whys,
			least_software, most_software, least_version, most_version,
			least_signup, most_signup, least_rules, most_rules
		)
		SELECT
			day,
			host,
			sum(visits),
			sum(answered),` + takenLast + `,
			min(nullIf(said_software, '')),
			max(nullIf(said_software, '')),
			min(nullIf(said_version, '')),
			max(nullIf(said_version, '')),
			min(nullIf(said_signup, '')),
			max(nullIf(said_signup, '')),
			min(nullIf(said_rules, '')),
			max(nullIf(said_rules, ''))
		FROM taken
		GROUP BY day, host`

func (s *Store) takeReasons(ctx context.Context, token string, record landfall.DayRecord) error {
	if len(record.Reasons) == 0 {
		return nil
	}
	ctx, cancel := s.limit(ctx)
	defer cancel()
	return s.fill(tokened(ctx, token), `
		INSERT INTO reason_days (day, outcome, class, reason, visits)`,
		func(add func(...any) error) error {
			for _, r := range record.Reasons {
				if err := add(record.Date, string(r.Outcome), string(r.Class), r.Reason, uint64(r.Visits)); err != nil {
					return err
				}
			}
			return nil
		})
}

// TakeChanges adds changes of another store's record. Repeated, it does no harm.
func (s *Store) TakeChanges(ctx context.Context, changes []landfall.Change) error {
	rows := make([]changeRow, len(changes))
	for i, c := range changes {
		rows[i] = changeRow{c, false}
	}
	if err := s.writeChanges(ctx, rows); err != nil {
		return fmt.Errorf("take changes: %w", explain(ctx, err))
	}
	return nil
}

// TakeEdges adds edges of another store's record. Repeated, it does no harm.
func (s *Store) TakeEdges(ctx context.Context, edges []landfall.Edge) error {
	if len(edges) == 0 {
		return nil
	}
	limited, cancel := s.limit(ctx)
	defer cancel()
	err := s.fill(limited, `
		INSERT INTO peer_edges (host, peer, first_seen, last_seen)`,
		func(add func(...any) error) error {
			for _, e := range edges {
				if err := add(string(e.Host), string(e.Peer), e.First.UTC(), e.Last.UTC()); err != nil {
					return err
				}
			}
			return nil
		})
	if err != nil {
		return fmt.Errorf("take edges: %w", explain(ctx, err))
	}
	return nil
}
