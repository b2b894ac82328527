package inbox_test

import (
	"net/http"
	"testing"
	"time"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// stage is a world in which everybody has met: alice and bob are here, carol and dave on one
// other server, mallory on a third. Alice follows carol and mallory, and bob follows nobody.
type stage struct {
	*world
	alice, bob           social.Actor
	carol, dave, mallory *sender
	// notes are carol's, one for each visibility; posts are alice's.
	notes, posts [social.Direct + 1]string
}

func newStage(t *testing.T) *stage {
	t.Helper()
	w := newWorld(t)
	there := w.server()
	s := &stage{
		world: w, alice: w.person("alice", nil), bob: w.person("bob", nil),
		carol: there.actor("carol", 0), dave: there.actor("dave", 1), mallory: w.server().actor("mallory", 2),
	}
	for _, from := range []*sender{s.carol, s.dave, s.mallory} {
		s.meet(from)
	}
	w.follow(s.alice.ID, s.carol.id)
	w.follow(s.alice.ID, s.mallory.id)
	for v := social.Public; v <= social.Direct; v++ {
		s.posts[v] = w.post(s.alice, v, s.alice.Followers).ID
		note := s.carol.note("note-"+string('0'+rune(v)), s.carol.addressed(v, s.alice.ID))
		s.notes[v] = note["id"].(string)
		s.carol.send(s.carol.activity("Create", "create-"+string('0'+rune(v)), note))
		if p, err := w.core.Post(t.Context(), s.notes[v]); err != nil || p.Visibility != v {
			t.Fatalf("carol's post %+v, %v", p, err)
		}
	}
	return s
}

// meet makes an actor known here, and nothing more.
func (s *stage) meet(from *sender) {
	s.t.Helper()
	if status := from.send(from.activity("Frobnicate", "hello-"+from.id[len(from.origin)+len("/users/"):], from.id)); status != http.StatusAccepted {
		s.t.Fatalf("%s is not known: status %d", from.id, status)
	}
}

// addressed is whom a post of a visibility goes to.
func (s *sender) addressed(v social.Visibility, to string) object {
	public, followers := string(vocab.Public), s.id+"/followers"
	switch v {
	case social.Public:
		return object{"to": []string{public}, "cc": []string{followers}}
	case social.Unlisted:
		return object{"to": []string{followers}, "cc": []string{public}}
	case social.Followers:
		return object{"to": []string{followers}, "cc": []string{}}
	case social.Direct:
	}
	return object{"to": []string{to}, "cc": []string{}}
}

// attack is a request that may have no effect, the status of its answer, and how many requests
// to others it may cause.
type attack struct {
	name   string
	status int
	asked  int
	make   func() *http.Request
}

// signed makes a request of somebody, signed in the older way.
func signed(from *sender, activity any) func() *http.Request {
	return func() *http.Request { return from.request(activity, httpsig.Cavage) }
}

// repel sends each, and works until nothing is due. Nothing may be stored of it, or changed,
// or waiting to be done or delivered, and nobody asked more than that.
func (s *stage) repel(attacks []attack) {
	for _, a := range attacks {
		s.t.Run(a.name, func(t *testing.T) {
			before, asked, heard := s.ledger(), s.outbound.requests(), len(s.heard)
			status, reason := s.answer(a.make())
			s.work()
			if status != a.status {
				t.Errorf("status %d (%s), want %d", status, reason, a.status)
			}
			if diff := s.ledger().since(before); diff != "" {
				t.Errorf("it had an effect:\n%s", diff)
			}
			if n := s.outbound.requests() - asked; n > a.asked {
				t.Errorf("%d requests to others: %v", n, s.outbound.asked[asked:])
			}
			if status != http.StatusAccepted && len(s.heard) != heard {
				t.Errorf("%v counts as heard of", s.heard[heard:])
			}
		})
		s.now = s.now.Add(time.Second)
	}
}
