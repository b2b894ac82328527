package api

import (
	"net/url"
	"strconv"

	"landfall/directory"
	"landfall/internal/httpkit"
)

// The parameters of lists that pages do not have.
const (
	keyLimit  = "limit"  // from 1 to 100; another word for per
	keyCursor = "cursor" // from next_cursor
	keyFacets = "facets" // true or false
)

// listRequest is what a client asks of a list.
type listRequest struct {
	query  directory.Query
	cursor string
	facets bool
}

// parseList reads the parameters of a list. Those it does not know are ignored. Of
// those it knows every bad value is named, in an error that means 400: a program that
// asked for something else than it meant should hear of it.
func parseList(raw string) (listRequest, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return listRequest{}, &httpkit.ParameterError{Parameters: []httpkit.Parameter{
			{Name: "(query)", Detail: "The query string is not well formed."},
		}}
	}
	values.Del(directory.KeyView)
	if limit := values.Get(keyLimit); limit != "" {
		values.Set(directory.KeyPerPage, limit)
	}
	query, bad := directory.CheckQuery(values)
	request := listRequest{query: query, cursor: values.Get(keyCursor)}
	var fault httpkit.ParameterError
	refuse := func(key, why string) {
		fault.Parameters = append(fault.Parameters, httpkit.Parameter{Name: key, Detail: why})
	}
	for _, b := range bad {
		if b.Key == directory.KeyPerPage && values.Has(keyLimit) {
			b.Key = keyLimit
		}
		refuse(b.Key, b.Why)
	}
	if text := values.Get(keyFacets); text != "" {
		if request.facets, err = strconv.ParseBool(text); err != nil {
			refuse(keyFacets, "It is true or false.")
		}
	}
	if len(fault.Parameters) > 0 {
		return request, &fault
	}
	return request, nil
}

func badParameter(name, why string) error {
	return &httpkit.ParameterError{Parameters: []httpkit.Parameter{{Name: name, Detail: why}}}
}
