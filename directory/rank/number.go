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

func millis(d time.Duration) string { return number(d.Milliseconds()) + " ms" }

// years writes an age: whole years, or months below two years.
func years(d time.Duration) string {
	if d < 2*year {
		return counted(int(d/(year/12)), "month", "months")
	}
	return counted(int(d/year), "year", "years")
}

// percent writes a share with at most two decimals, never rounded up: 99.999 % is not
// 100 %.
func percent(s Share) string { return strconv.FormatFloat(s.Percent(), 'f', -1, 64) + " %" }

// sure writes a confidence: "90 % sure".
func sure(f float64) string { return strconv.Itoa(int(100*f+0.5)) + " % sure" }
