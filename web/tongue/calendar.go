package tongue

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/number"
)

// Date returns the UTC day as the language writes it: "5 Oct 2026".
func Date(ctx context.Context, at time.Time) string {
	return From(ctx).dated(From(ctx).days.FmtDateMedium(at.UTC()))
}

// ShortDate returns the UTC day without its year: "5 Oct".
func ShortDate(ctx context.Context, at time.Time) string {
	return Say(ctx, "{day} {month}", "day", at.UTC().Day(), "month", From(ctx).dress(From(ctx).days.MonthAbbreviated(at.UTC().Month())))
}

// LongDate returns the UTC day with the name of its month: "5 October 2026".
func LongDate(ctx context.Context, at time.Time) string {
	return From(ctx).dated(From(ctx).days.FmtDateLong(at.UTC()))
}

// Month returns the month of a moment and its year: "October 2026".
func Month(ctx context.Context, at time.Time) string {
	t := From(ctx)
	name := t.days.MonthWide
	if strings.HasPrefix(t.Code, "zh") {
		name = t.days.MonthAbbreviated // 10月: the long name, 十月, does not stand beside a year in figures
	}
	return Say(ctx, "{month} {year}", "month", t.dress(name(at.UTC().Month())), "year", Year(ctx, at.UTC().Year()))
}

// Year returns a year of our calendar: "2026".
func Year(ctx context.Context, year int) string { return From(ctx).dated(strconv.Itoa(year)) }

// Weekday returns the short name of a day of the week: "Mon".
func Weekday(ctx context.Context, day time.Weekday) string {
	return From(ctx).dress(From(ctx).days.WeekdayAbbreviated(day))
}

// Moment returns the UTC minute: "5 Oct 2026, 09:40 UTC".
func Moment(ctx context.Context, at time.Time) string {
	return Say(ctx, "{day}, {time} UTC", "day", Date(ctx, at), "time", Clock(ctx, at))
}

// Clock returns the UTC time of day: "09:40".
func Clock(ctx context.Context, at time.Time) string {
	return From(ctx).dated(at.UTC().Format("15:04"))
}

// dated writes a date or a time of day in the digits of the language.
func (t *Tongue) dated(text string) string {
	if t.plainDigits {
		return t.dress(text)
	}
	var out strings.Builder
	for _, c := range text {
		if '0' <= c && c <= '9' {
			out.WriteString(t.number(int64(c - '0')))
		} else {
			out.WriteRune(c)
		}
	}
	return t.dress(out.String())
}

// Number returns a whole number with the language's marks: "1,240".
func Number[N ~int | ~int64](ctx context.Context, n N) string { return From(ctx).number(int64(n)) }

// Decimal returns a number with a number of digits after its mark: "1.4".
func Decimal(ctx context.Context, x float64, digits int) string {
	return From(ctx).numbers.Sprint(number.Decimal(x, From(ctx).marks(x, number.Scale(digits))...))
}

// marks returns the options that x is written with: those given, and that it has no mark for
// thousands where the language has none so early.
func (t *Tongue) marks(x float64, options ...number.Option) []number.Option {
	if math.Abs(x) < float64(t.ungrouped) {
		return append(options, number.NoSeparator())
	}
	return options
}

// Percent returns a share from 0 to 1 as a percentage with a number of digits after its
// mark: "99.98%".
func Percent(ctx context.Context, share float64, digits int) string {
	return From(ctx).numbers.Sprint(number.Percent(share, From(ctx).marks(share*100, number.Scale(digits))...))
}

// Language returns the name of a language in the language of the context, the code itself
// if it has none there.
func Language(ctx context.Context, code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	if name := From(ctx).languages.Name(tag); name != "" {
		return From(ctx).dress(name)
	}
	return code
}

// Country returns the name of a country by its ISO 3166 code, the code itself if it has
// none.
func Country(ctx context.Context, code string) string {
	region, err := language.ParseRegion(strings.ToUpper(code))
	if err != nil {
		return code
	}
	if name := From(ctx).countries.Name(region); name != "" {
		return From(ctx).dress(name)
	}
	return code
}
