package rank

import "slices"

// Ranking is the servers recommended for one wish, best first.
type Ranking struct {
	table *Table
	plan  *plan
	order []int32 // rows
	// chosen is how many of them, up to three, are the first ones, among which the caps
	// hold. It is less than three only if the caps leave no more.
	chosen int
	// tops are the scores from which on rows are equals down to the next, best first.
	tops []Points
	// passed are the rows that would have been among the first but for a cap.
	passed map[int32]Code
}

// Result is one recommended server.
type Result struct {
	*Candidate
	Place int // from 1
	Score Score
}

// Rank orders the candidates that pass the gate and still welcome people this week.
func (t *Table) Rank(w Wish) *Ranking { return t.RankAmong(w, func(int) bool { return true }) }

// RankAmong is Rank for some of the candidates, which are told by their index.
func (t *Table) RankAmong(w Wish, among func(candidate int) bool) *Ranking {
	r := &Ranking{table: t, plan: newPlan(w, &t.names)}
	r.spread(r.scores(among))
	r.choose()
	return r
}

// out is the score of a row that is not ranked.
const out Points = -1

// scores returns the score of each row.
func (r *Ranking) scores(among func(candidate int) bool) []Points {
	scores := make([]Points, len(r.table.rows))
	for i := range r.table.rows {
		scores[i] = out
		if row := &r.table.rows[i]; !row.barred && !row.full && among(int(row.index)) && !r.plan.refuses(row) {
			scores[i] = r.plan.total(row)
		}
	}
	return scores
}

// Len returns how many servers are recommended.
func (r *Ranking) Len() int { return len(r.order) }

// Chosen returns how many of the results, from the first on, are the first three: fewer
// only if there are no more that the caps allow.
func (r *Ranking) Chosen() int { return r.chosen }

// Wish returns the wish that the ranking answers.
func (r *Ranking) Wish() Wish { return r.plan.wish }

// Results returns at most n results from the place from on, counted from 0.
func (r *Ranking) Results(from, n int) []Result {
	from = min(max(from, 0), len(r.order))
	to := min(from+max(n, 0), len(r.order))
	results := make([]Result, 0, to-from)
	for i, at := range r.order[from:to] {
		row := &r.table.rows[at]
		results = append(results, r.result(row, from+i+1))
	}
	return results
}

// Newcomers returns at most n servers that only time keeps from being recommended, by
// their score: they are shown apart, as new.
func (r *Ranking) Newcomers(n int) []Result {
	type entry struct {
		row   *row
		total Points
	}
	var found []entry
	for i := range r.table.rows {
		if row := &r.table.rows[i]; row.newcomer && !row.full && !r.plan.refuses(row) {
			found = append(found, entry{row, r.plan.total(row)})
		}
	}
	slices.SortStableFunc(found, func(a, b entry) int { return int(b.total - a.total) })
	results := make([]Result, min(max(n, 0), len(found)))
	for i := range results {
		results[i] = r.result(found[i].row, i+1)
	}
	return results
}

func (r *Ranking) result(row *row, place int) Result {
	c := r.table.of(row)
	return Result{c, place, r.table.score(c, row, r.plan)}
}
