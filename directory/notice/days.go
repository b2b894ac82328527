package notice

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"landfall/directory/lexicon"
)

// day is a day or a window that a text names.
type day struct {
	Window
	start, end int // in the text that was searched
}

// find returns the days that a text names, in order, each place once. Days without a
// year, and those counted from the day of the text, need to know when it was posted.
func (c *calendar) find(text string, posted time.Time) []day {
	text = spell(text)
	var found []day
	for _, form := range c.forms {
		for _, at := range form.FindAllStringSubmatchIndex(text, -1) {
			d := day{start: at[0], end: at[1]}
			if taken(found, d) || !lexicon.Whole(text, at[0], at[1], false) {
				continue
			}
			groups := make([]string, len(at)/2)
			for i := range groups {
				if at[2*i] >= 0 {
					groups[i] = text[at[2*i]:at[2*i+1]]
				}
			}
			if window, ok := form.read(c, groups, posted); ok {
				d.Window = window
				found = append(found, d)
			}
		}
	}
	return found
}

// taken reports whether a place overlaps one that was read by a form before.
func taken(found []day, d day) bool {
	for _, f := range found {
		if f.start < d.end && d.start < f.end {
			return true
		}
	}
	return false
}

// spell brings a text into the form in which days are looked for: case and accents gone,
// all digits ASCII, hyphens kept.
func spell(text string) string {
	if signDay.MatchString(text) {
		text = signDay.ReplaceAllStringFunc(text, inDigits)
	}
	return norm.NFC.String(undivided.Replace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\u00a0' || r == '\u202f':
			return ' '
		case lexicon.IsAccent(r), r == '\u200b', r == '*', r == '\u200f', r == '\u200e':
			return -1
		case r > unicode.MaxASCII && unicode.IsDigit(r):
			return '0' + digitOf(r)
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(text))))
}

// undivided spells letters that Unicode does not take apart.
var undivided = strings.NewReplacer("ł", "l", "ß", "ss", "ø", "o", "æ", "ae", "œ", "oe", "ı", "i")

// signDay matches a number in signs before one for a year, a month or a day.
var signDay = regexp.MustCompile(`[〇零一二三四五六七八九十]+[年月日号號]`)

// inDigits writes the number of such a match in digits: "二十八日" is "28日".
func inDigits(text string) string {
	signs := []rune(text)
	sign := string(signs[len(signs)-1])
	n, ten := 0, false
	for _, r := range signs[:len(signs)-1] {
		if r == '十' {
			n, ten = max(n, 1), true
			n *= 10
			continue
		}
		value := max(strings.Index(signDigits, string(r))/len("〇"), 0)
		switch {
		case r == '零':
			n *= 10
		case ten:
			n += value
		default:
			n = 10*n + value
		}
	}
	return strconv.Itoa(n) + sign
}

const signDigits = "〇一二三四五六七八九"

// digitOf returns the value of a decimal digit: their blocks begin with zero.
func digitOf(r rune) rune {
	zero := r
	for unicode.IsDigit(zero-1) && r-zero < 9 {
		zero--
	}
	return r - zero
}

// dayOf returns a day; it is in doubt if the calendar has no such day.
func dayOf(year, month, date int) (Window, bool) {
	if month < 1 || month > 12 || date < 1 || date > 31 || year < 1970 || year > 2200 {
		return Window{}, false
	}
	at := time.Date(year, time.Month(month), date, 0, 0, 0, 0, time.UTC)
	w := Window{From: at, To: at}
	if at.Day() != date {
		last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC)
		w = Window{From: last, To: last, Doubt: DoubtImpossible}
	}
	return w, true
}

// monthOf returns a part of a month.
func monthOf(year int, month time.Month, p part) Window {
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1)
	switch p {
	case partStart:
		return Window{From: first, To: first.AddDate(0, 0, 9)}
	case partMiddle:
		return Window{From: first.AddDate(0, 0, 9), To: first.AddDate(0, 0, 14)}
	case partEnd:
		return Window{From: last.AddDate(0, 0, -9), To: last}
	}
	return Window{From: first, To: last}
}

// yearFor returns the year of a day for which none is stated: the first in which it is
// not more than a month before the text was posted. ok is false if that is not known.
func yearFor(month time.Month, date int, posted time.Time) (year int, ok bool) {
	if posted.IsZero() {
		return 0, false
	}
	const slack = 31 * 24 * time.Hour
	at := time.Date(posted.Year(), month, date, 0, 0, 0, 0, time.UTC)
	if posted.Sub(at) > slack {
		return posted.Year() + 1, true
	}
	return posted.Year(), true
}

func number(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return 0
	}
	return n
}

// century completes a year of two digits.
func century(year int) int {
	if year > 0 && year < 100 {
		return 2000 + year
	}
	return year
}

var rfc3339 = regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})(?:[t ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(z|[+-]\d{2}:?\d{2})?)?`)
