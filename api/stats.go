package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory/stats"
	"landfall/internal/httpkit"
	"landfall/internal/rows"
)

// chartList is the answer of GET /stats.
type chartList struct {
	AsOf   *string      `json:"as_of"`
	Charts []chartEntry `json:"charts"`
}

// chartEntry is what a chart is about, without its numbers.
type chartEntry struct {
	ID         string           `json:"id"`
	Title      string           `json:"title"`
	Note       string           `json:"note"`
	Group      stats.Group      `json:"group"`
	Population stats.Population `json:"population"` // whom it is over
	Whole      int              `json:"population_count"`
	Known      int              `json:"population_known"`
	From       *string          `json:"data_from"` // null if the data is of one moment
	Through    *string          `json:"data_through"`
	// Hash is the SHA-256 of the chart as CSV: with the day of the data it cites this
	// very state of it.
	Hash string `json:"csv_sha256"`
	Page string `json:"page"`
	CSV  string `json:"csv"`
	JSON string `json:"json"`
}

// chartDocument is the answer of GET /stats/{chart}.
type chartDocument struct {
	AsOf *string `json:"as_of"`
	chartEntry
	Columns []chartColumn     `json:"columns"`
	Rows    []json.RawMessage `json:"rows"` // objects with the names of the columns as keys
}

type chartColumn struct {
	Name  string `json:"name"`
	Label string `json:"label"`
	Unit  string `json:"unit,omitempty"`
}

// charts answers GET /stats.
func (a *api) charts(c *gin.Context) error {
	snapshot := a.deps.Directory.Load()
	c.Header("Cache-Control", cacheFor)
	if httpkit.NotModified(c, httpkit.ETag(snapshot.Epoch(), "stats")) {
		return nil
	}
	list := chartList{AsOf: moment(snapshot.Totals().At)}
	for _, chart := range a.book.Charts(snapshot) {
		list.Charts = append(list.Charts, newChartEntry(&chart))
	}
	return send(c, list)
}

// chart answers GET /stats/{chart}, with the ending .json, .csv or .ndjson or none.
func (a *api) chart(c *gin.Context) error {
	id, format, _ := strings.Cut(c.Param("chart"), ".")
	snapshot := a.deps.Directory.Load()
	chart := a.book.Chart(snapshot, id)
	if chart == nil {
		return fmt.Errorf("chart: %w", landfall.ErrNotFound)
	}
	c.Header("Cache-Control", cacheFor)
	if httpkit.NotModified(c, httpkit.ETag(snapshot.Epoch(), "stats", id, format)) {
		return nil
	}
	switch format {
	case "", "json":
		document := chartDocument{AsOf: moment(snapshot.Totals().At), chartEntry: newChartEntry(chart), Rows: chartRows(chart)}
		for _, column := range chart.Columns {
			document.Columns = append(document.Columns, chartColumn{column.Name, column.Label, column.Unit})
		}
		return send(c, document)
	case "csv":
		c.Data(http.StatusOK, "text/csv; charset=utf-8; header=present", rows.Sheet(chart.Header(), chart.Records()))
		return nil
	case "ndjson":
		var body bytes.Buffer
		for _, row := range chartRows(chart) {
			body.Write(append(row, '\n'))
		}
		c.Data(http.StatusOK, "application/x-ndjson", body.Bytes())
		return nil
	}
	return fmt.Errorf("chart: %w", landfall.ErrNotFound)
}

func newChartEntry(c *stats.Chart) chartEntry {
	hash := sha256.Sum256(rows.Sheet(c.Header(), c.Records()))
	return chartEntry{
		ID: c.ID, Title: c.Title, Note: c.Note, Group: c.Group, Population: c.Base.Of, Whole: c.Base.Whole, Known: c.Base.Known,
		From: moment(c.From), Through: moment(c.Through), Hash: hex.EncodeToString(hash[:]),
		Page: "/stats/" + c.ID, CSV: "/stats/" + c.ID + ".csv", JSON: "/stats/" + c.ID + ".json",
	}
}

// chartRows are the lines as objects, with the columns in their order.
func chartRows(c *stats.Chart) []json.RawMessage {
	header := c.Header()
	list := make([]json.RawMessage, 0, len(c.Lines))
	for record := range c.Records() {
		key, _ := json.Marshal(record[0]) // a string always has a form
		row := append([]byte(`{"`+header[0]+`":`), key...)
		for i, cell := range record[1:] {
			if cell == "" {
				cell = "null"
			}
			row = append(row, `,"`+header[i+1]+`":`+cell...)
		}
		list = append(list, append(row, '}'))
	}
	return list
}
