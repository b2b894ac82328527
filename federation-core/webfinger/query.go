package webfinger

import (
	"errors"
	"net/url"
	"strings"

	"landfall/federation-core/vocab"
)

// ErrBadQuery says that a request asks about nothing: the answer is 400.
var ErrBadQuery = errors.New("one resource is needed: acct:name@host, or the address of an account")

// Query is what a client asks for.
type Query struct {
	Resource Resource
	// Rels are the relations it wants links of; none stands for all.
	Rels []string
}

// Resource is what it asks about: an account, or an https URL. One that is neither, such as
// mailto:name@host, is zero, and nobody's here.
type Resource struct {
	Account Account
	URL     vocab.ID
}

// ParseQuery reads the query of a URL. An error is an ErrBadQuery.
func ParseQuery(raw string) (Query, error) {
	values, err := url.ParseQuery(raw)
	if err != nil || len(values["resource"]) != 1 {
		return Query{}, ErrBadQuery
	}
	resource, err := ParseResource(values.Get("resource"))
	return Query{resource, values["rel"]}, err
}

// ParseResource reads what is asked about, its percent-encoding of a query undone. An error is
// an ErrBadQuery.
func ParseResource(text string) (Resource, error) {
	scheme, rest, ok := strings.Cut(text, ":")
	if !ok || strings.Contains(scheme, "@") { // name@host or @name@host, which other servers take too
		account, err := parseAcct(strings.TrimPrefix(text, "@"))
		return Resource{Account: account}, err
	}
	if strings.EqualFold(scheme, "acct") {
		account, err := parseAcct(rest)
		return Resource{Account: account}, err
	}
	id, err := vocab.ParseID(text)
	if err == nil {
		return Resource{URL: id}, nil
	}
	u, err := url.Parse(text)
	if err != nil || !u.IsAbs() || strings.EqualFold(scheme, "https") {
		return Resource{}, ErrBadQuery
	}
	return Resource{}, nil
}

// parseAcct reads name@host (RFC 7565). Case does not matter, nor how another script is spelt
// in the host; the name may be percent-encoded.
func parseAcct(text string) (Account, error) {
	at := strings.LastIndexByte(text, '@')
	if at <= 0 {
		return Account{}, ErrBadQuery
	}
	user, err := url.PathUnescape(text[:at])
	host, ok := canonical(text[at+1:])
	if err != nil || !ok || strings.ContainsAny(user, "@/ ") {
		return Account{}, ErrBadQuery
	}
	return Account{strings.ToLower(user), host}, nil
}
