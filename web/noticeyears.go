package web

import (
	"strconv"

	"landfall/directory/notice"
	"landfall/web/chart"
	"landfall/web/phrase"
)

// noticeYears is what the closings of each year add up to.
type noticeYears struct {
	Rows  []noticeYear // the latest first, all together last
	Chart chart.Years
	Drawn bool
}

// noticeYear is one row. Shares are said with what they are shares of.
type noticeYear struct {
	Label                           string
	Closings, Vanished, Stay, Dated string
	Median, NinetyDays, ThreeMonths string
	Unknown                         bool // no notice of the year can be measured
}

func newNoticeYears(all notice.Measure, years []notice.Year) noticeYears {
	if len(years) == 0 {
		return noticeYears{}
	}
	var table noticeYears
	var bars []chart.Year
	for _, y := range years {
		table.Rows = append(table.Rows, newNoticeYear(strconv.Itoa(y.Year), &y.Measure))
		bars = append(bars, chart.Year{Year: y.Year, Days: y.MedianDays, Of: y.Dated})
	}
	table.Rows = append(table.Rows, newNoticeYear("All", &all))
	table.Chart, table.Drawn = chart.NewYears(bars)
	return table
}

func newNoticeYear(label string, m *notice.Measure) noticeYear {
	row := noticeYear{
		Label: label, Closings: phrase.Number(m.Closing + m.Closed + m.Vanished), Vanished: phrase.Number(m.Vanished),
		Stay: phrase.Number(m.Cancelled + m.HandedOver), Dated: phrase.Number(m.Dated),
		Median: "Not known", NinetyDays: "Not known", ThreeMonths: "Not known",
	}
	if row.Unknown = m.Dated == 0; !row.Unknown {
		row.Median = phrase.Days(m.MedianDays)
		row.NinetyDays = shareOf(m.NinetyDays, m.Dated)
		row.ThreeMonths = shareOf(m.ThreeMonths, m.Dated)
	}
	return row
}

// shareOf says a share with what it is a share of.
func shareOf(part, whole int) string {
	return phrase.Share(part, whole) + " (" + phrase.Number(part) + " of " + phrase.Number(whole) + ")"
}
