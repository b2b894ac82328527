package api

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/internal/rows"
)

// noticesLines answers GET /notices.ndjson: all that are found, one document a line.
func (a *api) noticesLines(c *gin.Context) error {
	f, err := a.findNotices(c)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	lines := json.NewEncoder(&body)
	for _, n := range f.notices {
		if err := lines.Encode(newNotice(n, f.snapshot)); err != nil {
			return fmt.Errorf("encode notice %s: %w", n.ID, err)
		}
	}
	return sendFeed(c, "application/x-ndjson", body.Bytes(), f.notices)
}

// noticesTable answers GET /notices.csv: all that are found, one a row.
func (a *api) noticesTable(c *gin.Context) error {
	f, err := a.findNotices(c)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	table := rows.New(&body, rows.CSV, noticeRow{})
	for _, n := range f.notices {
		if err := table.Write(a.newNoticeRow(n, f.snapshot)); err != nil {
			return fmt.Errorf("write notice %s: %w", n.ID, err)
		}
	}
	if err := table.Close(); err != nil {
		return err
	}
	return sendFeed(c, "text/csv; charset=utf-8; header=present", body.Bytes(), f.notices)
}

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
