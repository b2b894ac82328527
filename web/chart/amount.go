package chart

import (
	"context"
	"math"
	"strconv"
	"time"

	"landfall/web/phrase"
	"landfall/web/tongue"
)

// figure says a value as the table has it: no digit more or less than it has.
func figure(ctx context.Context, x float64) string {
	if x == math.Trunc(x) {
		return tongue.Number(ctx, int64(x))
	}
	return exact(ctx, x)
}

// amount says a value and its unit, in as many digits as a sentence bears.
func amount(ctx context.Context, x float64, unit string) string {
	if unit == "ms" && x >= 0 {
		return phrase.Duration(ctx, time.Duration(x*float64(time.Millisecond)))
	}
	return measured(ctx, short(x), unit)
}

// measured says a value as it is, and its unit.
func measured(ctx context.Context, x float64, unit string) string {
	switch unit {
	case "":
		return figure(ctx, x)
	case "%":
		return percent(ctx, x)
	case "servers":
		if x == math.Trunc(x) {
			return tongue.Count(ctx, int64(x), "{n} server", "{n} servers")
		}
	case "closings":
		if x == math.Trunc(x) {
			return tongue.Count(ctx, int64(x), "{n} closing", "{n} closings")
		}
	}
	return tongue.Say(ctx, "{n} {unit}", "n", figure(ctx, x), "unit", tongue.Say(ctx, unit))
}

// percent says a number of hundredths.
func percent(ctx context.Context, x float64) string {
	return tongue.Percent(ctx, x/100, decimals(x))
}

// unknownShare says which share of the values is unknown, and nothing if none is.
func unknownShare(ctx context.Context, unknown, of int) string {
	if unknown == 0 || of == 0 {
		return ""
	}
	return " " + tongue.Say(ctx, "Unknown: {share}.", "share", phrase.Share(ctx, unknown, of))
}

// short rounds to what a sentence bears: three digits, and whole numbers from 100 on.
func short(x float64) float64 {
	if x == 0 || math.Abs(x) >= 100 {
		return math.Round(x)
	}
	unit := math.Pow10(2 - int(math.Floor(math.Log10(math.Abs(x)))))
	if math.IsInf(unit, 0) {
		return 0
	}
	return math.Round(x*unit) / unit
}

// bare writes a number for a program, so that it reads as the same one.
func bare(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
