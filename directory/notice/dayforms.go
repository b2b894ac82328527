package notice

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

// formsOf returns the ways to write a day, the surest first: what one has read, the
// next ones do not read again.
func (c *calendar) formsOf(w *dayWords, months, units, numbers words) []form {
	month, unit := anyOf(months), anyOf(units)
	count := `(\d{1,3}|` + anyOf(numbers)[1:]
	const link = `(?:\s*(?:of|de|del|di|d'|في|من|,|/)\s*|\s+)`
	const ordinal = `(?:st|nd|rd|th|er|re|e|°|º|ª|o|\.|-?го|-?е)?`
	const year = `(?:(?:\s*,?\s*|\s+(?:de|del|di|of)\s+)(\d{4})(?:\s*(?:г|року|р|года|roku)\b)?)?`
	expr := regexp.MustCompile
	return []form{
		{rfc3339, (*calendar).readISO},
		{expr(`(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]`), (*calendar).readYMD},
		{expr(`(令和|平成|民國|民国)\s*(元|\d{1,3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日`), (*calendar).readEra},
		{expr(`(?:(\d{4})\s*[年년]\s*)?(\d{1,2})\s*[月월]\s*(末日?|末|底|いっぱい|一杯|下旬|中旬|上旬|初|中|말|하순|초|중순)`), (*calendar).readSignPart},
		{expr(`()(\d{1,2})\s*[月월]\s*(?:に|で|中に|中|份|에|중에|쯤|을|까지|を)`), (*calendar).readSignPart},
		{expr(`(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]`), (*calendar).readMD},
		{expr(`(\d{1,2})/(\d{1,2})\s*\((?:月|火|水|木|金|土|日|월|화|수|목|금|토|일|周.|週.)\)`), (*calendar).readMD},
		{expr(`(\d{1,2})/(\d{1,2})\s*(?:をもって|をもちまして|で|に|まで|より|から|付|限り|を最後)`), (*calendar).readMD},
		{expr(`(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]`), (*calendar).readYM},
		{expr(`(\d{1,2})` + ordinal + link + `?` + month + `\.?` + year), (*calendar).readDMonth},
		{expr(c.ordinals() + link + `(?:the\s+)?` + month + year), (*calendar).readOrdinal},
		{expr(month + `\.?\s+(\d{1,2})(?:st|nd|rd|th)?` + `(?:\s*,?\s*(\d{4}))?`), (*calendar).readMonthD},
		{expr(`(\d{4})\s*[/.]\s*(\d{1,2})\s*[/.]\s*(\d{1,2})`), (*calendar).readYMD},
		{expr(`(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})`), (*calendar).readDotted},
		{expr(anyOf(w.Before) + `\s+(\d{1,2})\.\s?(\d{1,2})\.?`), (*calendar).readShort},
		{expr(anyOf(w.Before, w.Slash) + `\s+(\d{1,2})/(\d{1,2})(?:[^/\d]|$)`), (*calendar).readShortSlash},
		{expr(`(\d{1,2})([/-])(\d{1,2})[/-](\d{4})`), (*calendar).readSlashed},
		{expr(anyOf(w.End, w.Start, w.Middle) + `(?:\s+|-)` + month + `\.?` + year), (*calendar).readPart},
		{expr(anyOf(w.End, w.Start, w.Middle) + `\s+` + anyOf(w.NextMonth)), (*calendar).readNextMonth},
		{expr(anyOf(w.End, w.Start, w.Middle) + `\s+` + anyOf(w.ThisMonth)), (*calendar).readThisMonth},
		{expr(anyOf(w.End, w.Start, w.Middle) + `\s+` + anyOf(w.ThisYear)), (*calendar).readYearPart},
		{expr(anyOf(w.End) + `\s+(\d{4})`), (*calendar).readEndOfYear},
		{expr(`(来月|下个?月|下個月|다음\s?달)(末|底|말)?`), (*calendar).readNextMonthSign},
		{expr(`(今月|本月|当月|这个?月|這個月|이번\s?달)(末|底|말)`), (*calendar).readThisMonthSign},
		{expr(`(年末|年底|연말|올해\s?말|(?:今年|本年|年)いっぱい|年内)`), (*calendar).readYearEnd},
		{expr(anyOf(w.YearEnd)), (*calendar).readYearEnd},
		{expr(anyOf(w.MonthEnd)), (*calendar).readMonthEnd},
		{expr(month + `\s+(?:de\s+|del\s+|of\s+)?(\d{4})`), (*calendar).readMonthYear},
		{expr(anyOf(w.FromNow) + `\s+` + count + `\s+` + unit), (*calendar).readFromNow},
		{expr(anyOf(w.FromNowOne) + `\s+` + unit), (*calendar).readFromNowOne},
		{expr(anyOf(w.FromNow) + `\s+` + anyOf(w.Pair["day"], w.Pair["week"], w.Pair["month"], w.Pair["year"])), (*calendar).readFromNowPair},
		{expr(`()` + count + `\s+` + unit + `\s+(?:from now|from today|later)`), (*calendar).readFromNow},
		{expr(`(\d{1,3}|[一二两兩三四五六七八九十]|한|두|세|석|네|넉|다섯|여섯)\s*(日|天|週間|周間|周|週|ヶ月|か月|カ月|ケ月|箇月|个月|個月|年|時間|小时|小時|일|주|개월|달|년|시간)\s*(?:後|后|之后|之後|후|뒤|以内|以內|内|이내|안에)`), (*calendar).readSignFromNow},
		{expr(anyOf(w.Within) + `\s+` + month), (*calendar).readBareMonth},
		{expr(anyOf(w.NextMonth)), (*calendar).readBareNextMonth},
		{expr(anyOf(w.Today)), (*calendar).readToday},
		{expr(anyOf(w.Tomorrow)), (*calendar).readTomorrow},
	}
}

func (c *calendar) readISO(m []string, _ time.Time) (Window, bool) {
	w, ok := dayOf(number(m[1]), number(m[2]), number(m[3]))
	if !ok || m[4] == "" || w.Doubt != "" {
		return w, ok
	}
	layout, text := "2006-01-02 15:04", m[1]+"-"+m[2]+"-"+m[3]+" "+m[4]
	if strings.Count(m[4], ":") == 2 {
		layout += ":05"
	}
	if zone := strings.ReplaceAll(m[5], ":", ""); zone != "" && zone != "z" {
		layout, text = layout+"-0700", text+zone
	}
	if at, err := time.Parse(layout, text); err == nil {
		w.From, w.To = at.UTC(), at.UTC()
	}
	return w, true
}

func (c *calendar) readYMD(m []string, _ time.Time) (Window, bool) {
	return dayOf(number(m[1]), number(m[2]), number(m[3]))
}

// eras begin in these years; the first year of one is 元.
var eras = map[string]int{"令和": 2019, "平成": 1989, "民國": 1912, "民国": 1912}

func (c *calendar) readEra(m []string, _ time.Time) (Window, bool) {
	year := number(m[2])
	if m[2] == "元" {
		year = 1
	}
	return dayOf(eras[m[1]]+year-1, number(m[3]), number(m[4]))
}

// signParts are the parts of a month, by the sign after it.
var signParts = map[string]part{
	"末": partEnd, "末日": partEnd, "いっぱい": partEnd, "一杯": partEnd, "底": partEnd, "下旬": partEnd, "말": partEnd, "하순": partEnd,
	"中旬": partMiddle, "中": whole, "중순": partMiddle, "上旬": partStart, "初": partStart, "초": partStart,
}

func (c *calendar) readSignPart(m []string, posted time.Time) (Window, bool) {
	month, year := number(m[2]), number(m[1])
	if month < 1 || month > 12 {
		return Window{}, false
	}
	if ok := year != 0; !ok {
		if year, ok = yearFor(time.Month(month), 28, posted); !ok {
			return Window{}, false
		}
	}
	part := whole
	if len(m) > 3 {
		part = signParts[m[3]]
	}
	return monthOf(year, time.Month(month), part), true
}

func (c *calendar) readMD(m []string, posted time.Time) (Window, bool) {
	return c.inYear(0, number(m[1]), number(m[2]), posted)
}

func (c *calendar) readYM(m []string, _ time.Time) (Window, bool) {
	month := number(m[2])
	return monthOf(number(m[1]), time.Month(month), whole), month >= 1 && month <= 12
}

// inYear returns a day of a year, or of the one that is meant if it is 0.
func (c *calendar) inYear(year, month, date int, posted time.Time) (Window, bool) {
	if year == 0 {
		if month < 1 || month > 12 {
			return Window{}, false
		}
		var ok bool
		if year, ok = yearFor(time.Month(month), date, posted); !ok {
			return Window{}, false
		}
	}
	return dayOf(year, month, date)
}

func (c *calendar) readDMonth(m []string, posted time.Time) (Window, bool) {
	return c.inYear(number(m[3]), int(c.months[m[2]]), number(m[1]), posted)
}

// ordinals returns the expression for the days of a month in words.
func (c *calendar) ordinals() string { return anyOf(slices.Collect(maps.Keys(c.ordinal))) }

// readOrdinal reads "the first of June".
func (c *calendar) readOrdinal(m []string, posted time.Time) (Window, bool) {
	return c.inYear(number(m[3]), int(c.months[m[2]]), c.ordinal[m[1]], posted)
}

func (c *calendar) readMonthD(m []string, posted time.Time) (Window, bool) {
	return c.inYear(number(m[3]), int(c.months[m[1]]), number(m[2]), posted)
}

func (c *calendar) readDotted(m []string, _ time.Time) (Window, bool) {
	return dayOf(century(number(m[3])), number(m[2]), number(m[1]))
}

// readShort reads "am 31.12.".
func (c *calendar) readShort(m []string, posted time.Time) (Window, bool) {
	return c.inYear(0, number(m[3]), number(m[2]), posted)
}

// readSlashed reads 31/12/2026 and 12/31/2026; a day that can be read both ways is
// somewhere from the one to the other.
func (c *calendar) readSlashed(m []string, _ time.Time) (Window, bool) {
	a, b, year := number(m[1]), number(m[3]), number(m[4])
	dayFirst, ok := dayOf(year, b, a)
	monthFirst, other := dayOf(year, a, b)
	switch {
	case !ok:
		return monthFirst, other
	case !other || a == b:
		return dayFirst, ok
	case monthFirst.From.Before(dayFirst.From):
		return Window{From: monthFirst.From, To: dayFirst.To, Doubt: DoubtAmbiguous}, true
	}
	return Window{From: dayFirst.From, To: monthFirst.To, Doubt: DoubtAmbiguous}, true
}

// readShortSlash reads "on 31/3"; a day that can be read both ways is in doubt.
func (c *calendar) readShortSlash(m []string, posted time.Time) (Window, bool) {
	a, b := number(m[2]), number(m[3])
	dayFirst, ok := c.inYear(0, b, a, posted)
	monthFirst, other := c.inYear(0, a, b, posted)
	switch {
	case !ok:
		return monthFirst, other
	case !other || a == b:
		return dayFirst, ok
	case monthFirst.From.Before(dayFirst.From):
		return Window{From: monthFirst.From, To: dayFirst.To, Doubt: DoubtAmbiguous}, true
	}
	return Window{From: dayFirst.From, To: monthFirst.To, Doubt: DoubtAmbiguous}, true
}

func (c *calendar) readPart(m []string, posted time.Time) (Window, bool) {
	return c.month(number(m[3]), c.months[m[2]], c.parts[m[1]], posted)
}

func (c *calendar) month(year int, month time.Month, p part, posted time.Time) (Window, bool) {
	if year == 0 {
		var ok bool
		if year, ok = yearFor(month, 28, posted); !ok {
			return Window{}, false
		}
	}
	return monthOf(year, month, p), true
}

func (c *calendar) readMonthYear(m []string, _ time.Time) (Window, bool) {
	return monthOf(number(m[2]), c.months[m[1]], whole), true
}

func (c *calendar) readBareMonth(m []string, posted time.Time) (Window, bool) {
	return c.month(0, c.months[m[2]], whole, posted)
}

func (c *calendar) readEndOfYear(m []string, _ time.Time) (Window, bool) {
	year := number(m[2])
	return monthOf(year, time.December, partEnd), year >= 1970 && year <= 2200
}
