package inbox_test

import (
	"net/http"
	"testing"
)

// CVE-2024-23832 (row 1, A4): a document speaks for its own address. One that says that it is
// another's is not believed, wherever it was found and whoever told of it.
func TestIDMustEqualURL(t *testing.T) {
	s := newStage(t)
	evil, victim := s.mallory.remote, s.carol
	at := func(path string) string { return evil.origin + path }
	forged := func(id string) object {
		return s.mallory.note("x", object{"id": id, "attributedTo": victim.id, "content": "forged"})
	}
	evil.serve("/another", forged(victim.origin+"/notes/new"))
	evil.serve("/stored", forged(s.notes[0]))
	evil.serve("/here", forged(s.posts[0]))
	evil.serve("/circle", forged(at("/circle2")))
	evil.serve("/circle2", forged(at("/circle")))
	evil.serve("/nameless", s.mallory.note("x", object{"id": nil}))
	evil.serve("/port", forged("https://127.0.0.1/notes/1"))
	evil.serve("/scheme", forged("http"+at("/scheme")[len("https"):]))
	evil.serve("/user", forged("https://x@"+at("/user")[len("https://"):]))
	evil.serve("/away", redirect(at("/another")))
	victim.serve("/uploads/1", redirect(at("/another"))) // an open redirect of the victim's
	evil.serve("/loop", redirect(at("/loop")))
	evil.serve("/plain", redirect("http://127.0.0.1/"))
	evil.serve("/data", redirect("data:application/activity+json,{}"))
	evil.serve("/gone", http.StatusGone)

	var attacks []attack
	for path, asked := range map[string]int{
		"/another": 1, "/stored": 1, "/here": 1, "/circle": 2, "/nameless": 1, "/port": 1, "/scheme": 1, "/user": 1,
		"/away": 2, "/loop": 3, "/plain": 1, "/data": 1, "/gone": 1, "/absent": 1,
	} {
		boost := s.mallory.activity("Announce", "boost-"+path[1:], at(path))
		attacks = append(attacks, attack{"boost of " + path, http.StatusAccepted, asked, signed(s.mallory, boost)})
	}
	for _, path := range []string{"/another", "/stored", "/circle", "/away"} { // remembered from before
		create := s.mallory.activity("Create", "create-"+path[1:], at(path))
		attacks = append(attacks, attack{"creation of " + path, http.StatusAccepted, 0, signed(s.mallory, create)})
	}
	attacks = append(attacks,
		attack{"boost of an open redirect", http.StatusAccepted, 2, signed(s.mallory, s.mallory.activity("Announce", "open", victim.origin+"/uploads/1"))},
		attack{"edit of an open redirect", http.StatusAccepted, 0, signed(s.mallory, s.mallory.activity("Update", "open-edit", victim.origin+"/uploads/1"))},
	)
	s.repel(attacks)
}

// The same for an actor: whoever signs has its document where its key says.
func TestASignersIDMustEqualItsURL(t *testing.T) {
	s := newStage(t)
	evil := s.mallory.remote
	var attacks []attack
	for name, doc := range map[string]any{
		"another's document":          s.carol.document(),
		"a document of this server's": object{"id": s.alice.ID, "type": "Person", "preferredUsername": "alice", "inbox": s.alice.ID + "/inbox", "publicKey": object{"id": evil.origin + "/k4#k", "owner": s.alice.ID}},
		"a redirect to another's":     redirect(s.carol.id),
		"a redirect without an end":   redirect(evil.origin + "/users/ghost"),
		"no document":                 http.StatusNotFound,
		"a post":                      s.mallory.note("1", object{"id": evil.origin + "/users/ghost"}),
	} {
		ghost := &sender{remote: s.server(), key: keys()[3]}
		ghost.id = ghost.origin + "/users/ghost"
		ghost.keyID = ghost.id + "#main-key"
		ghost.serve("/users/ghost", doc)
		attacks = append(attacks, attack{name, http.StatusUnauthorized, 3, signed(ghost, ghost.activity("Follow", "1", s.alice.ID))})
	}
	s.repel(attacks)
}
