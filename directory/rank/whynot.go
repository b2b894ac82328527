package rank

import "landfall"

// WhyNot says why a server is not among the first three for a wish, or where it is.
type WhyNot struct {
	Host landfall.Host
	// Reasons are those of the gate, and that it has welcomed enough people this week;
	// none if it is ranked.
	Reasons []Reason
	// Place is where it stands among Ranked, from 1, 0 if it is not ranked.
	Place, Ranked int
	// Stood is the cap that made it stand back behind the first three, nil if none did.
	Stood *Reason
	// Score is what it scores, or would if it were ranked.
	Score Score
	// Ahead are those of the first three that stand before it.
	Ahead []Ahead
}

// Ahead is a server that stands before another, and what it has that the other lacks.
type Ahead struct {
	Host  landfall.Host
	Total Points
	// More are the parts in which it has more points, as it has them.
	More []Gain
	// ByLot is set if the two are equals, so that not the score decided but this week's
	// lot, or a cap.
	ByLot bool
}

// Gain is a part in which another server has More points.
type Gain struct {
	Part Part // of the other server
	More Points
}

// WhyNot answers for any server in the table; ok is false if it is not there, as those
// are that asked not to be listed.
func (t *Table) WhyNot(host landfall.Host, w Wish) (answer WhyNot, ok bool) {
	i, ok := t.hosts[host]
	if !ok {
		return WhyNot{}, false
	}
	r := t.Rank(w)
	row := &t.rows[i]
	c := t.of(row)
	answer = WhyNot{Host: host, Ranked: r.Len(), Score: t.score(c, row, r.plan), Reasons: Gate(c, &w, t.at)}
	if row.full {
		answer.Reasons = append(answer.Reasons, Reason{WeekIsFull, sayFull(c)})
	}
	for place, at := range r.order {
		if at == i {
			answer.Place = place + 1
		}
	}
	answer.Stood = r.stood(i)
	for _, first := range r.Results(0, r.chosen) {
		if answer.Place == 0 || first.Place < answer.Place {
			a := ahead(first, answer.Score)
			a.ByLot = answer.Place > 0 && r.band(a.Total) == r.band(answer.Score.Total)
			answer.Ahead = append(answer.Ahead, a)
		}
	}
	return answer, true
}

// stood returns the cap that made a row stand back, nil if none did.
func (r *Ranking) stood(i int32) *Reason {
	switch code := r.passed[i]; code {
	case SameHands:
		return &Reason{code, landfall.Say("Another server of the same operator or domain is among the first three, which have at most {most} of one.", "most", mostOperator)}
	case SameRack:
		return &Reason{code, landfall.Say("{there} servers on the same network are among the first three, which have at most {most} of one.", "there", mostNetwork, "most", mostNetwork)}
	}
	return nil
}

func ahead(first Result, own Score) Ahead {
	a := Ahead{Host: first.Host, Total: first.Score.Total}
	for i, p := range first.Score.Parts {
		if more := p.Points - own.Parts[i].Points; more > 0 {
			a.More = append(a.More, Gain{p, more})
		}
	}
	return a
}
