package web

import (
	"context"
	"slices"
	"strings"

	"landfall/directory"
	"landfall/web/tongue"
)

// facetGroup is a group of facets that a reader needs about equally soon.
type facetGroup struct {
	Label  string // "" of the first, which is not folded
	Facets []facetView
	Open   bool
}

// facetView is one group of check boxes.
type facetView struct {
	Key, Label, Note string
	Values           []choice
	// More holds the rest of a long list, folded away.
	More []choice
	Open bool
	// Any is a hidden value sent along with the boxes. A form does not send boxes
	// that are not ticked, so without it no box ticked could not be told from a
	// form that does not ask, which means the default.
	Any string
	// List leads to all values with pages of their own, ListLabel says so; "" if there is none.
	List, ListLabel string
}

// choice is one check box, with those of its parts.
type choice struct {
	Value, Label, Count, Lang string
	Whole                     string // what it is a part of, before its label: "Music › "
	Selected                  bool
	Parts                     []choice
	Inside                    string // names a few of the parts
	Open                      bool   // a part is selected
}

// facetFold is how many values a facet shows at once. A list that is barely longer is
// not worth folding. Of a long list those that are folded away are no more than
// facetMost: the rarest can be searched for.
const (
	facetFold  = 7
	facetSpare = 2
	facetMost  = 60
)

// partsNamed is how many parts are named while they are folded away.
const partsNamed = 3

func newFacets(ctx context.Context, facets []directory.Facet) []facetGroup {
	groups := []facetGroup{{}, {Label: tongue.Say(ctx, "More filters")}, {Label: tongue.Say(ctx, "Advanced")}}
	for _, f := range facets {
		if len(f.Values) == 0 {
			continue
		}
		view := newFacet(ctx, f)
		group := &groups[f.Group]
		selected := slices.ContainsFunc(f.Values, func(v directory.FacetValue) bool { return v.Selected })
		view.Open = f.Group == directory.GroupMain || selected
		group.Open = group.Open || view.Open
		group.Facets = append(group.Facets, view)
	}
	return slices.DeleteFunc(groups, func(g facetGroup) bool { return len(g.Facets) == 0 })
}

func newFacet(ctx context.Context, f directory.Facet) facetView {
	choices := newChoices(ctx, f)
	slices.SortStableFunc(choices, func(a, b choice) int {
		switch first := a.Selected || a.Open; {
		case first == (b.Selected || b.Open):
			return 0
		case first:
			return -1
		}
		return 1
	})
	view := facetView{Key: f.Key, Label: tongue.Say(ctx, f.Label), Note: say(ctx, f.Note), Values: choices}
	if view.List = withMeaning(sectionRoots[f.Key], f.Key); sectionRoots[f.Key] != "" {
		view.ListLabel = listLabel(ctx, f.Key)
	}
	if f.Key == directory.KeySignup {
		view.Any = directory.Any
	}
	if len(choices) > facetFold+facetSpare {
		view.Values, view.More = choices[:facetFold], choices[facetFold:]
		kept := 0
		view.More = slices.DeleteFunc(view.More, func(c choice) bool {
			kept++
			return kept > facetMost && !c.Selected && !c.Open && c.Value != directory.Unknown
		})
	}
	return view
}

// listLabel names the list of a facet's values.
func listLabel(ctx context.Context, key string) string {
	switch key {
	case directory.KeyTopic:
		return tongue.Say(ctx, "All topics")
	case directory.KeyLanguage:
		return tongue.Say(ctx, "All languages")
	case directory.KeySoftware:
		return tongue.Say(ctx, "All software")
	}
	return tongue.Say(ctx, "All places")
}

// newChoices puts the parts of a value under it.
func newChoices(ctx context.Context, f directory.Facet) []choice {
	var choices []choice
	at := map[string]int{}
	for _, v := range f.Values {
		c := choice{Value: v.Value, Label: label(ctx, f.Key, v.Value, v.Label), Count: tongue.Number(ctx, v.Count), Selected: v.Selected}
		if (f.Key == directory.KeyLanguage || f.Key == directory.NoticeKeyLanguage) && v.Value != directory.Unknown {
			c.Lang = languageOfLabel(ctx, v.Value)
		}
		if f.Key == directory.KeyShow {
			c.Count = "+" + tongue.Number(ctx, v.Adds)
		}
		whole, under := at[v.Under]
		if v.Under == "" || !under {
			at[v.Value] = len(choices)
			choices = append(choices, c)
			continue
		}
		if before, part, ok := strings.Cut(c.Label, " › "); ok {
			c.Whole, c.Label = before+" › ", part
		}
		choices[whole].take(ctx, c)
	}
	return choices
}

// take adds a part.
func (c *choice) take(ctx context.Context, part choice) {
	switch n := len(c.Parts); {
	case n == 0:
		c.Inside = part.Label
	case n < partsNamed:
		c.Inside = tongue.List(ctx, []string{c.Inside, part.Label})
	case n == partsNamed:
		c.Inside += "…"
	}
	c.Parts = append(c.Parts, part)
	c.Open = c.Open || part.Selected
}

// activeFilters lists the filters in force, each with the query without it.
func activeFilters(ctx context.Context, result directory.Result) []activeFilter {
	var active []activeFilter
	if q := result.Query; q.Text != "" {
		text := q.Text
		q.Text, q.Page = "", 1
		if q.Sort == directory.SortMatch {
			q.Sort = ""
		}
		active = append(active, activeFilter{Label: tongue.Quoted(ctx, text), Without: serversPath(q)})
	}
	for _, facet := range result.Facets {
		for _, value := range facet.Values {
			if value.Selected {
				without := result.Query.Without(facet.Key, value.Value)
				filter := activeFilter{Facet: tongue.Labelled(ctx, tongue.Say(ctx, facet.Label), ""), Label: label(ctx, facet.Key, value.Value, value.Label), Without: serversPath(without)}
				if vague(facet.Key) || value.Value == directory.Unknown {
					filter.Facet, filter.Label = "", filter.Facet+filter.Label
				}
				active = append(active, filter)
			}
		}
	}
	return active
}

// vague reports whether the labels of a facet's values mean nothing by themselves.
func vague(key string) bool {
	switch key {
	case directory.KeySize, directory.KeyUp, directory.KeyAge, directory.KeyVersion, directory.KeyShow:
		return true
	}
	return false
}
