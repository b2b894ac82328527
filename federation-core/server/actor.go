package server

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"landfall/federation-core/document"
	"landfall/federation-core/local"
	"landfall/federation-core/social"
)

// username returns the name in a path, in lower case; "" if there can be nobody of that name.
func username(r *http.Request) string {
	name := r.PathValue("name")
	if at, ok := strings.CutPrefix(r.PathValue("at"), "@"); ok {
		name = at
	}
	if name = strings.ToLower(name); !local.ValidUsername(name) {
		return ""
	}
	return name
}

// person returns the actor that a path names.
func (s *Server) person(ctx context.Context, r *http.Request) (social.Actor, error) {
	name := username(r)
	if name == "" {
		return social.Actor{}, social.ErrNotFound
	}
	return s.Store.LocalActor(ctx, name)
}

// actor is somebody's own document.
func (s *Server) actor(ctx context.Context, r *http.Request, _ asker) (answer, error) {
	a, err := s.person(ctx, r)
	if err != nil {
		return answer{}, err
	}
	return describe(&a)
}

// describe writes an actor. Of whoever is suspended there is only what others need to verify
// what was signed, and to know of it.
func describe(a *social.Actor) (answer, error) {
	shown := *a
	if a.Standing == social.Suspended {
		shown.Profile = social.Profile{URL: a.Profile.URL}
	}
	return written(document.Actor(&shown))
}

// instance is the actor of the server itself.
func (s *Server) instance(r *http.Request) answer {
	a, err := s.Store.Actor(r.Context(), s.Site.Instance())
	if err != nil {
		return s.failed(r, err)
	}
	found, err := describe(&a)
	if err != nil {
		return s.failed(r, err)
	}
	return found
}

// personalInbox takes deliveries for somebody who is there; whoever was deleted is gone, so
// that other servers stop.
func (s *Server) personalInbox(w http.ResponseWriter, r *http.Request) {
	_, err := s.person(r.Context(), r)
	switch {
	case err == nil:
		s.Inbox.ServeHTTP(w, r)
	case errors.Is(err, social.ErrGone):
		plain(http.StatusGone, "this account was deleted").write(w, r)
	default:
		s.failed(r, err).write(w, r)
	}
}
