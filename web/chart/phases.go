package chart

import (
	"context"
	"strconv"
	"time"

	"landfall"
	"landfall/directory/past"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// Phases is a bar of where the time of a first visit goes.
type Phases struct {
	// Sentence says what the bar shows.
	Sentence string
	Parts    []Phase
	Total    time.Duration
}

// Phase is one part of the bar.
type Phase struct {
	Name, Meaning string
	Class         string // of its colour: "f1" to "f5"
	Took          time.Duration
	Percent       int // of the total, rounded
	x, width      float64
}

// NewPhases draws the middle day's phases: for each phase the median over the
// days' medians. It returns false if nothing was measured.
func NewPhases(ctx context.Context, days []landfall.Day) (Phases, bool) {
	median := past.Phases(days)
	bar := Phases{Parts: []Phase{
		{Name: tongue.Say(ctx, "Find the name"), Meaning: "DNS", Took: median.DNS},
		{Name: tongue.Say(ctx, "Connect"), Meaning: "TCP", Took: median.TCP},
		{Name: tongue.Say(ctx, "Agree on encryption"), Meaning: "TLS", Took: median.TLS},
		{Name: tongue.Say(ctx, "Server thinks"), Meaning: tongue.Say(ctx, "first byte"), Took: median.FirstByte},
		{Name: tongue.Say(ctx, "Send the answer"), Meaning: tongue.Say(ctx, "transfer"), Took: median.Transfer},
	}}
	for _, part := range bar.Parts {
		bar.Total += part.Took
	}
	if bar.Total == 0 {
		return Phases{}, false
	}
	bar.place(ctx)
	return bar, true
}

// place gives each part its stretch of the bar and finds the sentence.
func (b *Phases) place(ctx context.Context) {
	x, longest := 0.0, 0
	for i := range b.Parts {
		part := &b.Parts[i]
		share := 100 * float64(part.Took) / float64(b.Total)
		part.Class = "f" + strconv.Itoa(i+1)
		part.x, part.width, part.Percent = x, share, int(share+0.5)
		x += share
		if part.Took > b.Parts[longest].Took {
			longest = i
		}
	}
	most := b.Parts[longest]
	b.Sentence = tongue.Say(ctx, "The typical phases of a first visit add up to {total}. Most of it, {most}, goes to “{phase}” ({meaning}).",
		"total", phrase.Duration(ctx, b.Total), "most", phrase.Duration(ctx, most.Took), "phase", most.Name, "meaning", most.Meaning)
}
