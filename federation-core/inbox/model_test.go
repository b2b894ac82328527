package inbox_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// CVE-2024-37903 and its kind (A4, A6): three servers and six actors do to each other whatever
// comes to mind, honest or not. Nothing ever changes but by its owner, and nobody ever sees
// more of a post than its author once meant, unless they become a follower.
func TestVisibilityNeverWidens(t *testing.T) {
	w := newWorld(t)
	round := 0
	rapid.Check(t, func(rt *rapid.T) {
		round++
		m := newModel(w, round)
		for range rapid.IntRange(3, 12).Draw(rt, "steps") {
			m.step(rt)
		}
	})
}

// model is six actors and what is known of them.
type model struct {
	w       *world
	actors  []string // ids: two here, two on each of two other servers
	senders []*sender
	posts   []string // ids, stored or not
	serial  int
	round   int
	last    state
}

func newModel(w *world, round int) *model {
	m := &model{w: w, round: round}
	for i := range 2 {
		a := w.person(fmt.Sprintf("p%dx%d", round, i), func(a *social.Actor) { a.Locked = i == 1 })
		m.actors = append(m.actors, a.ID)
		for v := social.Public; v <= social.Direct; v++ {
			m.posts = append(m.posts, w.post(a, v, m.actors[0]).ID)
		}
	}
	for i := range 2 {
		there := w.server()
		for j := range 2 {
			s := there.actor(fmt.Sprintf("r%d", j), 2*i+j)
			m.senders, m.actors = append(m.senders, s), append(m.actors, s.id)
			m.posts = append(m.posts, s.origin+fmt.Sprintf("/notes/%d", j), s.origin+fmt.Sprintf("/notes/x%d", j))
			s.send(s.activity("Frobnicate", "hello", s.id)) // so that it is known
			w.follow(m.actors[0], s.id)
		}
	}
	m.last = m.state()
	return m
}

// gone reports whether an actor has deleted itself: it has no key any more.
func (m *model) gone(s *sender) bool {
	_, err := m.w.core.Actor(m.w.t.Context(), s.id)
	return errors.Is(err, social.ErrGone)
}

// state is all that anybody could have changed.
type state struct {
	posts     map[string]string // id to what there is of it
	widths    map[string]int    // id to how many of the six may read it
	actors    map[string]string
	follows   map[[2]string]bool // accepted
	reactions map[[3]string]bool
	blocks    map[[2]string]bool
}

func (m *model) state() state {
	ctx, core := m.w.t.Context(), m.w.core
	s := state{map[string]string{}, map[string]int{}, map[string]string{}, map[[2]string]bool{}, map[[3]string]bool{}, map[[2]string]bool{}}
	for _, id := range m.posts {
		if p, err := core.Post(ctx, id); err == nil {
			s.posts[id] = fmt.Sprint(p.Author, p.Content, p.Visibility, p.To, p.CC, p.InReplyTo)
		}
		for _, a := range append([]string{""}, m.actors...) {
			if may, err := core.MayRead(ctx, id, a); err == nil && may {
				s.widths[id]++
			}
			for _, kind := range []social.ReactionKind{social.Like, social.Boost} {
				if _, err := core.Reacted(ctx, a, id, kind); err == nil {
					s.reactions[[3]string{a, id, fmt.Sprint(kind)}] = true
				}
			}
		}
	}
	for _, a := range m.actors {
		who, err := core.Actor(ctx, a)
		s.actors[a] = fmt.Sprint(who.Username, who.Profile.Name, who.Inbox, who.MovedTo, who.Keys, who.AlsoKnownAs, err != nil)
		for _, b := range m.actors {
			if f, err := core.Follow(ctx, a, b); err == nil {
				s.follows[[2]string{a, b}] = f.Accepted
			}
			if yes, err := core.Blocks(ctx, a, b); err == nil && yes {
				s.blocks[[2]string{a, b}] = true
			}
		}
	}
	return s
}

// step sends one activity and looks at what became of it.
func (m *model) step(rt *rapid.T) {
	s := rapid.SampledFrom(m.senders).Draw(rt, "sender")
	kind := rapid.SampledFrom([]string{"Follow", "Accept", "Reject", "Undo", "Create", "Update", "Delete", "Announce", "Like", "Block", "Move", "Add", "Remove"}).Draw(rt, "type")
	m.serial++
	activity := s.activity(kind, fmt.Sprintf("%d-%d", m.round, m.serial), m.object(rt, s, kind))
	if rapid.IntRange(0, 9).Draw(rt, "foreign id") == 0 {
		activity["id"] = rapid.SampledFrom(m.actors).Draw(rt, "id") + "/forged"
	}
	activity["to"], activity["cc"] = m.audience(rt), m.audience(rt)
	activity["target"] = rapid.SampledFrom(append(m.actors, s.id+"/featured", m.actors[2]+"/featured")).Draw(rt, "target")
	m.w.now = m.w.now.Add(time.Second)
	if status := s.send(activity); status != http.StatusAccepted && !m.gone(s) {
		rt.Fatalf("status %d", status)
	}
	after := m.state()
	m.compare(rt, s, m.last, after)
	m.last = after
}

// object is what an activity is about: somebody, a post, an activity, embedded or named, true
// or made up.
func (m *model) object(rt *rapid.T, s *sender, kind string) any {
	actor, post := rapid.SampledFrom(m.actors).Draw(rt, "actor"), rapid.SampledFrom(m.posts).Draw(rt, "post")
	switch rapid.IntRange(0, 4).Draw(rt, "object") {
	case 0:
		return actor
	case 1:
		return post
	case 2:
		return s.note("", object{
			"id": post, "attributedTo": rapid.SampledFrom([]string{s.id, s.id, actor}).Draw(rt, "author"),
			"content": fmt.Sprint("words ", m.serial), "to": m.audience(rt), "cc": m.audience(rt),
			"updated": m.w.now.Format(time.RFC3339), "inReplyTo": m.posts[0],
		})
	case 3:
		inner := rapid.SampledFrom([]string{"Follow", "Like", "Announce", "Block", "Accept"}).Draw(rt, "inner")
		return object{
			"type": inner, "id": fmt.Sprintf("%s/activities/%d-%d", s.origin, m.round, rapid.IntRange(0, m.serial).Draw(rt, "which")),
			"actor": rapid.SampledFrom([]string{s.id, actor}).Draw(rt, "by"), "object": rapid.SampledFrom([]string{actor, post, s.id}).Draw(rt, "about"),
		}
	}
	return object{
		"type": "Person", "id": rapid.SampledFrom([]string{s.id, actor}).Draw(rt, "who"), "preferredUsername": s.id[len(s.origin)+len("/users/"):],
		"name": fmt.Sprint("name ", m.serial), "inbox": s.id + "/inbox", "publicKey": s.document()["publicKey"], "followers": s.id + "/followers",
	}
}

func (m *model) audience(rt *rapid.T) []string {
	all := append([]string{string(vocab.Public), m.actors[0] + "/followers", m.senders[0].id + "/followers"}, m.actors...)
	return rapid.SliceOfNDistinct(rapid.SampledFrom(all), 0, 3, rapid.ID).Draw(rt, "audience")
}

// compare finds whatever changed that was not the sender's to change.
func (m *model) compare(rt *rapid.T, s *sender, before, after state) {
	for id, was := range before.posts {
		now, there := after.posts[id]
		if now != was && !m.writer(was, s.id) {
			rt.Errorf("%s changed the post %s from %s to %s (%v)", s.id, id, was, now, there)
		}
		if after.widths[id] > before.widths[id] && len(after.follows) <= len(before.follows) && len(after.blocks) >= len(before.blocks) && !accepted(before, after) {
			rt.Errorf("%d may read %s after %s, %d before", after.widths[id], id, s.id, before.widths[id])
		}
	}
	for id, now := range after.posts {
		if _, was := before.posts[id]; !was && !m.writer(now, s.id) && !m.fetched(id) {
			rt.Errorf("%s brought a post by somebody else: %s", s.id, now)
		}
	}
	for a, was := range before.actors {
		if after.actors[a] != was && a != s.id {
			rt.Errorf("%s changed %s from %s to %s", s.id, a, was, after.actors[a])
		}
	}
	m.compareRelations(rt, s, before, after)
}

// writer reports whether what there is of a post begins with its author.
func (m *model) writer(post, actor string) bool {
	return len(post) > len(actor) && post[:len(actor)] == actor
}

// fetched reports whether a post was asked for at its origin.
func (m *model) fetched(id string) bool {
	m.w.outbound.mu.Lock()
	defer m.w.outbound.mu.Unlock()
	return slices.Contains(m.w.outbound.asked, id)
}

func accepted(before, after state) bool {
	for pair, yes := range after.follows {
		if yes && !before.follows[pair] {
			return true
		}
	}
	return false
}

func (m *model) compareRelations(rt *rapid.T, s *sender, before, after state) {
	both := func(pair [2]string) bool { return pair[0] == s.id || pair[1] == s.id }
	for pair, yes := range after.follows {
		if was, known := before.follows[pair]; (!known || yes != was) && !both(pair) {
			rt.Errorf("%s made %s follow %s", s.id, pair[0], pair[1])
		} else if !known && pair[0] != s.id {
			rt.Errorf("%s made %s follow it", s.id, pair[0])
		}
	}
	for pair := range before.follows {
		if _, left := after.follows[pair]; !left && !both(pair) {
			rt.Errorf("%s ended that %s follows %s", s.id, pair[0], pair[1])
		}
	}
	for pair := range after.blocks {
		if !before.blocks[pair] && pair[0] != s.id {
			rt.Errorf("%s made %s block %s", s.id, pair[0], pair[1])
		}
	}
	for pair := range before.blocks {
		if !after.blocks[pair] && !both(pair) {
			rt.Errorf("%s ended that %s blocks %s", s.id, pair[0], pair[1])
		}
	}
	for r := range after.reactions {
		if !before.reactions[r] && r[0] != s.id {
			rt.Errorf("%s made %s react to %s", s.id, r[0], r[1])
		}
	}
	for r := range before.reactions {
		if !after.reactions[r] && r[0] != s.id && !m.writer(before.posts[r[1]], s.id) {
			rt.Errorf("%s took back what %s did to %s", s.id, r[0], r[1])
		}
	}
}
