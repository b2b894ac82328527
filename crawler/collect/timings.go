package collect

import "landfall"

// Timings picks the two exchanges that stand for the visit: the first that got
// an answer, which paid for the connection, and the first successful one after
// it, which is what each click costs. Either is zero if there was none.
func (v *Visit) Timings() (first, click landfall.Timings) {
	seen := 0
	for _, x := range v.exchanges() {
		if x.Err != nil || x.Status == 0 {
			continue
		}
		seen++
		if seen == 1 {
			first = x.Timings
			continue
		}
		if x.Status/100 == 2 {
			return first, landfall.Timings{FirstByte: x.Timings.FirstByte, Transfer: x.Timings.Transfer}
		}
	}
	return first, click
}
