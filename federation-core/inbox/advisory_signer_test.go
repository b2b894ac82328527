package inbox_test

import (
	"net/http"
	"strings"
	"testing"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/moderation"
	"landfall/federation-core/social"
)

// CVE-2025-54888 (row 3, A1): nothing is done before it is known who has signed, and that is
// exactly the actor. A key of the same server, of the same person under another name, or of the
// server itself is not.
func TestTheSignerIsTheActor(t *testing.T) {
	s := newStage(t)
	// acted is an activity of one, signed by another with a key of some name.
	acted := func(name string, status, asked int, actor string, by *sender, keyID string, scheme httpsig.Scheme) attack {
		return attack{name, status, asked, func() *http.Request {
			from := *by
			from.keyID = keyID
			a := by.activity("Follow", name, s.alice.ID)
			a["actor"], a["id"] = actor, actor+"/follows/"+strings.ReplaceAll(name, " ", "-")
			return from.request(a, scheme)
		}}
	}
	const no = http.StatusUnauthorized
	for _, scheme := range []httpsig.Scheme{httpsig.Cavage, httpsig.RFC9421} {
		s.repel([]attack{
			acted("another server's key", no, 0, s.carol.id, s.mallory, s.mallory.keyID, scheme),
			acted("a neighbour's key", no, 0, s.carol.id, s.dave, s.dave.keyID, scheme),
			acted("a neighbour's key under her name", no, 1, s.carol.id, s.dave, s.carol.keyID, scheme),
			acted("another server's key under her name", no, 0, s.carol.id, s.mallory, s.carol.keyID, scheme),
			acted("her key in another case", no, 1, s.carol.id, s.carol, strings.Replace(s.carol.keyID, "/carol", "/Carol", 1), scheme),
			acted("her key with another fragment", no, 1, s.carol.id, s.carol, s.carol.id+"#other", scheme),
			acted("a neighbour's key as her", no, 1, s.carol.id, s.dave, s.carol.id, scheme),
			acted("her key as her neighbour", no, 1, s.carol.id, s.carol, s.dave.id, scheme),
			acted("her key by an account", no, 0, s.carol.id, s.carol, "acct:carol@127.0.0.1", scheme),
			acted("her key over http", no, 0, s.carol.id, s.carol, "http"+s.carol.keyID[len("https"):], scheme),
			acted("her key with a name", no, 0, s.carol.id, s.carol, "https://x@"+s.carol.keyID[len("https://"):], scheme),
			acted("an actor in another case", no, 0, strings.Replace(s.carol.id, "/carol", "/Carol", 1), s.carol, s.carol.keyID, scheme),
			acted("an actor with a slash", no, 0, s.carol.id+"/", s.carol, s.carol.keyID, scheme),
			acted("an actor with a fragment", no, 0, s.carol.id+"#main-key", s.carol, s.carol.keyID, scheme),
			acted("an actor with a query", no, 0, s.carol.id+"?x", s.carol, s.carol.keyID, scheme),
			acted("somebody here", no, 0, s.alice.ID, s.carol, s.carol.keyID, scheme),
			acted("somebody here and their key", no, 0, s.alice.ID, s.carol, s.alice.ID+"#main-key", scheme),
			acted("the server itself and its key", no, 0, s.site.Instance(), s.carol, s.site.Instance()+"#main-key", scheme),
		})
	}
}

// The words of several documents in one do not add up to an actor, and a second actor in a list
// is not asked.
func TestOneActorActs(t *testing.T) {
	s := newStage(t)
	by := func(name string, status int, actor any) attack {
		a := s.mallory.activity("Follow", "follow by "+name, s.alice.ID)
		a["actor"] = actor
		return attack{name, status, 0, signed(s.mallory, a)}
	}
	s.repel([]attack{
		by("nobody", http.StatusBadRequest, nil),
		by("a number", http.StatusBadRequest, 1),
		by("an empty list", http.StatusBadRequest, []string{}),
		by("another and who signs", http.StatusUnauthorized, []string{s.carol.id, s.mallory.id}),
		by("an embedded other", http.StatusUnauthorized, object{"id": s.carol.id, "type": "Person", "publicKey": s.mallory.document()["publicKey"]}),
		by("an account", http.StatusBadRequest, "acct:mallory@127.0.0.1"),
		by("the public", http.StatusUnauthorized, "https://www.w3.org/ns/activitystreams#Public"),
	})
}

// Row 3: whoever is suspended here, or whose server is, is told so and has no effect, signed or
// not; and so is whoever is on no list where a list says who is.
func TestWhoIsNotFederatedWith(t *testing.T) {
	s := newStage(t)
	s.apply(social.SetStanding{ID: s.mallory.id, Standing: social.Suspended})
	forged := func() *http.Request {
		from := *s.mallory
		from.key = keys()[4]
		return from.request(from.activity("Follow", "forged", s.alice.ID), httpsig.Cavage)
	}
	follow := func(n string) func() *http.Request {
		return signed(s.mallory, s.mallory.activity("Follow", n, s.alice.ID))
	}
	s.repel([]attack{
		{"suspended", http.StatusForbidden, 0, follow("1")},
		{"suspended and forged", http.StatusUnauthorized, 1, forged},
	})
	s.block(s.mallory.remote)
	s.repel([]attack{{"of a blocked server", http.StatusForbidden, 0, follow("2")}, {"of a blocked server and forged", http.StatusForbidden, 0, forged}})
	s.policy = moderation.New(s.site.Host(), moderation.AllowList, nil, []moderation.Allow{{Domain: "friends.example"}})
	s.repel([]attack{{"not on the list", http.StatusForbidden, 0, follow("3")}})
}

// An arrival that waits counts by the policy of when it is worked on, and by what its actor is
// then.
func TestThePolicyIsAskedAgain(t *testing.T) {
	for name, change := range map[string]func(s *stage){
		"its server was blocked":   func(s *stage) { s.block(s.mallory.remote) },
		"its actor was suspended":  func(s *stage) { s.apply(social.SetStanding{ID: s.mallory.id, Standing: social.Suspended}) },
		"its actor was deleted":    func(s *stage) { s.apply(social.RemoveActor{ID: s.mallory.id, At: s.now}) },
		"whom it asks was deleted": func(s *stage) { s.apply(social.RemoveActor{ID: s.bob.ID, At: s.now}) },
		"whom it asks was suspended": func(s *stage) {
			s.apply(social.SetStanding{ID: s.bob.ID, Standing: social.Suspended})
		},
	} {
		s := newStage(t)
		if status := s.deliver(s.mallory.request(s.mallory.activity("Follow", "1", s.bob.ID), httpsig.Cavage)); status != http.StatusAccepted {
			t.Fatalf("%s: status %d", name, status)
		}
		change(s)
		asked := s.outbound.requests()
		s.work()
		if f, err := s.core.Follow(t.Context(), s.mallory.id, s.bob.ID); err == nil || s.sent(s.mallory.id+"/inbox") != nil || s.outbound.requests() != asked {
			t.Errorf("%s: follow %+v, sent %v", name, f, s.sent(s.mallory.id+"/inbox"))
		}
	}
}
