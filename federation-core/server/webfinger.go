package server

import (
	"errors"
	"net/http"
	"strings"

	"landfall/federation-core/local"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
	"landfall/federation-core/webfinger"
)

// webfinger tells which actor an account is: 400 for what is no resource, 404 for one that is
// not of this server or not there, 410 for one that was deleted or is suspended.
func (s *Server) webfinger(r *http.Request) answer {
	query, err := webfinger.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return plain(http.StatusBadRequest, err.Error())
	}
	a, err := s.named(r, s.nameOf(query.Resource))
	switch {
	case errors.Is(err, social.ErrGone), err == nil && a.Standing != social.Active:
		return plain(http.StatusGone, "this account is gone")
	case err != nil:
		return s.failed(r, err)
	}
	body, err := s.descriptor(&a).Only(query.Rels).Write()
	return s.public(r, webfinger.MediaType, body, err)
}

// nameOf returns the name that a resource is of here, "" if it is of another server.
func (s *Server) nameOf(r webfinger.Resource) string {
	if r.Account.Host == s.Site.Host() {
		return r.Account.User
	}
	if string(r.URL) == s.Site.Instance() {
		return s.Site.Host()
	}
	for _, form := range []string{"/@", "/users/"} {
		if name, ok := strings.CutPrefix(string(r.URL), s.Site.Origin()+form); ok {
			return strings.ToLower(name)
		}
	}
	return ""
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

// descriptor describes an account.
func (s *Server) descriptor(a *social.Actor) webfinger.Descriptor {
	d := webfinger.Descriptor{
		Subject: "acct:" + a.Username + "@" + s.Site.Host(), Aliases: []string{a.ID},
		Links: []webfinger.Link{{Rel: webfinger.Self, Type: vocab.ContentType, Href: a.ID}},
	}
	if a.ID != s.Site.Instance() {
		page := s.Site.Page(a.Username)
		d.Aliases = []string{page, a.ID}
		d.Links = append(d.Links, webfinger.Link{Rel: webfinger.ProfilePage, Type: "text/html", Href: page})
	}
	return d
}

// hostMeta tells old software where WebFinger is, in XML.
func (s *Server) hostMeta(r *http.Request) answer {
	body, err := webfinger.HostMetaOf(s.Site.Origin()).XML()
	return s.public(r, webfinger.HostMetaType, body, err)
}

// hostMetaJSON tells it in JSON.
func (s *Server) hostMetaJSON(r *http.Request) answer {
	body, err := webfinger.HostMetaOf(s.Site.Origin()).JSON()
	return s.public(r, webfinger.HostMetaJSONType, body, err)
}
