package inbox_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/intake"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// cell is who signs an activity, whom it names as its actor and as the owner of what it is
// about, and whose origin the id of that is of. What is there is always carol's.
type cell struct{ signer, actor, owner, origin string }

// the one cell in which anything may change.
var honest = cell{"carol", "carol", "carol", "carol"}

// people are carol, dave on her server, and mallory on another.
type people map[string]*sender

func (s *stage) people() people {
	return people{"carol": s.carol, "dave": s.dave, "mallory": s.mallory}
}

// newcomers are three others of those names, whom carol's account can be taken from.
func (s *stage) newcomers(n int) people {
	p := people{}
	for i, name := range []string{"carol", "dave", "mallory"} {
		p[name] = s.people()[name].actor(fmt.Sprintf("%s%d", name, n), i)
		s.keep(p[name])
	}
	return p
}

// keep makes an actor known as if it had been read.
func (s *stage) keep(who *sender) {
	s.t.Helper()
	body, err := json.Marshal(who.document())
	if err != nil {
		s.t.Fatal(err)
	}
	doc, err := vocab.Parse(body)
	if err != nil {
		s.t.Fatal(err)
	}
	a, err := intake.Actor(doc, s.now)
	if err != nil {
		s.t.Fatal(err)
	}
	s.apply(social.KeepActor{Actor: a})
}

// change is one kind of thing that is the owner's alone to do.
type change struct {
	kind, of string
	// account says that it is about carol's account, which a test needs anew each time.
	account bool
	// anywhere says that the id of what it is about is not of the owner's origin.
	anywhere bool
	// make returns what the activity is about, its target, and whether it had its effect.
	make func(s *stage, p people, c cell, n int) (about any, target string, changed func() bool)
}

// theirs is the id of something at the origin that a cell names.
func (p people) theirs(c cell, path string) string { return p[c.origin].origin + path }

// stored is a post of somebody's that is here.
func (s *stage) stored(by *sender, path string) {
	s.apply(social.AddPost{Post: social.Post{ID: by.origin + path, Author: by.id, Type: "Note", Content: "hello", Published: s.now.Add(-time.Hour)}})
}

var posts = []change{
	{kind: "Create", of: "a post", make: func(s *stage, p people, c cell, n int) (any, string, func() bool) {
		path := fmt.Sprint("/notes/created-", n)
		note := p["carol"].note("", object{"id": p.theirs(c, path), "attributedTo": p[c.owner].id, "cc": []string{s.alice.ID}})
		return note, "", func() bool {
			post, err := s.core.Post(s.t.Context(), p.theirs(c, path))
			return err == nil && post.Author == p["carol"].id
		}
	}},
	{kind: "Update", of: "a post", make: func(s *stage, p people, c cell, n int) (any, string, func() bool) {
		path := fmt.Sprint("/notes/edited-", n)
		s.stored(p["carol"], path)
		note := p["carol"].note("", object{"id": p.theirs(c, path), "attributedTo": p[c.owner].id, "content": "changed", "updated": s.now.Format(time.RFC3339)})
		return note, "", func() bool {
			post, err := s.core.Post(s.t.Context(), p["carol"].origin+path)
			return err != nil || post.Content != "hello"
		}
	}},
	{kind: "Delete", of: "a post", make: func(s *stage, p people, c cell, n int) (any, string, func() bool) {
		// Who owns it is nothing that a Tombstone says, so that it is stored as that one's.
		path := fmt.Sprint("/notes/deleted-", n)
		s.stored(p[c.owner], path)
		return object{"id": p.theirs(c, path), "type": "Tombstone"}, "", func() bool {
			_, err := s.core.Post(s.t.Context(), p[c.owner].origin+path)
			itsOwn := c.owner != "carol" && c.signer == c.owner && c.actor == c.owner
			return errors.Is(err, social.ErrGone) && !itsOwn
		}
	}},
	{kind: "Add", of: "a post on a profile", make: func(s *stage, p people, c cell, n int) (any, string, func() bool) {
		path := fmt.Sprint("/notes/pinned-", n)
		s.stored(p["carol"], path)
		return p.theirs(c, path), p[c.owner].id + "/featured", func() bool { return s.pinned(p, path) }
	}},
	{kind: "Remove", of: "a post on a profile", make: func(s *stage, p people, c cell, n int) (any, string, func() bool) {
		path := "/notes/unpinned"
		s.stored(p["carol"], path)
		s.apply(social.Pin{Actor: p["carol"].id, Post: p["carol"].origin + path})
		return p.theirs(c, path), p[c.owner].id + "/featured", func() bool { return !s.pinned(p, path) }
	}},
}

// pinned reports whether carol shows a post on her profile.
func (s *stage) pinned(p people, path string) bool {
	s.t.Helper()
	all, err := s.core.Pinned(s.t.Context(), p["carol"].id)
	if err != nil {
		s.t.Fatal(err)
	}
	return slices.ContainsFunc(all, func(post social.Numbered[social.Post]) bool { return post.Of.ID == p["carol"].origin+path })
}

var accounts = []change{
	{kind: "Update", of: "an account", account: true, make: func(s *stage, p people, c cell, n int) (any, string, func() bool) {
		doc := p[c.owner].document()
		doc["id"], doc["name"] = p.theirs(c, p[c.owner].id[len(p[c.owner].origin):]), "changed"
		return doc, "", func() bool {
			a, err := s.core.Actor(s.t.Context(), p["carol"].id)
			return err != nil || a.Profile.Name != ""
		}
	}},
	{kind: "Delete", of: "an account", account: true, make: func(s *stage, p people, c cell, n int) (any, string, func() bool) {
		return p.theirs(c, p[c.owner].id[len(p[c.owner].origin):]), "", func() bool {
			_, err := s.core.Actor(s.t.Context(), p["carol"].id)
			return err != nil
		}
	}},
	{kind: "Move", of: "an account", account: true, anywhere: true, make: func(s *stage, p people, c cell, n int) (any, string, func() bool) {
		to := s.person(fmt.Sprint("home", n), func(a *social.Actor) { a.AlsoKnownAs = []string{p["carol"].id, p["dave"].id, p["mallory"].id} })
		return p[c.owner].id, to.ID, func() bool {
			a, err := s.core.Actor(s.t.Context(), p["carol"].id)
			return err != nil || a.MovedTo != ""
		}
	}},
}

var relations = []change{
	{kind: "Undo", of: "a like", anywhere: true, make: func(s *stage, p people, c cell, n int) (any, string, func() bool) {
		like := social.Reaction{Kind: social.Like, Actor: p["carol"].id, Post: s.posts[0], Activity: p["carol"].origin + fmt.Sprint("/likes/", n), At: s.now}
		s.apply(social.AddReaction{Reaction: like})
		return object{"type": "Like", "id": like.Activity, "actor": p[c.owner].id, "object": like.Post}, "", func() bool {
			_, err := s.core.Reacted(s.t.Context(), p["carol"].id, like.Post, social.Like)
			return err != nil
		}
	}},
	{kind: "Undo", of: "a follow", anywhere: true, make: func(s *stage, p people, c cell, n int) (any, string, func() bool) {
		follow := social.Follow{Follower: p["carol"].id, Followee: s.bob.ID, Activity: p["carol"].origin + fmt.Sprint("/follows/", n), Accepted: true, At: s.now}
		s.apply(social.AddFollow{Follow: follow})
		return object{"type": "Follow", "id": follow.Activity, "actor": p[c.owner].id, "object": s.bob.ID}, "", func() bool {
			_, err := s.core.Follow(s.t.Context(), p["carol"].id, s.bob.ID)
			return err != nil
		}
	}},
	{kind: "Accept", of: "a request", anywhere: true, make: func(s *stage, p people, c cell, _ int) (any, string, func() bool) {
		return s.asks(p, c), "", func() bool {
			f, err := s.core.Follow(s.t.Context(), s.bob.ID, p["carol"].id)
			return err != nil || f.Accepted
		}
	}},
	{kind: "Reject", of: "a request", anywhere: true, make: func(s *stage, p people, c cell, _ int) (any, string, func() bool) {
		return s.asks(p, c), "", func() bool {
			_, err := s.core.Follow(s.t.Context(), s.bob.ID, p["carol"].id)
			return err != nil
		}
	}},
}

// asks makes bob ask carol, and nobody else, and returns what whoever answers says of it.
func (s *stage) asks(p people, c cell) object {
	s.apply(social.DropFollow{Follower: s.bob.ID, Followee: p["carol"].id},
		social.AddFollow{Follow: social.Follow{Follower: s.bob.ID, Followee: p["carol"].id, At: s.now}})
	return object{"type": "Follow", "actor": s.bob.ID, "object": p[c.owner].id}
}

// A1, A4, A6 (FEP-fe34): what is carol's changes by what she signs, as herself, of her own, at
// her own origin. Of all other ways to say so none has an effect.
func TestWhoMayChangeWhat(t *testing.T) {
	s := newStage(t)
	n := 0
	for _, ch := range slices.Concat(posts, accounts, relations) {
		t.Run(ch.kind+" of "+ch.of, func(t *testing.T) {
			var changed []cell
			all := cells(ch.anywhere)
			for _, c := range all {
				if n++; s.try(t, ch, c, n) {
					changed = append(changed, c)
				}
			}
			if !slices.Equal(changed, []cell{honest}) {
				t.Errorf("of %d cells these had an effect: %v", len(all), changed)
			}
		})
	}
}

// cells are all of them, with carol's origin alone where it does not matter.
func cells(anywhere bool) (all []cell) {
	names, origins := []string{"carol", "dave", "mallory"}, []string{"carol", "mallory"}
	if anywhere {
		origins = origins[:1]
	}
	for _, signer := range names {
		for _, actor := range names {
			for _, owner := range names {
				for _, origin := range origins {
					all = append(all, cell{signer, actor, owner, origin})
				}
			}
		}
	}
	return all
}

// try sends what a cell says, and reports whether it had its effect.
func (s *stage) try(t *testing.T, ch change, c cell, n int) bool {
	t.Helper()
	p := s.people()
	if ch.account {
		p = s.newcomers(n)
	}
	about, target, changed := ch.make(s, p, c, n)
	activity := p[c.actor].activity(ch.kind, fmt.Sprint("cell-", n), about)
	if target != "" {
		activity["target"] = target
	}
	want := http.StatusAccepted
	if c.signer != c.actor {
		want = http.StatusUnauthorized
	}
	status, reason := s.answer(p[c.signer].request(activity, httpsig.Cavage))
	if s.work(); status != want {
		t.Errorf("%v: status %d (%s), want %d", c, status, reason, want)
	}
	return changed()
}
