package api

import (
	"fmt"
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
	p, err := parseParameters(raw)
	if err != nil {
		return listRequest{}, err
	}
	p.values.Del(directory.KeyView)
	query, bad := directory.CheckQuery(p.values)
	p.refuseAll(bad)
	request := listRequest{query: query, cursor: p.values.Get(keyCursor), facets: p.flag(keyFacets)}
	return request, p.err()
}

// parameters are those of a request, and what is wrong with them.
type parameters struct {
	values url.Values
	fault  httpkit.ParameterError
}

func parseParameters(raw string) (*parameters, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, badParameter("(query)", "The query string is not well formed.")
	}
	if limit := values.Get(keyLimit); limit != "" {
		values.Set(directory.KeyPerPage, limit)
	}
	return &parameters{values: values}, nil
}

func (p *parameters) refuse(key, why string) {
	if key == directory.KeyPerPage && p.values.Has(keyLimit) {
		key = keyLimit
	}
	p.fault.Parameters = append(p.fault.Parameters, httpkit.Parameter{Name: key, Detail: why})
}

func (p *parameters) refuseAll(bad []*directory.ValueError) {
	for _, b := range bad {
		p.refuse(b.Key, b.Why)
	}
}

// flag reads true or false, which it is if it is not given.
func (p *parameters) flag(key string) bool {
	given := p.values.Get(key)
	set, err := strconv.ParseBool(given)
	if given != "" && err != nil {
		p.refuse(key, "It is true or false.")
	}
	return set
}

// number reads a whole number from 1 to most.
func (p *parameters) number(key string, usual, most int) int {
	given := p.values.Get(key)
	if given == "" {
		return usual
	}
	n, err := strconv.Atoi(given)
	if err != nil || n < 1 || n > most {
		p.refuse(key, fmt.Sprintf("It is a whole number from 1 to %d.", most))
		return usual
	}
	return n
}

// err returns what is wrong, nil if nothing is.
func (p *parameters) err() error {
	if len(p.fault.Parameters) == 0 {
		return nil
	}
	return &p.fault
}

func badParameter(name, why string) error {
	return &httpkit.ParameterError{Parameters: []httpkit.Parameter{{Name: name, Detail: why}}}
}
