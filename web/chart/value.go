package chart

import (
	"context"
	"math"
	"time"

	"landfall/web/phrase"
	"landfall/web/tongue"
)

// Point is a value at a time.
type Point struct {
	// At is the time; zero if Label says all there is.
	At time.Time
	// Label names the point; the date of At if it is empty.
	Label string
	// Value is nil if it is unknown.
	Value *float64
}

// largest is the size from which on whole numbers are not told apart.
const largest = 1 << 53

// known returns a value, and false if there is none: also for what is no number or too large
// to be one that was measured.
func known(x *float64) (float64, bool) {
	if x == nil || math.IsNaN(*x) || math.Abs(*x) >= largest {
		return 0, false
	}
	return *x, true
}

// name is what a table calls a point, and what a machine reads.
func name(ctx context.Context, at time.Time, label string) (shown, machine string) {
	if at.IsZero() {
		return label, ""
	}
	machine = phrase.Machine(at)
	if at.Equal(at.Truncate(24 * time.Hour)) {
		machine = phrase.MachineDay(at)
	}
	if label == "" {
		label = tongue.Date(ctx, at)
	}
	return label, machine
}
