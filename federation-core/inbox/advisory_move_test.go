package inbox_test

import (
	"maps"
	"net/http"
	"slices"
	"testing"

	"landfall/federation-core/moderation"
	"landfall/federation-core/social"
)

// movers is a stage for moves of carol.
type movers struct{ *stage }

// home is an account that carol may move to: its document names her, unless a change says
// otherwise.
func (m movers) home(name string, change object) *sender {
	to := m.mallory.actor(name, 3)
	doc := to.document()
	doc["alsoKnownAs"] = []string{m.carol.id}
	maps.Copy(doc, change)
	to.serve("/users/"+name, doc)
	m.meet(to)
	return to
}

// says makes carol's own document tell where she has gone; "" is nowhere.
func (m movers) says(target string) {
	doc := m.carol.document()
	if target != "" {
		doc["movedTo"] = target
	}
	m.carol.serve("/users/carol", doc)
}

func (m movers) move(id string, from *sender, about any, target string) object {
	a := from.activity("Move", "move-"+id, about)
	a["target"] = target
	return a
}

func (m movers) attack(name string, asked int, from *sender, about any, target string) attack {
	return attack{name, http.StatusAccepted, asked, signed(from, m.move(name, from, about, target))}
}

// A6: somebody who moves takes followers along only to an account in good standing here, on a
// server that is federated with, and nobody moves another.
func TestMovesThatLeadNowhere(t *testing.T) {
	m := movers{newStage(t)}
	suspended, gone := m.home("suspended", nil), m.home("gone", nil)
	m.apply(social.SetStanding{ID: suspended.id, Standing: social.Suspended}, social.RemoveActor{ID: gone.id, At: m.now})
	hidden := m.person("hidden", func(a *social.Actor) { a.AlsoKnownAs = []string{m.carol.id} })
	m.apply(social.SetStanding{ID: hidden.ID, Standing: social.Suspended})
	m.policy = moderation.New(m.site.Host(), moderation.Open, []moderation.Rule{{Domain: "blocked.example", Severity: moderation.Suspend}}, nil)

	m.says(suspended.id)
	m.repel([]attack{m.attack("to a suspended account", 2, m.carol, m.carol.id, suspended.id)})
	m.says(gone.id)
	m.repel([]attack{
		m.attack("to a deleted account", 2, m.carol, m.carol.id, gone.id),
		m.attack("to somebody here who does not know it", 0, m.carol, m.carol.id, m.bob.ID),
		m.attack("to somebody here who is suspended", 0, m.carol, m.carol.id, hidden.ID),
		m.attack("to nobody here", 0, m.carol, m.carol.id, m.site.Actor("nobody")),
		m.attack("of another actor of its server", 0, m.dave, m.carol.id, m.bob.ID),
		m.attack("of another actor elsewhere", 0, m.mallory, m.carol.id, m.mallory.id),
		m.attack("of somebody here", 0, m.mallory, m.alice.ID, m.mallory.id),
		m.attack("to itself", 0, m.carol, m.carol.id, m.carol.id),
		m.attack("to nowhere", 0, m.carol, m.carol.id, ""),
		m.attack("to no https URL", 0, m.carol, m.carol.id, "http://127.0.0.1/users/x"),
		m.attack("to a server that is blocked", 0, m.carol, m.carol.id, "https://below.blocked.example/users/x"),
	})
}

// Both sides have to say so, each at its own origin, and nobody moves twice.
func TestAMoveIsConfirmedByBothSides(t *testing.T) {
	m := movers{newStage(t)}
	stranger, silent, honest, again := m.home("stranger", object{"alsoKnownAs": []string{m.dave.id}}), m.home("silent", nil), m.home("honest", nil), m.home("again", nil)
	for _, tt := range []struct {
		name, says string
		to         *sender
		moved      bool
	}{
		{"to an account that knows another", stranger.id, stranger, false},
		{"that only the new account knows of", "", silent, false},
		{"honest", honest.id, honest, true},
		{"a second time", again.id, again, false},
	} {
		if tt.to == again {
			m.follow(m.alice.ID, m.carol.id) // as one may follow an account that was left
		}
		before := m.following()
		m.says(tt.says)
		m.carol.send(m.move(tt.name, m.carol, m.carol.id, tt.to.id))
		after := m.following()
		if tt.moved != slices.Contains(after, tt.to.id) || tt.moved == slices.Equal(before, after) {
			t.Errorf("%s: alice follows %v, and then %v", tt.name, before, after)
		}
		if got := m.sent(tt.to.id + "/inbox"); tt.moved != slices.Equal(got, []string{"Follow"}) {
			t.Errorf("%s: the new account gets %v", tt.name, got)
		}
		if got := m.sent(m.carol.id + "/inbox"); !tt.moved && tt.to != again && got != nil {
			t.Errorf("%s: the old account gets %v", tt.name, got)
		}
	}
}

// following lists whom alice follows or has asked to, in order.
func (s *stage) following() (ids []string) {
	s.t.Helper()
	for _, pending := range []bool{false, true} {
		all, err := s.core.Follows(s.t.Context(), social.Relations{Of: s.alice.ID, Following: true, Pending: pending}, 0, 100)
		if err != nil {
			s.t.Fatal(err)
		}
		for _, f := range all {
			ids = append(ids, f.Of.Followee)
		}
	}
	slices.Sort(ids)
	return ids
}
