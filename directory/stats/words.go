package stats

// Words returns the English texts of charts that pages show. Some come twice. It is what
// there is to translate, beside the labels of facets.
func Words() []string {
	words := []string{notMeasured}
	for _, g := range Groups() {
		words = append(words, g.Label)
	}
	for _, buckets := range [][]bucket{speeds} {
		for _, b := range buckets {
			words = append(words, b.label)
		}
	}
	empty := &material{}
	for _, d := range definitions() {
		chart := d.fill(empty, d.Chart)
		words = append(words, chart.Title, chart.Note, chart.Rows)
		for _, c := range chart.Columns {
			if !c.Foreign {
				words = append(words, c.Label)
			}
		}
	}
	return words
}
