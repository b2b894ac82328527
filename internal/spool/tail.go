package spool

import "landfall"

// The tail is bounded by what the crawler may keep in memory: enough for the
// second or two that pass until a batch is shipped.
const (
	tailRows  = 2048
	tailBytes = 8 << 20
)

// tail is the newest rows as they were appended, so that rows which are shipped
// soon need not be read and decoded again. It has no gaps and ends with the
// newest row.
type tail struct {
	rows  []tailRow
	bytes int64
}

type tailRow struct {
	seq  int64
	size int64
	obs  *landfall.Observation
}

// push adds a row and lets go of the oldest ones if there are too many.
func (t *tail) push(r *record) {
	t.rows = append(t.rows, tailRow{seq: r.seq, size: r.size(), obs: r.obs})
	t.bytes += r.size()
	drop := 0
	for t.bytes > tailBytes || len(t.rows)-drop > tailRows {
		t.bytes -= t.rows[drop].size
		drop++
	}
	t.shift(drop)
}

// forget lets go of the rows up to seq.
func (t *tail) forget(seq int64) {
	drop := 0
	for drop < len(t.rows) && t.rows[drop].seq <= seq {
		t.bytes -= t.rows[drop].size
		drop++
	}
	t.shift(drop)
}

// shift drops the first n rows. Their observations are cleared, because the array
// behind the slice lives on.
func (t *tail) shift(n int) {
	clear(t.rows[:n])
	t.rows = t.rows[n:]
}

// span returns the rows from first to last, or nil if it does not have them all.
func (t *tail) span(first, last int64) []tailRow {
	if len(t.rows) == 0 || first < t.rows[0].seq || last > t.rows[len(t.rows)-1].seq {
		return nil
	}
	head := t.rows[0].seq
	return t.rows[first-head : last-head+1]
}
