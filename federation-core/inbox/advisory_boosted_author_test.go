package inbox_test

import (
	"net/http"
	"testing"

	"landfall/federation-core/moderation"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// CVE-2026-23961 (row 15): a boost brings nothing of somebody who is suspended here, whose
// server is, or who is gone; neither a post that is read for it, nor one that is here.
func TestBoostsOfTheSuspended(t *testing.T) {
	s := newStage(t)
	boost := func(name string, asked int, about string) attack {
		a := s.mallory.activity("Announce", name, about)
		a["to"] = string(vocab.Public)
		return attack{name, http.StatusAccepted, asked, signed(s.mallory, a)}
	}
	fresh := s.carol.note("fresh", nil)
	s.carol.serve("/notes/fresh", fresh)
	unknown := s.server().actor("unknown", 3)
	theirs := unknown.note("theirs", nil)
	unknown.serve("/notes/theirs", theirs)
	unknown.serve("/users/unknown", http.StatusGone)

	s.apply(social.SetStanding{ID: s.carol.id, Standing: social.Suspended})
	s.repel([]attack{
		boost("a stored post of somebody suspended", 0, s.notes[0]),
		boost("a new post of somebody suspended", 1, fresh["id"].(string)),
		boost("a post of somebody who is gone there", 2, theirs["id"].(string)),
	})
	s.apply(social.SetStanding{ID: s.alice.ID, Standing: social.Suspended})
	s.repel([]attack{boost("a post of somebody suspended here", 0, s.posts[0])})
	s.apply(social.SetStanding{ID: s.alice.ID, Standing: social.Active}, social.SetStanding{ID: s.carol.id, Standing: social.Active})
	s.policy = moderation.New(s.site.Host(), moderation.Open, []moderation.Rule{{Domain: "blocked.example", Severity: moderation.Suspend}}, nil)
	s.repel([]attack{
		boost("a post of a blocked server", 0, "https://blocked.example/notes/1"),
		boost("a post below a blocked server", 0, "https://social.blocked.example/notes/1"),
		boost("a post of a blocked server with a port", 0, "https://blocked.example:8443/notes/1"),
	})
	hidden := s.carol.note("hidden", s.carol.addressed(social.Followers, ""))
	s.carol.serve("/notes/hidden", hidden)
	s.carol.serve("/notes/elsewhere", s.carol.note("elsewhere", object{"attributedTo": s.mallory.origin + "/users/unmet"}))
	s.repel([]attack{
		boost("a post that its origin shows to us alone", 1, hidden["id"].(string)),
		boost("a post by somebody of another origin", 1, s.carol.origin+"/notes/elsewhere"),
		boost("a person", 0, s.alice.ID),
		boost("this server", 0, s.site.Origin()+"/"),
		boost("nothing", 0, ""),
	})
	nobodys := s.dave.activity("Announce", "nobody follows", s.carol.origin+"/notes/fresh")
	s.repel([]attack{{"by somebody whom nobody here follows", http.StatusAccepted, 0, signed(s.dave, nobodys)}})
}
