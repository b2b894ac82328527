package web

import (
	"slices"

	"landfall/directory"
	"landfall/web/phrase"
)

// facetView is one group of check boxes.
type facetView struct {
	Key, Label string
	Values     []choice
	// More holds the rest of a long list, folded away.
	More []choice
	// Any is a hidden value sent along with the boxes. A form does not send boxes
	// that are not ticked, so without it no box ticked could not be told from a
	// form that does not ask, which means the default.
	Any string
}

// choice is one check box.
type choice struct {
	Value, Label, Count, Lang string
	Selected                  bool
}

// facetFold is how many values a facet shows at once. A list that is barely longer is
// not worth folding.
const (
	facetFold  = 8
	facetSpare = 2
)

func newFacets(facets []directory.Facet) []facetView {
	views := make([]facetView, 0, len(facets))
	for _, f := range facets {
		if len(f.Values) == 0 {
			continue
		}
		views = append(views, newFacet(f))
	}
	return views
}

func newFacet(f directory.Facet) facetView {
	choices := make([]choice, 0, len(f.Values))
	for _, v := range f.Values {
		c := choice{Value: v.Value, Label: v.Label, Count: phrase.Number(v.Count), Selected: v.Selected}
		if f.Key == directory.KeyLanguage && v.Value != directory.Unknown {
			c.Lang = v.Value
		}
		choices = append(choices, c)
	}
	slices.SortStableFunc(choices, func(a, b choice) int {
		switch {
		case a.Selected == b.Selected:
			return 0
		case a.Selected:
			return -1
		}
		return 1
	})
	view := facetView{Key: f.Key, Label: f.Label, Values: choices}
	if f.Key == directory.KeySignup {
		view.Any = directory.Any
	}
	if len(choices) > facetFold+facetSpare {
		view.Values, view.More = choices[:facetFold], choices[facetFold:]
	}
	return view
}

// activeFilters lists the filters in force, each with the query without it.
func activeFilters(result directory.Result) []activeFilter {
	var active []activeFilter
	if q := result.Query; q.Text != "" {
		text := q.Text
		q.Text, q.Page = "", 1
		if q.Sort == directory.SortMatch {
			q.Sort = ""
		}
		active = append(active, activeFilter{Label: "“" + text + "”", Without: serversPath(q)})
	}
	for _, facet := range result.Facets {
		for _, value := range facet.Values {
			if value.Selected {
				without := result.Query.Without(facet.Key, value.Value)
				filter := activeFilter{Facet: facet.Label + ": ", Label: value.Label, Without: serversPath(without)}
				if facet.Key == directory.KeySize || value.Value == directory.Unknown {
					// These labels mean nothing by themselves.
					filter.Facet, filter.Label = "", filter.Facet+filter.Label
				}
				active = append(active, filter)
			}
		}
	}
	return active
}
