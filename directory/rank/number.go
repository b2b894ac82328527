package rank

import (
	"strconv"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

const (
	day      = 24 * time.Hour
	year     = 365 * day
	dateForm = "2 January 2006"
)

// number writes a number with its thousands apart: "1,240".
func number[T int | int64](n T) string {
	return message.NewPrinter(language.English).Sprintf("%d", n)
}

// counted writes a number and what it counts, of which plural is for all but one.
func counted[T int | int64](n T, one, plural string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + plural
}

func days(d time.Duration) string   { return counted(int(d/day), "day", "days") }
func hours(d time.Duration) string  { return counted(int(d/time.Hour), "hour", "hours") }
func people(n int64) string         { return counted(n, "newcomer", "newcomers") }
func times(n int) string            { return counted(n, "time", "times") }
func millis(d time.Duration) string { return number(d.Milliseconds()) + " ms" }

func been(n int) string {
	if n == 1 {
		return "1 has been sent there"
	}
	return number(n) + " have been sent there"
}

// years writes an age: whole years, or months below two years.
func years(d time.Duration) string {
	if d < 2*year {
		return counted(int(d/(year/12)), "month", "months")
	}
	return counted(int(d/year), "year", "years")
}

// percent writes a share with at most two decimals, never rounded up: 99.999 % is not
// 100 %.
func percent(share float64) string {
	const hundredths = 10_000
	return strconv.FormatFloat(float64(int(share*hundredths+1e-9))/100, 'f', -1, 64) + " %"
}

// decimal writes a confidence: "0.9", "0.35".
func decimal(f float64) string {
	return strconv.FormatFloat(float64(int(100*f+0.5))/100, 'f', -1, 64)
}
