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
	at        time.Time
	week      string
	candidate func(i int) Candidate
	rows      []row // in the order of the week's lots
	hosts     map[landfall.Host]int32
	names     names
	// network is how many people are active in a month in all that is believed.
	network int64
}

// New makes a table of candidates as of at; see [From]. It keeps the slice, which must
// not be changed any more.
func New(candidates []Candidate, at time.Time) *Table {
	return From(len(candidates), func(i int) Candidate { return candidates[i] }, at)
}

// From makes a table of n candidates as of at. It asks for each by its index and keeps
// only what it ranks by, so it asks again where it has to show something: the answer must
// always be the same, also to concurrent calls. Candidates that asked not to be listed
// are left out; of several with one host the first counts.
func From(n int, candidate func(i int) Candidate, at time.Time) *Table {
	t := &Table{at: at, week: Week(at), candidate: candidate, hosts: make(map[landfall.Host]int32, n)}
	candidates := make([]Candidate, n)
	for i := range candidates {
		candidates[i] = candidate(i)
	}
	drawn := t.draw(candidates)
	var curves [sizes]curve
	for i, c := range [sizes]curve{sizeAny: anySize, sizeSmall: smallSize, sizeLively: livelySize} {
		curves[i] = c.within(t.network)
	}
	t.rows = make([]row, len(drawn))
	for i, d := range drawn {
		t.rows[i] = newRow(&candidates[d.index], &t.names, &curves, at)
		t.rows[i].index = d.index
		t.hosts[d.host] = int32(i)
	}
	t.names.domains, t.names.operators, t.names.networks = numbers[string]{}, numbers[string]{}, numbers[string]{}
	return t
}

// drawn is a candidate with its lot.
type drawn struct {
	index int32
	lot   uint64
	host  landfall.Host
}

// draw returns the candidates that may be listed in the order of the week's lots, and
// adds up the people on them.
func (t *Table) draw(candidates []Candidate) []drawn {
	all := make([]drawn, 0, len(candidates))
	var active landfall.Sum
	for i := range candidates {
		c := &candidates[i]
		if _, again := t.hosts[c.Host]; again || c.Refused {
			continue
		}
		t.hosts[c.Host] = 0
		all = append(all, drawn{int32(i), lot(t.week, c.Host), c.Host})
		if c.Implausible == "" {
			active.Add(c.Active, landfall.MostActive)
		}
	}
	t.network = active.Believed
	slices.SortFunc(all, func(a, b drawn) int {
		if a.lot != b.lot {
			return cmp.Compare(a.lot, b.lot)
		}
		return cmp.Compare(a.host, b.host)
	})
	return all
}

// of returns the candidate of a row.
func (t *Table) of(r *row) *Candidate {
	c := t.candidate(int(r.index))
	return &c
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
	r := &t.rows[i]
	return t.score(t.of(r), r, newPlan(w, &t.names)), true
}

// Rank orders a few candidates for one wish; see [Table.Rank]. Whoever ranks the same
// candidates again makes a [Table].
func Rank(candidates []Candidate, w Wish, at time.Time) *Ranking { return New(candidates, at).Rank(w) }
