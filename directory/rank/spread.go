package rank

import "slices"

// Among the first three, how many may be of one operator and of one hosting network.
const (
	First        = 3
	mostOperator = 1
	mostNetwork  = 2
)

// spread puts the ranked rows in order. From the best on, all that are at most Equal
// below the best that is left are equals, and stand in the order of the week's lots,
// which is that of the rows.
func (r *Ranking) spread(scores []Points) {
	var count [whole + 1]int
	ranked := 0
	for _, s := range scores {
		if s != out {
			count[s]++
			ranked++
		}
	}
	var next []int // where the next row of each band of equals goes
	place := 0
	for s := whole; s >= 0; s-- {
		if count[s] == 0 {
			continue
		}
		if len(r.tops) == 0 || r.tops[len(r.tops)-1]-s > Equal {
			r.tops, next = append(r.tops, s), append(next, place)
		}
		place += count[s]
	}
	var bands [whole + 1]int
	for s := range bands {
		bands[s] = r.band(Points(s))
	}
	r.order = make([]int32, ranked)
	for i, s := range scores {
		if s != out {
			at := &next[bands[s]]
			r.order[*at] = int32(i)
			*at++
		}
	}
}

// band returns which equals a score belongs to, counted from the best.
func (r *Ranking) band(s Points) int {
	band := 0
	for band+1 < len(r.tops) && r.tops[band+1] >= s {
		band++
	}
	return band
}

// choose moves the first three that the caps allow to the front, and notes which ones
// the caps made stand back for them.
func (r *Ranking) choose() {
	taken := tally{make(map[int32]int), make(map[int32]int), make(map[int32]int)}
	r.passed = make(map[int32]Code)
	var picked []int
	for at, i := range r.order {
		row := &r.table.rows[i]
		if code := taken.full(row); code != "" {
			r.passed[i] = code
			continue
		}
		taken.add(row)
		if picked = append(picked, at); len(picked) == First {
			break
		}
	}
	r.chosen = len(picked)
	for to, at := range picked { // to <= at, and what lies between moves one back
		i := r.order[at]
		r.order = slices.Insert(slices.Delete(r.order, at, at+1), to, i)
	}
}

// tally counts how many of the first three are of one operator, below one domain and on
// one network.
type tally struct{ operators, domains, networks map[int32]int }

// full returns the cap that leaves no room for a row, "" if there is room.
func (t tally) full(r *row) Code {
	switch {
	case t.domains[r.domain] >= mostOperator, r.operator >= 0 && t.operators[r.operator] >= mostOperator:
		return SameHands
	case r.network >= 0 && t.networks[r.network] >= mostNetwork:
		return SameRack
	}
	return ""
}

func (t tally) add(r *row) {
	t.domains[r.domain]++
	t.operators[r.operator]++
	t.networks[r.network]++
}
