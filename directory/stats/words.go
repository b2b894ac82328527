package stats

import (
	"time"

	"landfall/directory"
)

// Words returns the English texts of charts that pages show. Some come twice. It is what
// there is to translate, beside the labels of facets.
func Words() []string {
	words := []string{notMeasured, noNotice, undated}
	for _, g := range Groups() {
		words = append(words, g.Label)
	}
	for _, buckets := range [][]bucket{speeds, silences, notices} {
		for _, b := range buckets {
			words = append(words, b.label)
		}
	}
	empty := &material{snapshot: directory.Build(directory.Material{}, time.Time{})}
	for _, d := range definitions() {
		chart := d.fill(empty, d.Chart)
		words = append(words, chart.Title, chart.Note, chart.Rows)
		for _, c := range chart.Columns {
			words = append(words, c.Label)
			if c.Means != "" {
				words = append(words, c.Means)
			}
		}
	}
	for _, whole := range wholes() {
		words = append(words, whole.label)
	}
	return words
}
