package chart

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"landfall"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// State is what the bar of one day says.
type State string

// The states; each is also the class of its bars.
const (
	StateUp      State = "up"      // at least 99 % of the day's visits were answered
	StatePartial State = "partial" // at least half were
	StateSilent  State = "silent"  // fewer than half were
	StateUnknown State = "unknown" // nothing is known, through our own fault
	StateNone    State = "none"    // no visit on that day
)

// States lists the states, best first.
func States() []State { return []State{StateUp, StatePartial, StateSilent, StateUnknown, StateNone} }

// StateOf returns what a day's bar says.
func StateOf(d landfall.Day) State {
	switch {
	case d.Visits == 0 && (d.Unknown > 0 || d.Unmeasured >= tellable):
		return StateUnknown
	case d.Visits == 0:
		return StateNone
	case d.Answered*100 >= d.Visits*99:
		return StateUp
	case d.Answered*2 >= d.Visits:
		return StatePartial
	}
	return StateSilent
}

// Word names a state in a legend.
func (s State) Word(ctx context.Context) string {
	switch s {
	case StateUp:
		return tongue.Say(ctx, "answered")
	case StatePartial:
		return tongue.Say(ctx, "answered in part")
	case StateSilent:
		return tongue.Say(ctx, "mostly silent")
	case StateUnknown:
		return tongue.Say(ctx, "unknown, through our fault")
	case StateNone:
	}
	return tongue.Say(ctx, "not visited")
}

// height of a state's bar, of barRoom: a bar says its state by height as well as
// by colour.
func (s State) height() float64 {
	switch s {
	case StateUp:
		return barRoom
	case StatePartial:
		return 16
	case StateSilent:
		return 9
	case StateUnknown: // hollow
		return barRoom
	case StateNone:
	}
	return 3
}

const barRoom = 24

// Strip is a row of bars, one a day, oldest first.
type Strip struct {
	// Label says what the strip shows, in a sentence.
	Label string
	// Paths holds one path for all the bars of a state, so that thirty bars cost
	// a card a few hundred bytes.
	Paths []StripPath
	// Days is how many days there are. Each has a bar, and a second one for the part of
	// it in which nothing was measured.
	Days int
}

// StripPath is the outline of all bars of one state.
type StripPath struct {
	State State
	D     string
}

// NewStrip draws days. The label names the period and the share of visits that
// were answered, or says that there were none.
func NewStrip(ctx context.Context, days []landfall.Day) Strip {
	paths := map[State]*strings.Builder{}
	visits, answered := 0, 0
	width := 100 / float64(max(len(days), 1))
	for i, day := range days {
		visits, answered = visits+day.Visits, answered+day.Answered
		state, blind := StateOf(day), 0.0
		if state != StateUnknown {
			blind = blindShare(day)
		}
		add := func(state State, x, w float64) {
			if paths[state] == nil {
				paths[state] = &strings.Builder{}
			}
			bar(paths[state], x, w, state.height())
		}
		const filled = 0.76
		add(state, float64(i)*width, width*filled*(1-blind))
		if blind > 0 {
			add(StateUnknown, (float64(i)+filled*(1-blind))*width, width*filled*blind)
		}
	}
	strip := Strip{Label: stripLabel(ctx, len(days), visits, answered), Days: len(days)}
	for _, state := range States() {
		if path := paths[state]; path != nil {
			strip.Paths = append(strip.Paths, StripPath{State: state, D: path.String()})
		}
	}
	return strip
}

// tellable is how long nothing must have been measured for a day's bar to tell it.
const tellable = 30 * time.Minute

// blindShare is the part of a day's bar that stands for the time in which nothing was
// measured: wide enough to be seen, 0 if that is too short to tell.
func blindShare(d landfall.Day) float64 {
	if d.Unmeasured < tellable {
		return 0
	}
	return min(max(float64(d.Unmeasured)/float64(24*time.Hour), 0.25), 0.75)
}

func stripLabel(ctx context.Context, days, visits, answered int) string {
	if visits == 0 {
		return tongue.Count(ctx, days, "Answers by day, last {n} day: no visits yet.", "Answers by day, last {n} days: no visits yet.")
	}
	return tongue.Count(ctx, visits, "Answers by day, {period}: {share} of {n} visit answered.", "Answers by day, {period}: {share} of {n} visits answered.",
		"period", tongue.Count(ctx, days, "last {n} day", "last {n} days"), "share", phrase.Share(ctx, answered, visits))
}

// bar appends one bar that stands on the strip's floor.
func bar(path *strings.Builder, x, width, height float64) {
	var room [64]byte
	d := appendCoordinate(append(room[:0], 'M'), x)
	d = appendCoordinate(append(d, ' '), barRoom-height)
	d = appendCoordinate(append(d, 'h'), width)
	d = appendCoordinate(append(d, 'v'), height)
	d = appendCoordinate(append(d, 'h', '-'), width)
	path.Write(append(d, 'z'))
}

// coordinate writes a number for a path: two decimals, none of them idle.
func coordinate(x float64) string { return string(appendCoordinate(nil, x)) }

// appendCoordinate does so in whole numbers, because a list has thousands of them.
func appendCoordinate(d []byte, x float64) []byte {
	n := int64(math.Round(x * 100))
	if n < 0 {
		d, n = append(d, '-'), -n
	}
	d = strconv.AppendInt(d, n/100, 10)
	switch tenths, hundredths := n/10%10, n%10; {
	case hundredths != 0:
		d = append(d, '.', byte('0'+tenths), byte('0'+hundredths))
	case tenths != 0:
		d = append(d, '.', byte('0'+tenths))
	}
	return d
}

// key is the path of a single bar, for the legend.
func (s State) key() string {
	var path strings.Builder
	bar(&path, 0, 6, s.height())
	return path.String()
}
