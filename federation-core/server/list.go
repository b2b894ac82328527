package server

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// pageSize is how many things a page of a collection has at most.
const pageSize = 20

// item is a thing in a collection and its place there. One without a reference is not shown.
type item struct {
	number int64
	ref    vocab.Ref
}

// items are things of the store as a collection has them.
func items[T any](found []social.Numbered[T], refer func(T) vocab.Ref) []item {
	all := make([]item, len(found))
	for i, one := range found {
		all[i] = item{one.Number, refer(one.Of)}
	}
	return all
}

// list is a collection that is read page by page, each beginning where the one before ends.
type list struct {
	id   string
	kind string // OrderedCollection or Collection
	// cursor is the parameter that says where a page begins: max_id where the newest comes
	// first, min_id where the oldest does.
	cursor string
	// count counts the things; nil where that is not known.
	count func(ctx context.Context) (int64, error)
	// page returns pageSize+1 things from there on, if there are as many.
	page func(ctx context.Context, from int64) ([]item, error)
	// hidden keeps the members back.
	hidden bool
}

// list serves a collection, or the page of it that is asked for.
func (s *Server) list(ctx context.Context, r *http.Request, l list) (answer, error) {
	from, paged, ok := l.asked(r.URL.Query())
	switch {
	case !ok:
		return plain(http.StatusBadRequest, l.cursor+" is the number that a page gave"), nil
	case paged:
		return l.part(ctx, from)
	}
	total := int64(-1)
	if l.count != nil {
		var err error
		if total, err = l.count(ctx); err != nil {
			return answer{}, err
		}
	}
	if l.hidden {
		return l.number(total)
	}
	return written(vocab.Collection{
		ID: vocab.ID(l.id), Type: l.kind, Total: int(total), First: vocab.Ref{IRI: l.address(0)},
	})
}

// asked reads which page is asked for: none, or the one from a number on.
func (l list) asked(query url.Values) (from int64, paged, ok bool) {
	text := query.Get(l.cursor)
	if text == "" {
		return 0, query.Get("page") != "", true
	}
	from, err := strconv.ParseInt(text, 10, 64)
	return from, true, err == nil && from > 0
}

// part is one page. That of a hidden collection is empty.
func (l list) part(ctx context.Context, from int64) (answer, error) {
	page := vocab.Collection{ID: l.address(from), Type: l.kind + "Page", Total: -1, PartOf: vocab.ID(l.id)}
	if l.hidden {
		return written(page)
	}
	found, err := l.page(ctx, from)
	if err != nil {
		return answer{}, err
	}
	if len(found) > pageSize {
		found = found[:pageSize]
		page.Next = l.address(found[pageSize-1].number)
	}
	for _, one := range found {
		if !one.ref.IsZero() {
			page.Items = append(page.Items, one.ref)
		}
	}
	return written(page)
}

// address is where a page is found; 0 is the first.
func (l list) address(from int64) vocab.ID {
	if from == 0 {
		return vocab.ID(l.id + "?page=true")
	}
	return vocab.ID(l.id + "?" + l.cursor + "=" + strconv.FormatInt(from, 10) + "&page=true")
}

// number is a collection whose members are nobody's business, but for how many there are.
func (l list) number(total int64) (answer, error) {
	body, err := json.Marshal(struct {
		Context string `json:"@context"`
		ID      string `json:"id"`
		Type    string `json:"type"`
		Total   int64  `json:"totalItems"`
	}{vocab.ContextActivityStreams, l.id, l.kind, max(total, 0)})
	return answer{status: http.StatusOK, kind: vocab.ContentType, body: body, cache: shared}, err
}
