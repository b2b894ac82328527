package collect

import "landfall"

// Timings picks the two exchanges that stand for the visit: the first on a new
// connection that got an answer, which paid for that, and the first successful one
// after it on a kept connection, which is what each click costs. Either is zero if
// there was none: cold and warm are never mixed.
func (v *Visit) Timings() (first, click landfall.Timings) {
	cold := false
	for _, x := range v.exchanges() {
		switch {
		case x.Err != nil || x.Status == 0:
		case !cold && !x.Reused:
			first, cold = x.Timings, true
		case cold && x.Reused && x.Status/100 == 2:
			return first, landfall.Timings{FirstByte: x.Timings.FirstByte, Transfer: x.Timings.Transfer}
		}
	}
	return first, click
}
