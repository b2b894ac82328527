package starting

// Range is a low and a high value of something that nobody knows exactly. The zero Range is
// nothing at all.
type Range struct{ From, To float64 }

// Plus adds ends to ends, which makes the widest sum that can be.
func (r Range) Plus(o Range) Range { return Range{r.From + o.From, r.To + o.To} }

// Times multiplies ends with ends; neither is below zero.
func (r Range) Times(o Range) Range { return Range{r.From * o.From, r.To * o.To} }

// By multiplies both ends with a number that is not below zero.
func (r Range) By(n float64) Range { return Range{r.From * n, r.To * n} }
