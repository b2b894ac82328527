package chart

// Sparkline is a small line without axes, for a row of a table or a card.
type Sparkline struct {
	Twin

	Path string
}

// The drawing's own units; it is stretched to its box. A margin keeps the stroke inside.
const (
	sparkWidth, sparkHeight = 100.0, 24.0
	sparkMargin             = 1.0
)

// NewSparkline draws a series from zero up. What is unknown is a gap.
func NewSparkline(s Series, say Say) Sparkline {
	spark := Sparkline{Twin: newTwin(say, s.Title, column{name: "time"}, column{s.Value, s.Unit})}
	values := make([]*float64, 0, len(s.Points))
	for _, p := range s.Points {
		label, machine := name(p.At, p.Label)
		spark.add(say, label, machine, p.Value)
		values = append(values, p.Value)
	}
	spark.Sentence = s.sentence(say)
	a := newAxis(extent(values))
	spark.Path = line(stretches(values, sparkWidth), a, sparkHeight-2*sparkMargin)
	return spark
}
