package server_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// walk reads a collection from its first page to the last, and returns the ids of what it has.
func (w *world) walk(id string) (ids []string, total int) {
	w.t.Helper()
	path := func(id vocab.ID) string { return strings.TrimPrefix(string(id), site.Origin()) }
	c, err := w.read(path(vocab.ID(id))).Collection()
	if err != nil || string(c.ID) != id {
		w.t.Fatalf("%s: %v %+v", id, err, c)
	}
	for next := c.First.IRI; next != ""; {
		page, err := w.read(path(next)).Collection()
		if err != nil || page.ID != next || page.PartOf != c.ID || page.Type != c.Type+"Page" {
			w.t.Fatalf("%s: %v %+v", next, err, page)
		}
		if len(page.Items) > 20 {
			w.t.Fatalf("%s has %d items", next, len(page.Items))
		}
		for _, item := range page.Items {
			ids = append(ids, string(item.IRI))
		}
		if len(ids) > 1000 {
			w.t.Fatalf("%s has no end", id)
		}
		next = page.Next
	}
	return ids, c.Total
}

// TestPagesHaveEachThingOnce: whatever somebody has published, of all visibilities, and whatever
// becomes of it, walking the outbox finds what is for anybody, each once, the newest first.
func TestPagesHaveEachThingOnce(t *testing.T) {
	w := newWorld(t)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		who := person(fmt.Sprintf("writer%d", n))
		changes := []social.Change{social.SaveActor{Actor: who}}
		var want []string
		kinds := rapid.SliceOfN(rapid.IntRange(0, 6), 0, 70).Draw(t, "kinds")
		for i, kind := range kinds {
			at := day.Add(time.Duration(i-len(kinds)) * time.Hour)
			p := social.Post{ID: fmt.Sprintf("%s/statuses/%d", who.ID, i), Author: who.ID, Local: true, Type: "Note", Published: at}
			switch kind {
			case 0, 1, 2, 3:
				p.Visibility = social.Visibility(kind)
				changes = append(changes, social.AddPost{Post: p})
				if kind <= 1 {
					want = append(want, p.ID+"/activity")
				}
			case 4:
				changes = append(changes, social.AddPost{Post: p}, social.RemovePost{ID: p.ID, Author: who.ID, At: at})
			default:
				p.Author, p.ID, p.Local = w.stan.ID, fmt.Sprintf("%s/%d/%d", w.stan.ID, n, i), false
				boost := social.Reaction{Kind: social.Boost, Actor: who.ID, Post: p.ID, Activity: fmt.Sprintf("%s/activities/%d-%d", site.Origin(), n, i), At: at}
				if kind == 6 {
					boost.Visibility = social.Followers
				} else {
					want = append(want, boost.Activity)
				}
				changes = append(changes, social.AddPost{Post: p}, social.AddReaction{Reaction: boost})
			}
		}
		w.apply(changes...)
		slices.Reverse(want)
		got, total := w.walk(who.Outbox)
		if !slices.Equal(got, want) || total != len(want) {
			t.Fatalf("the outbox has %d of %d: %q, want %q", len(got), total, got, want)
		}
	})
}

// TestTheLastPageIsKnown: a page that is full and the last leads to no other.
func TestTheLastPageIsKnown(t *testing.T) {
	w := newWorld(t)
	for i := range 21 {
		other := visitor(fmt.Sprintf("v%d", i), "away.example")
		w.apply(social.KeepActor{Actor: other}, social.AddFollow{Follow: social.Follow{Follower: other.ID, Followee: w.bob.ID, Accepted: true, At: day}})
		page, err := w.read("/users/bob/followers?page=true").Collection()
		if err != nil || len(page.Items) != min(i+1, 20) || (page.Next != "") != (i == 20) {
			t.Errorf("with %d followers: %v, %d items, next %q", i+1, err, len(page.Items), page.Next)
		}
	}
}

// TestFollowsArePaged, both ways, each once.
func TestFollowsArePaged(t *testing.T) {
	w := newWorld(t)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		who := person(fmt.Sprintf("popular%d", n))
		changes := []social.Change{social.SaveActor{Actor: who}}
		var followers, following []string
		for i := range rapid.IntRange(0, 45).Draw(t, "n") {
			other := visitor(fmt.Sprintf("v%d", i), "away.example")
			accepted := i%5 != 4
			changes = append(changes, social.KeepActor{Actor: other},
				social.AddFollow{Follow: social.Follow{Follower: other.ID, Followee: who.ID, Accepted: accepted, At: day.Add(time.Duration(i) * time.Second)}})
			if accepted {
				followers = append(followers, other.ID)
			}
			if i%2 == 0 {
				changes = append(changes,
					social.AddFollow{Follow: social.Follow{Follower: who.ID, Followee: other.ID, Accepted: true, At: day.Add(time.Duration(i) * time.Second)}})
				following = append(following, other.ID)
			}
		}
		w.apply(changes...)
		for id, want := range map[string][]string{who.Followers: followers, who.Following: following} {
			slices.Reverse(want)
			if got, total := w.walk(id); !slices.Equal(got, want) || total != len(want) {
				t.Fatalf("%s has %d of %d: %q, want %q", id, len(got), total, got, want)
			}
		}
	})
}

// TestRepliesArePaged, the oldest first.
func TestRepliesArePaged(t *testing.T) {
	w := newWorld(t)
	want := []string{w.stan.ID + "/1"}
	for i := range 43 {
		p := social.Post{
			ID: fmt.Sprintf("%s/r%d", w.fay.ID, i), Author: w.fay.ID, Type: "Note", InReplyTo: w.posts["public"].ID,
			Visibility: social.Visibility(i % 4), Published: day.Add(time.Duration(i+1) * time.Minute),
		}
		denied := p
		denied.ID, denied.Author = fmt.Sprintf("%s/r%d", w.den.ID, i), w.den.ID
		w.apply(social.AddPost{Post: p}, social.AddPost{Post: denied})
		if p.Visibility <= social.Unlisted {
			want = append(want, p.ID)
		}
	}
	if got, _ := w.walk(w.posts["public"].ID + "/replies"); !slices.Equal(got, want) {
		t.Errorf("replies %q, want %q", got, want)
	}
}

// TestNumbersOfPages: a number that no page gave is answered, one that is none is refused.
func TestNumbersOfPages(t *testing.T) {
	w := newWorld(t)
	for query, want := range map[string]int{
		"max_id=1": 200, "max_id=9223372036854775807": 200, "page=true": 200, "page=1": 200, "page=true&max_id=1": 200, "max_id=&page=true": 200,
		"max_id=0": 400, "max_id=-1": 400, "max_id=x": 400, "max_id=9223372036854775808": 400, "max_id=1.5": 400, "x=1": 200, "%zz": 200,
	} {
		for _, list := range []string{"outbox", "followers", "following"} {
			if got := w.ask(asking{path: "/users/alice/" + list + "?" + query, accept: document}); got.status != want {
				t.Errorf("%s?%s is %d, want %d", list, query, got.status, want)
			}
		}
	}
}
