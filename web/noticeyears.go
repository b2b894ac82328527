package web

import (
	"context"

	"landfall/directory/notice"
	"landfall/web/chart"
	"landfall/web/phrase"
	"landfall/web/tongue"
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

func newNoticeYears(ctx context.Context, all notice.Measure, years []notice.Year) noticeYears {
	if len(years) == 0 {
		return noticeYears{}
	}
	var table noticeYears
	var bars []chart.Year
	for _, y := range years {
		table.Rows = append(table.Rows, newNoticeYear(ctx, tongue.Year(ctx, y.Year), &y.Measure))
		bars = append(bars, chart.Year{Year: y.Year, Days: y.MedianDays, Of: y.Dated})
	}
	table.Rows = append(table.Rows, newNoticeYear(ctx, tongue.Say(ctx, "All"), &all))
	table.Chart, table.Drawn = chart.NewYears(ctx, bars)
	return table
}

func newNoticeYear(ctx context.Context, label string, m *notice.Measure) noticeYear {
	row := noticeYear{
		Label: label, Closings: tongue.Number(ctx, m.Closing+m.Closed+m.Vanished), Vanished: tongue.Number(ctx, m.Vanished),
		Stay: tongue.Number(ctx, m.Cancelled+m.HandedOver), Dated: tongue.Number(ctx, m.Dated),
		Median: tongue.Say(ctx, "Not known"), NinetyDays: tongue.Say(ctx, "Not known"), ThreeMonths: tongue.Say(ctx, "Not known"),
	}
	if row.Unknown = m.Dated == 0; !row.Unknown {
		row.Median = phrase.Days(ctx, m.MedianDays)
		row.NinetyDays = shareOf(ctx, m.NinetyDays, m.Dated)
		row.ThreeMonths = shareOf(ctx, m.ThreeMonths, m.Dated)
	}
	return row
}

// shareOf says a share with what it is a share of.
func shareOf(ctx context.Context, part, whole int) string {
	return tongue.Say(ctx, "{share} ({part} of {whole})", "share", phrase.Share(ctx, part, whole), "part", part, "whole", whole)
}
