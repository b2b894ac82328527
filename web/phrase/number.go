package phrase

import (
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// Number returns n with its thousands apart: "1,240".
func Number[N ~int | ~int64](n N) string {
	return message.NewPrinter(language.English).Sprintf("%d", int64(n))
}

// Of returns a number and its noun in the form that fits: "1 server", "1,240 servers".
func Of(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + many
}

// Share returns part of whole as a percentage, "99.98%", or "" if whole is 0. It
// rounds down, so that only everything is "100%", and shows no more digits than
// the size of whole supports.
func Share(part, whole int) string {
	if whole <= 0 {
		return ""
	}
	digits := 0
	switch {
	case whole >= 2000:
		digits = 2
	case whole >= 200:
		digits = 1
	}
	scale := math.Pow10(digits)
	percent := math.Floor(float64(part)*100*scale/float64(whole)) / scale
	text := strconv.FormatFloat(percent, 'f', digits, 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text + "%"
}

// Bytes returns a size in the unit that suits it: "512 B", "1.4 KB", "2 MB", with
// 1,000 bytes to the kilobyte.
func Bytes(n int64) string {
	switch {
	case n < 1000:
		return strconv.FormatInt(n, 10) + " B"
	case n < 999_500:
		return short(float64(n)/1e3) + " KB"
	}
	return short(float64(n)/1e6) + " MB"
}

// short returns x with one decimal below 10 and none above, without ".0".
func short(x float64) string {
	if x >= 9.95 {
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strings.TrimSuffix(strconv.FormatFloat(x, 'f', 1, 64), ".0")
}
