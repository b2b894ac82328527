package rank

import "slices"

// refuses reports whether the wish rules a row out that passes otherwise; it says the
// same as wishGates.
func (p *plan) refuses(r *row) bool {
	return p.wish.AtOnce && !r.atOnce || r.adult && !p.wish.Adult || p.wish.Kind != "" && r.kinds&p.kind == 0
}

// fits returns how well a row does in each part.
func (p *plan) fits(r *row) (f [parts]fit) {
	f[about], _ = p.topicFit(r)
	f[tongue] = p.languageFit(r)
	if p.weights[near] > 0 {
		f[near] = p.placeFit(r)
	}
	f[speed] = r.click
	if click, ok := r.regions[p.wish.Region]; ok {
		f[speed] = click
	}
	f[reliability] = r.reliability
	f[size] = r.sizes[p.size]
	f[stewardship] = p.careFit(r)
	return f
}

// total returns the score of a row.
func (p *plan) total(r *row) Points {
	var sum Points
	for i, f := range p.fits(r) {
		sum += p.weights[i].of(f.f)
	}
	return sum
}

// best returns the most that what a row holds is worth, and which it is of them, -1 if
// it is none.
func best(all []held, worth []float64) (f float64, which int) {
	which = -1
	for i, h := range all {
		if w := h.confidence * worth[h.id]; w > f {
			f, which = w, i
		}
	}
	return f, which
}

// topicFit returns how near a row's topics come to those asked for, and which of them
// does. Of a server whose words say nothing of any topic it is known that it is about
// none of them, but not that it is no general place.
func (p *plan) topicFit(r *row) (fit, int) {
	if len(r.topics) == 0 && (!r.read || p.general) {
		return unknown, -1
	}
	f, which := best(r.topics, p.topics)
	return known(f), which
}

// placeFit takes words that name no place for those of a server for people anywhere.
func (p *plan) placeFit(r *row) fit {
	if len(r.places) == 0 && !r.read {
		return unknown
	}
	f, _ := best(r.places, p.places)
	return known(f)
}

func (p *plan) languageFit(r *row) fit {
	switch {
	case !r.spoken:
		return unknown
	case r.primary >= 0 && p.languages[r.primary]:
		return known(1)
	case slices.ContainsFunc(r.accepted, func(id int32) bool { return p.languages[id] }):
		return known(ofOther)
	}
	return known(0)
}

// careFit weighs what matters of those who run the server beside the rest of it.
func (p *plan) careFit(r *row) fit {
	sum, weight, some := r.care.f*float64(weights[stewardship].Weight), float64(weights[stewardship].Weight), r.care.known
	for i, one := range [...]fit{r.strict, r.organisation, r.endurance} {
		if p.matters[i] {
			sum += MatterWeight * one.f
			weight += MatterWeight
			some = some || one.known
		}
	}
	return fit{sum / weight, some}
}
