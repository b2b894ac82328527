package notice

import "time"

// midnight returns the UTC day of a time.
func midnight(at time.Time) time.Time { return at.UTC().Truncate(24 * time.Hour) }

// on returns one day counted from the day of the text.
func on(posted time.Time, years, months, days int) (Window, bool) {
	at := midnight(posted).AddDate(years, months, days)
	return Window{From: at, To: at}, !posted.IsZero()
}

func (c *calendar) readNextMonth(m []string, posted time.Time) (Window, bool) {
	return partOfMonth(posted, 1, c.parts[m[1]])
}

func (c *calendar) readThisMonth(m []string, posted time.Time) (Window, bool) {
	return partOfMonth(posted, 0, c.parts[m[1]])
}

func (c *calendar) readNextMonthSign(m []string, posted time.Time) (Window, bool) {
	if m[2] == "" {
		return partOfMonth(posted, 1, whole)
	}
	return partOfMonth(posted, 1, partEnd)
}

func (c *calendar) readThisMonthSign(_ []string, posted time.Time) (Window, bool) {
	return partOfMonth(posted, 0, partEnd)
}

func (c *calendar) readBareNextMonth(_ []string, posted time.Time) (Window, bool) {
	return partOfMonth(posted, 1, whole)
}

func partOfMonth(posted time.Time, ahead int, p part) (Window, bool) {
	first := time.Date(posted.Year(), posted.Month()+time.Month(ahead), 1, 0, 0, 0, 0, time.UTC)
	return monthOf(first.Year(), first.Month(), p), !posted.IsZero()
}

func (c *calendar) readYearPart(m []string, posted time.Time) (Window, bool) {
	months := map[part]time.Month{partStart: time.January, partMiddle: time.June, partEnd: time.December}
	p := c.parts[m[1]]
	return monthOf(posted.Year(), months[p], p), !posted.IsZero()
}

func (c *calendar) readYearEnd(_ []string, posted time.Time) (Window, bool) {
	return monthOf(posted.Year(), time.December, partEnd), !posted.IsZero()
}

// readFromNow reads "in three months".
func (c *calendar) readFromNow(m []string, posted time.Time) (Window, bool) {
	n, known := c.numbers[m[2]]
	if !known {
		n = number(m[2])
	}
	return ahead(posted, n, c.units[m[3]])
}

// readFromNowOne reads "in a month" where no word is said for "a".
func (c *calendar) readFromNowOne(m []string, posted time.Time) (Window, bool) {
	return ahead(posted, 1, c.units[m[2]])
}

// readFromNowPair reads "in two months" where that is one word.
func (c *calendar) readFromNowPair(m []string, posted time.Time) (Window, bool) {
	return ahead(posted, 2, c.units[m[2]])
}

func (c *calendar) readMonthEnd(_ []string, posted time.Time) (Window, bool) {
	return partOfMonth(posted, 0, partEnd)
}

// ahead returns the day that is n units after the text.
func ahead(posted time.Time, n int, unit string) (Window, bool) {
	if n == 0 {
		return Window{}, false
	}
	switch unit {
	case "day":
		return on(posted, 0, 0, n)
	case "week":
		return on(posted, 0, 0, 7*n)
	case "month":
		return on(posted, 0, n, 0)
	case "year":
		return on(posted, n, 0, 0)
	case "hour":
		return on(posted.Add(time.Duration(n)*time.Hour), 0, 0, 0)
	}
	return Window{}, false
}

// signUnits are units in languages without spaces.
var signUnits = map[string]string{
	"日": "day", "天": "day", "일": "day", "週間": "week", "周間": "week", "周": "week", "週": "week", "주": "week",
	"ヶ月": "month", "か月": "month", "カ月": "month", "ケ月": "month", "箇月": "month", "个月": "month", "個月": "month", "개월": "month", "달": "month",
	"年": "year", "년": "year", "時間": "hour", "小时": "hour", "小時": "hour", "시간": "hour",
}

// signNumbers are numbers written in signs.
var signNumbers = map[string]int{
	"一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
	"한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6,
}

func (c *calendar) readSignFromNow(m []string, posted time.Time) (Window, bool) {
	n, known := signNumbers[m[1]]
	if !known {
		n = number(m[1])
	}
	return ahead(posted, n, signUnits[m[2]])
}

func (c *calendar) readToday(_ []string, posted time.Time) (Window, bool) { return on(posted, 0, 0, 0) }

func (c *calendar) readTomorrow(_ []string, posted time.Time) (Window, bool) {
	return on(posted, 0, 0, 1)
}
