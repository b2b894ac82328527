package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/social"
)

// CoreStore is what the federation core keeps.
type CoreStore interface {
	Apply(ctx context.Context, changes []social.Change) error
	Accept(ctx context.Context, arrivals []social.Arrival) (fresh []bool, err error)
	Waiting(ctx context.Context, at time.Time, n int) ([]social.Arrival, error)
	Settle(ctx context.Context, outcomes []social.Outcome) error
	GivenUp(ctx context.Context, n int) ([]social.Arrival, error)
	PruneArrivals(ctx context.Context, before time.Time) (int64, error)

	Actor(ctx context.Context, id string) (social.Actor, error)
	ActorsOf(ctx context.Context, ids []string) (map[string]social.Actor, error)
	LocalActor(ctx context.Context, username string) (social.Actor, error)
	NamedActor(ctx context.Context, username, host string) (social.Actor, error)
	Signer(ctx context.Context, key string) (social.Actor, error)
	SealedKey(ctx context.Context, actor string) ([]byte, error)
	Post(ctx context.Context, id string) (social.Post, error)
	MayRead(ctx context.Context, post, actor string) (bool, error)
	Follow(ctx context.Context, follower, followee string) (social.Follow, error)
	FollowBy(ctx context.Context, activity string) (social.Follow, error)
	Followed(ctx context.Context, actor string) (bool, error)
	LocalFollowers(ctx context.Context, actor string) ([]string, error)
	FollowersOn(ctx context.Context, actor, server string) ([]string, error)
	FollowerMailboxes(ctx context.Context, actor string) ([]string, error)
	Touched(ctx context.Context, post string) ([]string, error)
	KnownMailboxes(ctx context.Context, actor string) ([]string, error)
	RemoteFollowers(ctx context.Context, actor string) (map[string][]string, error)
	Block(ctx context.Context, blocker, blocked string) (social.Block, error)
	Blocks(ctx context.Context, blocker, blocked string) (bool, error)
	Reactions(ctx context.Context, post string, kind social.ReactionKind) (int64, error)
	PostsOf(ctx context.Context, actor string, narrowest social.Visibility, before int64, n int) ([]social.Numbered[social.Post], error)
	BoostsOf(ctx context.Context, actor string, before int64, n int) ([]social.Numbered[social.Reaction], error)
	CountBoosts(ctx context.Context, actor string) (int64, error)
	Replies(ctx context.Context, post string, after int64, n int) ([]social.Numbered[social.Post], error)
	Pinned(ctx context.Context, actor string) ([]social.Numbered[social.Post], error)
	Home(ctx context.Context, actor string, before int64, n int) ([]social.Numbered[social.Post], error)
	Notifications(ctx context.Context, to string, before int64, n int) ([]social.Numbered[social.Notification], error)
	Reports(ctx context.Context, before int64, n int) ([]social.Numbered[social.Report], error)
}

// Core runs the suite of the federation core's store. Each call of open opens an empty
// database.
func Core(t *testing.T, open func(t *testing.T) CoreStore) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, core)
	}{
		{"ActorsAreKept", actorsAreKept},
		{"AKeyIsWhoseItSays", aKeyIsWhoseItSays},
		{"ANameIsKept", aNameIsKept},
		{"WhoIsGoneStaysGone", whoIsGoneStaysGone},
		{"APostIsItsAuthors", aPostIsItsAuthors},
		{"WhatIsDeletedStaysDeleted", whatIsDeletedStaysDeleted},
		{"AnEditNeverWidens", anEditNeverWidens},
		{"WhoMayRead", whoMayRead},
		{"FollowsHoldOnce", followsHoldOnce},
		{"UndoMayComeFirst", undoMayComeFirst},
		{"BlocksPart", blocksPart},
		{"ReactionsNeedSight", reactionsNeedSight},
		{"ListsArePaged", listsArePaged},
		{"BoostsAreForAnybody", boostsAreForAnybody},
		{"ReportsAreFiledOnce", reportsAreFiledOnce},
		{"AHostIsSevered", aHostIsSevered},
		{"AnArrivalHasItsEffectOnce", anArrivalHasItsEffectOnce},
		{"ManyActorsAreKnownAtOnce", manyActorsAreKnownAtOnce},
		{"WhatIsGivenUpIsKept", whatIsGivenUpIsKept},
		{"AFaultUndoesTheWholeBatch", aFaultUndoesTheWholeBatch},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, core{open(t), t}) })
	}
	t.Run("ManyAreAsOne", func(t *testing.T) { manyAreAsOne(core{open(t), t}, core{open(t), t}) })
}

// core is a store with a test around it: whatever goes wrong there ends it.
type core struct {
	CoreStore
	t *testing.T
}

func (c core) apply(changes ...social.Change) {
	c.t.Helper()
	if err := c.Apply(c.t.Context(), changes); err != nil {
		c.t.Fatal(err)
	}
}

// must returns a value of a read that may not fail.
func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// gone checks what the error of something deleted tells of it.
func (c core) gone(err error, want social.GoneError) {
	c.t.Helper()
	c.is(err, social.ErrGone)
	if got, ok := errors.AsType[*social.GoneError](err); !ok || got.Type != want.Type || !got.At.Equal(want.At) {
		c.t.Errorf("gone: %+v, want %+v", got, want)
	}
}

var coreDay = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

func localActor(name string) social.Actor {
	id := "https://home.example/users/" + name
	return social.Actor{
		ID: id, Local: true, Type: "Person", Username: name, Host: "home.example",
		Inbox: id + "/inbox", SharedInbox: "https://home.example/inbox", Followers: id + "/followers",
		Published: coreDay, Fetched: coreDay,
	}
}

func remoteActor(name, host string) social.Actor {
	id := "https://" + host + "/users/" + name
	return social.Actor{
		ID: id, Type: "Person", Username: name, Host: host, Inbox: id + "/inbox", SharedInbox: "https://" + host + "/inbox",
		Followers: id + "/followers", Keys: []social.Key{{ID: id + "#main-key", PEM: "pem"}}, Published: coreDay, Fetched: coreDay,
	}
}

// people stores alice and bob here, and carol and dave on two other servers.
func (c core) people() (alice, bob, carol, dave social.Actor) {
	alice, bob = localActor("alice"), localActor("bob")
	carol, dave = remoteActor("carol", "away.example"), remoteActor("dave", "far.example")
	c.apply(
		social.SaveActor{Actor: alice, Key: []byte("sealed")}, social.SaveActor{Actor: bob},
		social.KeepActor{Actor: carol}, social.KeepActor{Actor: dave},
	)
	return alice, bob, carol, dave
}

func postBy(a social.Actor, n int, visibility social.Visibility, to ...string) social.Post {
	return social.Post{
		ID: fmt.Sprintf("%s/statuses/%d", a.ID, n), Author: a.ID, Local: a.Local, Type: "Note", Content: "<p>hello</p>",
		Visibility: visibility, To: to, Published: coreDay.Add(time.Duration(n) * time.Minute),
	}
}

func (c core) may(post social.Post, actor string) bool {
	c.t.Helper()
	return must[bool](c.t)(c.MayRead(c.t.Context(), post.ID, actor))
}

func (c core) is(err, want error) {
	c.t.Helper()
	if !errors.Is(err, want) {
		c.t.Errorf("error %v, want %v", err, want)
	}
}

func (c core) told(to social.Actor) (kinds []social.NotificationKind) {
	c.t.Helper()
	for _, n := range must[[]social.Numbered[social.Notification]](c.t)(c.Notifications(c.t.Context(), to.ID, 0, 50)) {
		kinds = append(kinds, n.Of.Kind)
	}
	return kinds
}

func (c core) equal(what string, got, want any) {
	c.t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		c.t.Errorf("%s: %s", what, diff)
	}
}
