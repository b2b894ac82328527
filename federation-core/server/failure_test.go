package server_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"landfall/federation-core/server"
	"landfall/federation-core/social"
)

// brokenStore can look up nobody and nothing.
type brokenStore struct{ server.Store }

var errBroken = errors.New("the disk is gone")

func (brokenStore) Actor(context.Context, string) (social.Actor, error) {
	return social.Actor{}, errBroken
}

func (brokenStore) LocalActor(context.Context, string) (social.Actor, error) {
	return social.Actor{}, errBroken
}

func (brokenStore) MayRead(context.Context, string, string) (bool, error) { return false, errBroken }

func (brokenStore) Usage(context.Context, time.Time) (social.Usage, error) {
	return social.Usage{}, errBroken
}

// TestAFaultIsNoAnswer: while the store cannot be read nothing is said to be missing, and nothing is kept.
func TestAFaultIsNoAnswer(t *testing.T) {
	w := newWorld(t)
	w.deps.Store = brokenStore{w.core}
	w.listen()
	for _, path := range []string{
		"/.well-known/webfinger?resource=acct:alice@home.example", "/actor", "/nodeinfo/2.1", "/users/alice", "/users/alice/outbox",
		"/users/alice/followers", "/users/alice/collections/featured", "/users/alice/statuses/public", "/users/alice/statuses/missing",
	} {
		for _, accept := range []string{document, browser} {
			got := w.ask(asking{path: path, accept: accept})
			if got.status != http.StatusServiceUnavailable || got.header.Get("Retry-After") == "" || got.header.Get("Cache-Control") != "private, no-store" {
				t.Errorf("%s is %d %v", path, got.status, got.header)
			}
		}
	}
	if got := w.ask(asking{method: http.MethodPost, path: "/users/alice/inbox"}); got.status != http.StatusServiceUnavailable {
		t.Errorf("the inbox is %d", got.status)
	}
}
