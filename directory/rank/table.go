package rank

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"landfall"
)

// Table holds candidates as of one moment, ready to be ranked for any wish. It is never
// changed and safe for concurrent use.
type Table struct {
	at    time.Time
	week  string
	rows  []row // in the order of the week's lots
	hosts map[landfall.Host]int
	names names
	// network is how many people are active in a month in all that is believed.
	network int64
}

// New makes a table of candidates as of at. It keeps the slice, which must not be changed
// any more. Candidates that asked not to be listed are left out; of several with one
// host the first counts.
func New(candidates []Candidate, at time.Time) *Table {
	t := &Table{at: at, week: Week(at)}
	drawn := draw(candidates, t.week)
	t.hosts = make(map[landfall.Host]int, len(drawn))
	t.rows = make([]row, len(drawn))
	for i, d := range drawn {
		t.hosts[d.Host] = i
		t.rows[i] = newRow(d.Candidate, &t.names, at)
	}
	t.measure()
	return t
}

// drawn is a candidate with its lot.
type drawn struct {
	*Candidate
	lot uint64
}

// draw returns the candidates that may be listed in the order of the week's lots.
func draw(candidates []Candidate, week string) []drawn {
	seen := make(map[landfall.Host]struct{}, len(candidates))
	all := make([]drawn, 0, len(candidates))
	for i := range candidates {
		c := &candidates[i]
		if _, again := seen[c.Host]; again || c.Refused {
			continue
		}
		seen[c.Host] = struct{}{}
		all = append(all, drawn{c, lot(week, c.Host)})
	}
	slices.SortFunc(all, func(a, b drawn) int {
		if a.lot != b.lot {
			return cmp.Compare(a.lot, b.lot)
		}
		return cmp.Compare(a.Host, b.Host)
	})
	return all
}

// measure reckons the fits of size, which depend on all candidates.
func (t *Table) measure() {
	var active landfall.Sum
	for i := range t.rows {
		if t.rows[i].Implausible == "" {
			active.Add(t.rows[i].Active, landfall.MostActive)
		}
	}
	t.network = active.Believed
	for j, c := range [sizes]curve{sizeAny: anySize, sizeSmall: smallSize, sizeLively: livelySize} {
		c = c.within(t.network)
		for i := range t.rows {
			t.rows[i].sizes[j] = c.fit(t.rows[i].Active)
		}
	}
}

// Week names the ISO week of a moment in UTC, which decides the lots: "2026-W48".
func Week(at time.Time) string {
	year, week := at.UTC().ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, week)
}

// lot is a host's number in a week: everybody sees the same, nobody can buy one.
func lot(week string, host landfall.Host) uint64 {
	sum := sha256.Sum256([]byte(week + " " + string(host)))
	return binary.BigEndian.Uint64(sum[:8])
}

// Len returns how many candidates the table holds.
func (t *Table) Len() int { return len(t.rows) }

// Week returns the week whose lots the table goes by.
func (t *Table) Week() string { return t.week }

// Network returns how many people are active in a month on all servers together, as far
// as their counts are believed.
func (t *Table) Network() int64 { return t.network }

// Score returns what a server scores for a wish, whether or not it is recommended; ok is
// false if the table does not hold it.
func (t *Table) Score(host landfall.Host, w Wish) (score Score, ok bool) {
	i, ok := t.hosts[host]
	if !ok {
		return Score{}, false
	}
	return t.score(&t.rows[i], newPlan(w, &t.names)), true
}

// Rank orders a few candidates for one wish; see [Table.Rank]. Whoever ranks the same
// candidates again makes a [Table].
func Rank(candidates []Candidate, w Wish, at time.Time) *Ranking { return New(candidates, at).Rank(w) }
