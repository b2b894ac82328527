package web

import (
	"context"
	"math"

	"landfall/directory/starting"
	"landfall/web/tongue"
)

// between says an estimated range in two digits: more would promise too much.
func between(ctx context.Context, r starting.Range) string {
	from, to := twoDigits(ctx, r.From), twoDigits(ctx, r.To)
	if from == to {
		return from
	}
	return tongue.Say(ctx, "{from}–{to}", "from", from, "to", to)
}

// betweenSizes says a range of gigabytes.
func betweenSizes(ctx context.Context, r starting.Range) string {
	if r.To >= 2000 {
		return tongue.Say(ctx, "{range} TB", "range", between(ctx, r.By(1.0/1000)))
	}
	return tongue.Say(ctx, "{range} GB", "range", between(ctx, r))
}

// twoDigits says a number rounded to two digits that count: "0.25", "3.4", "120".
func twoDigits(ctx context.Context, x float64) string {
	if x <= 0 {
		return tongue.Number(ctx, 0)
	}
	digits := 1 - int(math.Floor(math.Log10(x)))
	if digits <= 0 {
		unit := math.Pow(10, float64(-digits))
		return tongue.Number(ctx, int64(math.Round(x/unit)*unit))
	}
	return tongue.Decimal(ctx, x, min(digits, 2))
}
