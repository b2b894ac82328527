// Row 25 of federation.md, section 16: whoever may not read a post does not learn that it is there.
package server_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/server"
	"landfall/federation-core/social"
)

// TestNoExistenceOracle compares all of the answers, to the byte.
func TestNoExistenceOracle(t *testing.T) {
	w := newWorld(t)
	for _, m := range modes {
		m.set(w)
		for _, suffix := range []string{"", "/activity", "/replies", "/replies?page=true"} {
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				missing := w.askers("/users/alice/statuses/missing" + suffix)
				for _, path := range []string{"/users/alice/statuses/followers", "/users/alice/statuses/direct", "/users/bob/statuses/followers", "/users/nobody/statuses/public", "/users/alice/statuses/%00"} {
					for i, a := range w.askers(path + suffix) {
						if i == 1 && path == "/users/alice/statuses/followers" || i == 2 && path == "/users/alice/statuses/direct" {
							continue // they may read it
						}
						a.method, missing[i].method = method, method
						if diff := cmp.Diff(w.ask(missing[i]), w.ask(a), cmp.AllowUnexported(answered{})); diff != "" {
							t.Errorf("%s: %s %s%s, asker %d, is not as if it were missing: %s", m.name, method, path, suffix, i, diff)
						}
					}
				}
			}
		}
		missing := w.ask(asking{path: "/@alice/missing", accept: browser})
		for _, path := range []string{"/@alice/followers", "/@alice/direct", "/users/alice/statuses/followers", "/@sue/1"} {
			if diff := cmp.Diff(missing, w.ask(asking{path: path, accept: browser}), cmp.AllowUnexported(answered{})); diff != "" {
				t.Errorf("%s: the page %s is not as if it were missing: %s", m.name, path, diff)
			}
		}
	}
}

// TestTheSameIsAsked: that the store is asked the same is why it takes as long.
func TestTheSameIsAsked(t *testing.T) {
	w := newWorld(t)
	watched := &watchedStore{Store: w.core}
	w.deps.Store = watched
	s := server.New(w.deps)
	asked := func(path, accept string) []string {
		watched.asked = nil
		req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, site.Origin()+path, nil)
		req.Header.Set("Accept", accept)
		s.ServeHTTP(httptest.NewRecorder(), req)
		return watched.asked
	}
	for _, accept := range []string{document, browser} {
		want := asked("/users/alice/statuses/missing", accept)
		for _, name := range []string{"followers", "direct"} {
			if got := asked("/users/alice/statuses/"+name, accept); !slices.Equal(got, want) || len(got) == 0 {
				t.Errorf("for %s the store is asked %v, for a missing post %v", name, got, want)
			}
		}
	}
}

type watchedStore struct {
	server.Store
	asked []string
}

func (s *watchedStore) Post(ctx context.Context, id string) (social.Post, error) {
	s.asked = append(s.asked, "Post")
	return s.Store.Post(ctx, id)
}

func (s *watchedStore) MayRead(ctx context.Context, post, actor string) (bool, error) {
	s.asked = append(s.asked, "MayRead")
	return s.Store.MayRead(ctx, post, actor)
}

func (s *watchedStore) LocalActor(ctx context.Context, name string) (social.Actor, error) {
	s.asked = append(s.asked, "LocalActor")
	return s.Store.LocalActor(ctx, name)
}
