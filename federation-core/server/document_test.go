package server_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// TestActors: what is served reads back as somebody complete.
func TestActors(t *testing.T) {
	w := newWorld(t)
	a, err := w.read("/users/alice").Actor()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]vocab.ID{
		"id": "https://home.example/users/alice", "inbox": "https://home.example/users/alice/inbox", "shared inbox": "https://home.example/inbox",
		"outbox": "https://home.example/users/alice/outbox", "followers": "https://home.example/users/alice/followers",
		"following": "https://home.example/users/alice/following", "featured": "https://home.example/users/alice/collections/featured",
		"key": "https://home.example/users/alice#main-key", "owner": "https://home.example/users/alice",
	}
	got := map[string]vocab.ID{
		"id": a.ID, "inbox": a.Inbox, "shared inbox": a.SharedInbox, "outbox": a.Outbox, "followers": a.Followers,
		"following": a.Following, "featured": a.Featured, "key": a.PublicKeys[0].ID, "owner": a.PublicKeys[0].Owner,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if a.PreferredUsername != "alice" || a.PublicKeys[0].PEM != pem() || a.Suspended {
		t.Errorf("actor %+v", a)
	}
	instance, err := w.read("/actor").Actor()
	if err != nil || instance.Type != "Application" || instance.ID != "https://home.example/actor" || instance.Inbox != "https://home.example/inbox" {
		t.Errorf("the server's actor: %v %+v", err, instance)
	}
	for _, id := range []vocab.ID{a.Outbox, a.Followers, a.Following, a.Featured} {
		if _, err := w.read(strings.TrimPrefix(string(id), site.Origin())).Collection(); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// TestWhoIsSuspended has a document, so that others can tell, and nothing in it.
func TestWhoIsSuspended(t *testing.T) {
	w := newWorld(t)
	sue, err := w.read("/users/sue").Actor()
	if err != nil || !sue.Suspended || sue.Name != "" || sue.Summary != "" || len(sue.PublicKeys) != 1 {
		t.Errorf("%v %+v", err, sue)
	}
	for _, list := range []string{"outbox", "followers", "following", "collections/featured"} {
		for _, path := range []string{"/users/sue/" + list, "/users/sue/" + list + "?page=true"} {
			c, err := w.read(path).Collection()
			if err != nil || c.Total > 0 || len(c.Items) > 0 || !c.First.IsZero() {
				t.Errorf("%s: %v %+v", path, err, c)
			}
		}
	}
}

// TestPosts: the note, the activity around it, and what is left of it.
func TestPosts(t *testing.T) {
	w := newWorld(t)
	note, err := w.read("/users/alice/statuses/public").Note()
	if err != nil || string(note.ID) != w.posts["public"].ID || note.Content != "<p>This is public</p>" || string(note.AttributedTo) != w.alice.ID {
		t.Errorf("note: %v %+v", err, note)
	}
	doc := w.read("/users/alice/statuses/public/activity")
	create, err := doc.Activity()
	if err != nil || create.Type != "Create" || create.Object.IRI != note.ID || create.ID != note.ID+"/activity" || create.Object.Within(note.ID) == nil {
		t.Errorf("activity: %v %+v", err, create)
	}
	for path, id := range map[string]string{"/users/alice/statuses/deleted": w.posts["deleted"].ID, "/users/gina": w.gina.ID, "/users/gina/outbox": w.gina.ID} {
		gone, err := w.read(path).Tombstone()
		if err != nil || string(gone.ID) != id {
			t.Errorf("%s: %v %+v", path, err, gone)
		}
	}
	replies, err := w.read("/users/alice/statuses/public/replies").Collection()
	if err != nil || replies.Type != "Collection" || replies.ID != note.Replies {
		t.Errorf("replies: %v %+v", err, replies)
	}
}

// TestTheOutboxIsForAnybody: what is for followers is not in it, even for them; boosts are.
func TestTheOutboxIsForAnybody(t *testing.T) {
	w := newWorld(t)
	for _, by := range w.askers("/users/alice/outbox?page=true")[:3] {
		doc, err := vocab.Parse([]byte(w.ask(by).body))
		if err != nil {
			t.Fatal(err)
		}
		var types []string
		for _, item := range doc.Refs("orderedItems", 20) {
			a, err := item.Embedded.Activity()
			if err != nil {
				t.Fatal(err)
			}
			types = append(types, a.Type+" "+string(a.Object.IRI))
		}
		want := []string{"Announce " + w.stan.ID + "/1", "Create " + w.posts["unlisted"].ID, "Create " + w.posts["public"].ID}
		if !slices.Equal(types, want) {
			t.Errorf("%q, want %q", types, want)
		}
	}
	for _, path := range []string{"/users/alice/outbox", "/users/alice/outbox?page=true", "/users/alice/collections/featured", "/users/alice/followers?page=true"} {
		doc, err := vocab.Parse([]byte(w.ask(asking{path: path, accept: document, by: w.bo}).body))
		if err != nil {
			t.Fatal(err)
		}
		if c, err := doc.Collection(); err != nil || len(c.Items) > 0 || c.Total > 0 || !c.First.IsZero() {
			t.Errorf("whoever is blocked gets %s: %v %+v", path, err, c)
		}
	}
	w.policy = denying("denied.example", "far.example")
	if got := w.ask(asking{path: "/users/alice/outbox?page=true", accept: document}); strings.Contains(got.body, "far.example") {
		t.Errorf("a boost of what is of a denied server is shown: %s", got.body)
	}
	featured, err := w.read("/users/alice/collections/featured").Collection()
	if err != nil || len(featured.Items) != 1 || string(featured.Items[0].IRI) != w.posts["public"].ID || featured.Total != 1 {
		t.Errorf("featured: %v %+v", err, featured)
	}
}

// TestWhoHides: how many, and not who.
func TestWhoHides(t *testing.T) {
	w := newWorld(t)
	var got map[string]any
	if err := json.Unmarshal([]byte(w.ask(asking{path: "/users/hester/followers", accept: document}).body), &got); err != nil {
		t.Fatal(err)
	}
	keys := slices.Sorted(maps.Keys(got))
	if !slices.Equal(keys, []string{"@context", "id", "totalItems", "type"}) || got["totalItems"] != 1.0 || got["type"] != "OrderedCollection" {
		t.Errorf("%v", got)
	}
	for _, page := range []string{"?page=true", "?max_id=9223372036854775807"} {
		if got := w.ask(asking{path: "/users/hester/followers" + page, accept: document, by: w.fay}); strings.Contains(got.body, "fay") {
			t.Errorf("a page tells: %s", got.body)
		}
	}
}

// TestSynchronization: a server learns of its own people, and of nobody else's (FEP-8fcf).
func TestSynchronization(t *testing.T) {
	w := newWorld(t)
	ivy, pending := visitor("ivy", "away.example"), visitor("pat", "away.example")
	w.apply(social.KeepActor{Actor: ivy}, social.KeepActor{Actor: pending},
		social.AddFollow{Follow: social.Follow{Follower: ivy.ID, Followee: w.alice.ID, Accepted: true, At: day}},
		social.AddFollow{Follow: social.Follow{Follower: pending.ID, Followee: w.alice.ID, At: day}})
	path := "/users/alice/followers_synchronization"
	for _, tt := range []struct {
		by   social.Actor
		want []string
	}{{w.fay, []string{w.fay.ID, ivy.ID}}, {pending, []string{w.fay.ID, ivy.ID}}, {w.stan, nil}, {w.bo, nil}} {
		got := w.ask(asking{path: path, accept: document, by: tt.by})
		doc, err := vocab.Parse([]byte(got.body))
		if err != nil {
			t.Fatal(err)
		}
		c, err := doc.Collection()
		var ids []string
		for _, item := range c.Items {
			ids = append(ids, string(item.IRI))
		}
		if err != nil || c.Type != "OrderedCollection" || !slices.Equal(ids, tt.want) || got.header.Get("Cache-Control") != "private, no-store" {
			t.Errorf("%s gets %q (%v), want %q", tt.by.ID, ids, err, tt.want)
		}
	}
}
