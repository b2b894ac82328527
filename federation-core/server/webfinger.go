package server

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"landfall/federation-core/local"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// What WebFinger is asked for, and cannot answer.
var (
	errNoResource = errors.New("resource is acct:name@host, or the address of an account")
	errForeign    = errors.New("of another server")
)

// jrd is a JSON Resource Descriptor (RFC 7033 section 4.4).
type jrd struct {
	Subject string    `json:"subject"`
	Aliases []string  `json:"aliases,omitempty"`
	Links   []jrdLink `json:"links"`
}

type jrdLink struct {
	Rel  string `json:"rel"`
	Type string `json:"type,omitempty"`
	Href string `json:"href"`
}

// webfinger tells which actor an account is: 400 for what is no resource, 404 for one that is
// not of this server or not there, 410 for one that was deleted or is suspended.
func (s *Server) webfinger(r *http.Request) answer {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil || len(query["resource"]) != 1 {
		return plain(http.StatusBadRequest, "one resource is needed")
	}
	name, err := s.account(query.Get("resource"))
	switch {
	case errors.Is(err, errForeign):
		return missing
	case err != nil:
		return plain(http.StatusBadRequest, err.Error())
	}
	a, err := s.named(r, name)
	switch {
	case errors.Is(err, social.ErrGone), err == nil && a.Standing != social.Active:
		return plain(http.StatusGone, "this account is gone")
	case err != nil:
		return s.failed(r, err)
	}
	body, err := json.Marshal(s.descriptor(&a, query["rel"]))
	if err != nil {
		return s.failed(r, err)
	}
	return answer{status: http.StatusOK, kind: "application/jrd+json", body: body, cache: shared}
}

// account returns the name in a resource, in lower case.
func (s *Server) account(resource string) (string, error) {
	scheme, rest, ok := strings.Cut(resource, ":")
	switch {
	case !ok || scheme == "":
		return "", errNoResource
	case strings.EqualFold(scheme, "acct"):
		return s.accountOf(rest)
	}
	id, err := vocab.ParseID(resource)
	if err != nil {
		u, err := url.Parse(resource)
		if err != nil || !u.IsAbs() || strings.EqualFold(scheme, "https") {
			return "", errNoResource
		}
		return "", errForeign
	}
	if name, ok := strings.CutPrefix(string(id), s.Site.Origin()+"/@"); ok {
		return strings.ToLower(name), nil
	}
	if string(id) == s.Site.Instance() {
		return s.Site.Host(), nil
	}
	if name, ok := strings.CutPrefix(string(id), s.Site.Origin()+"/users/"); ok {
		return strings.ToLower(name), nil
	}
	return "", errForeign
}

// accountOf reads name@host (RFC 7565). The host is compared as a name: case and spelling of
// other scripts do not matter.
func (s *Server) accountOf(text string) (string, error) {
	at := strings.LastIndexByte(text, '@')
	if at <= 0 {
		return "", errNoResource
	}
	name, err := url.PathUnescape(text[:at])
	if err != nil || strings.ContainsAny(name, "@/ ") {
		return "", errNoResource
	}
	site, err := local.Parse("https://" + text[at+1:])
	switch {
	case err != nil:
		return "", errNoResource
	case site != s.Site:
		return "", errForeign
	}
	return strings.ToLower(name), nil
}

// named returns the actor of a name; the server's own has that of its host.
func (s *Server) named(r *http.Request, name string) (social.Actor, error) {
	switch {
	case name == s.Site.Host():
		return s.Store.Actor(r.Context(), s.Site.Instance())
	case local.ValidUsername(name):
		return s.Store.LocalActor(r.Context(), name)
	}
	return social.Actor{}, social.ErrNotFound
}

// descriptor describes an account, with the links of some relations only if any are named (RFC
// 7033 section 4.3).
func (s *Server) descriptor(a *social.Actor, rels []string) jrd {
	d := jrd{Subject: "acct:" + a.Username + "@" + s.Site.Host(), Aliases: []string{a.ID}, Links: []jrdLink{}}
	links := []jrdLink{{"self", vocab.ContentType, a.ID}}
	if a.ID != s.Site.Instance() {
		page := s.Site.Page(a.Username)
		d.Aliases = []string{page, a.ID}
		links = append(links, jrdLink{"http://webfinger.net/rel/profile-page", "text/html", page})
	}
	for _, link := range links {
		if len(rels) == 0 || slices.Contains(rels, link.Rel) {
			d.Links = append(d.Links, link)
		}
	}
	return d
}
