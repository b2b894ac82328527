package phrase

import (
	"context"
	"math"

	"landfall/web/tongue"
)

// Share returns part of whole as a percentage, "99.98%", or "" if whole is 0. It
// rounds down, so that only everything is "100%", and shows no more digits than
// the size of whole supports.
func Share(ctx context.Context, part, whole int) string {
	if whole <= 0 {
		return ""
	}
	digits, scale := 0, 1
	switch {
	case whole >= 2000:
		digits, scale = 2, 100
	case whole >= 200:
		digits, scale = 1, 10
	}
	n := part * 100 * scale / whole
	for digits > 0 && n%10 == 0 {
		n, digits, scale = n/10, digits-1, scale/10
	}
	return tongue.Percent(ctx, float64(n)/float64(100*scale), digits)
}

// Bytes returns a size in the unit that suits it: "512 B", "1.4 KB", "2 MB", with
// 1,000 bytes to the kilobyte.
func Bytes(ctx context.Context, n int64) string {
	switch {
	case n < 1000:
		return tongue.Say(ctx, "{n} B", "n", n)
	case n < 999_500:
		return tongue.Say(ctx, "{n} KB", "n", short(ctx, float64(n)/1e3))
	}
	return tongue.Say(ctx, "{n} MB", "n", short(ctx, float64(n)/1e6))
}

// short returns x with one decimal below 10 and none above, without ".0".
func short(ctx context.Context, x float64) string {
	if x >= 9.95 || math.Mod(math.Round(x*10), 10) == 0 {
		return tongue.Decimal(ctx, math.Round(x), 0)
	}
	return tongue.Decimal(ctx, x, 1)
}
