package api

import (
	"landfall"
	"landfall/directory"
)

// noticeRow is a notice in a table. What is not known is an empty cell.
type noticeRow struct {
	ID          string               `json:"id"`
	Host        string               `json:"host"`
	State       landfall.NoticeState `json:"state"`
	Announced   *string              `json:"announced"`
	ClosesFrom  *string              `json:"closes_from"`
	ClosesTo    *string              `json:"closes_to"`
	Days        *int                 `json:"days_of_notice"`
	NinetyDays  *bool                `json:"keeps_90_days"`
	ThreeMonths *bool                `json:"keeps_three_months"`
	Found       *string              `json:"found"`
	Updated     *string              `json:"updated"`
	Software    *string              `json:"software"`
	Languages   []string             `json:"languages"` // a list in JSON
	Size        *directory.Size      `json:"size"`
	Statements  int                  `json:"statements"`
	// What the most trusted statement is, on one line.
	Source *landfall.NoticeSource `json:"source"`
	URL    *string                `json:"source_url"`
	Quote  *string                `json:"quote"`
	Page   string                 `json:"page"`
}

func (a *api) newNoticeRow(n *landfall.Notice, snapshot *directory.Snapshot) noticeRow {
	d := newNotice(n, snapshot)
	row := noticeRow{
		ID: d.ID, Host: d.Host, State: d.State, Announced: d.Announced, ClosesFrom: d.ClosesFrom, ClosesTo: d.ClosesTo,
		Days: d.Days, NinetyDays: d.NinetyDays, ThreeMonths: d.ThreeMonths, Found: d.Found, Updated: d.Updated,
		Software: d.Software, Languages: d.Languages, Size: d.Size, Statements: len(d.Statements), Page: a.deps.Site + d.Page,
	}
	if len(d.Statements) > 0 {
		first := &n.Statements[0]
		row.Source, row.URL, row.Quote = &first.Source, text(directory.Visible(first.URL)), text(directory.Visible(first.Quote))
	}
	return row
}
