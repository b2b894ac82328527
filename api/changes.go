package api

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/past"
)

// historyDocument is the answer of GET /servers/{host}/history.
type historyDocument struct {
	Host    string      `json:"host"`
	AsOf    *string     `json:"as_of"`
	Changes []changeRow `json:"changes"` // the newest first
	// More is set if there were earlier ones, which are left out.
	More bool `json:"more"`
}

// changeRow is a difference between two answered visits. Of rules the values are digests of
// their wording, which GET /servers/{host}/rules tells.
type changeRow struct {
	At     *string              `json:"at"` // of the visit that saw it first
	Field  landfall.ChangeField `json:"field"`
	Before string               `json:"before"`
	After  string               `json:"after"`
}

// keyField is the parameter of what changed.
const keyField = "field"

func (p *parameters) fields() (fields []landfall.ChangeField) {
	for _, text := range p.values[keyField] {
		for name := range strings.SplitSeq(text, ",") {
			if name == "" {
				continue
			}
			if !slices.Contains(past.Fields(), landfall.ChangeField(name)) {
				p.refuse(keyField, "It is signup_mode, rules, software or version, or some of them with commas between.")
				return nil
			}
			fields = append(fields, landfall.ChangeField(name))
		}
	}
	return fields
}

func (a *api) newHistory(c *gin.Context) (*directory.Server, []changeRow, bool, error) {
	server, err := a.serverOf(c)
	if err != nil {
		return nil, nil, false, err
	}
	p, err := parseParameters(c.Request.URL.RawQuery)
	if err != nil {
		return nil, nil, false, err
	}
	fields := p.fields()
	if err := p.err(); err != nil {
		return nil, nil, false, err
	}
	history, err := a.deps.Past.History(c.Request.Context(), server.Host)
	if err != nil {
		return nil, nil, false, fmt.Errorf("%w: %w", landfall.ErrUnavailable, err)
	}
	history = history.Of(fields)
	list := make([]changeRow, 0, len(history.Changes))
	for _, change := range history.Changes {
		list = append(list, changeRow{moment(change.At), change.Field, directory.Visible(change.Before), directory.Visible(change.After)})
	}
	return server, list, history.More, nil
}

// changes answers GET /servers/{host}/history.
func (a *api) changes(c *gin.Context) error {
	server, list, more, err := a.newHistory(c)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", cacheFor)
	return send(c, historyDocument{Host: server.Host.String(), AsOf: moment(a.deps.Directory.Load().Totals().At), Changes: list, More: more})
}

// changeRows answers GET /servers/{host}/history.csv and .ndjson.
func (a *api) changeRows(c *gin.Context, format string) error {
	_, list, _, err := a.newHistory(c)
	if err != nil {
		return err
	}
	return sendRows(c, format, list)
}
