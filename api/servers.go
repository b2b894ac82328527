package api

import (
	"net/url"

	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/internal/httpkit"
)

// serverList is the answer of GET /servers.
type serverList struct {
	AsOf    *string `json:"as_of"` // when the data was put together
	Query   string  `json:"query"` // as understood, in canonical form
	Total   int     `json:"total"` // of the whole list
	Servers []row   `json:"servers"`
	// NextCursor continues the list, and Next is the address that does; null at the
	// end.
	NextCursor *string `json:"next_cursor"`
	Next       *string `json:"next"`
	Facets     []facet `json:"facets,omitempty"` // if asked for
}

type facet struct {
	Key    string       `json:"key"`
	Label  string       `json:"label"`
	Note   *string      `json:"note"`  // how it is known
	Group  string       `json:"group"` // how soon a reader needs it: main, more or advanced
	Values []facetValue `json:"values"`
}

type facetValue struct {
	Value    string  `json:"value"`
	Label    string  `json:"label"`
	Under    *string `json:"under"` // the value that it is part of
	Count    int     `json:"count"` // what it would give as the facet's one value
	Selected bool    `json:"selected"`
}

// servers answers GET /servers: the list that the page shows for the same parameters.
func (a *api) servers(c *gin.Context) error {
	request, err := parseList(c.Request.URL.RawQuery)
	if err != nil {
		return err
	}
	snapshot := a.deps.Directory.Load()
	c.Header("Cache-Control", cacheFor)
	if httpkit.NotModified(c, httpkit.ETag(snapshot.Epoch(), request.address(request.cursor))) {
		return nil
	}
	step, err := snapshot.Walk(request.query, request.cursor)
	if err != nil {
		return badParameter(keyCursor, "It is not a cursor of this list, or too old. Begin again without it.")
	}
	list := newServerList(request, step)
	list.AsOf = moment(snapshot.Totals().At)
	if request.facets {
		list.Facets = newFacets(snapshot.Facets(request.query))
	}
	return send(c, list)
}

func newServerList(request listRequest, step directory.Step) serverList {
	list := serverList{
		Query:      step.Query.Canonical(),
		Total:      step.Total,
		Servers:    make([]row, 0, len(step.Servers)),
		NextCursor: text(step.Next),
	}
	for _, server := range step.Servers {
		list.Servers = append(list.Servers, newRow(server))
	}
	if step.Next != "" {
		list.Next = text(request.address(step.Next))
	}
	return list
}

// address returns the one address of a stretch of the list.
func (r *listRequest) address(cursor string) string {
	q := r.query
	if cursor != "" {
		q.Page = 1 // it is where the cursor says
	}
	values := q.Values()
	if cursor != "" {
		values.Set(keyCursor, cursor)
	}
	if r.facets {
		values.Set(keyFacets, "true")
	}
	return (&url.URL{Path: Prefix + "/servers", RawQuery: values.Encode()}).String()
}

func newFacets(facets []directory.Facet) []facet {
	out := make([]facet, 0, len(facets))
	for _, f := range facets {
		values := make([]facetValue, 0, len(f.Values))
		for _, v := range f.Values {
			values = append(values, facetValue{v.Value, v.Label, text(v.Under), v.Count, v.Selected})
		}
		out = append(out, facet{f.Key, f.Label, text(f.Note), f.Group.String(), values})
	}
	return out
}
