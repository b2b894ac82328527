package inbox_test

import (
	"maps"
	"net/http"
	"testing"
)

// FEP-fe34 (row 1, A4): what is embedded from another origin is only an address. Nothing is
// taken from the copy, and whoever delivers it is not asked for its origin's sake.
func TestCrossOriginEmbeds(t *testing.T) {
	s := newStage(t)
	foreign := s.carol.note("foreign", object{"content": "by mallory"})
	embedded := func(kind, name string, about any, change object) attack {
		a := s.mallory.activity(kind, name, about)
		maps.Copy(a, change)
		return attack{kind + ": " + name, http.StatusAccepted, 0, signed(s.mallory, a)}
	}
	nested := s.mallory.note("nested", object{"attributedTo": s.carol.document()})
	person := s.carol.document()
	person["name"], person["publicKey"] = "stolen", s.mallory.document()["publicKey"]
	s.repel([]attack{
		embedded("Create", "a post of another origin", foreign, nil),
		embedded("Create", "a post by an embedded author", nested, nil),
		embedded("Create", "a post that is attributed to another", s.mallory.note("theirs", object{"attributedTo": s.carol.id}), nil),
		embedded("Update", "a post of another origin", foreign, nil),
		embedded("Update", "a stored post of another origin", s.carol.note("note-0", object{"content": "defaced", "updated": "2030-01-01T00:00:00Z"}), nil),
		embedded("Update", "another's profile", person, nil),
		embedded("Update", "a profile of this server", object{"id": s.alice.ID, "type": "Person", "preferredUsername": "alice", "inbox": s.mallory.id + "/inbox"}, nil),
		embedded("Delete", "another's post", object{"id": s.notes[0], "type": "Tombstone"}, nil),
		embedded("Delete", "another's profile", object{"id": s.carol.id, "type": "Person"}, nil),
		embedded("Undo", "what another did", s.carol.activity("Follow", "follow", s.alice.ID), nil),
		embedded("Accept", "a Follow that another was asked", object{"type": "Follow", "id": s.alice.ID + "#f", "actor": s.alice.ID, "object": s.carol.id}, nil),
		embedded("Reject", "a Follow that another was asked", object{"type": "Follow", "actor": s.alice.ID, "object": s.carol.id}, nil),
		embedded("Add", "a post to another's profile", s.mallory.note("pinned", nil), object{"target": s.carol.id + "/featured"}),
		embedded("Add", "a post to an embedded collection", s.mallory.note("pinned", nil), object{"target": object{"id": s.carol.id + "/featured", "type": "OrderedCollection", "attributedTo": s.mallory.id}}),
		embedded("Move", "another", s.carol.document(), object{"target": s.mallory.id}),
	})
}

// NodeBB's advisory (row 4): an author is who signs, and no name makes somebody elsewhere an
// account of this server.
func TestAnAuthorIsWhoSigns(t *testing.T) {
	s := newStage(t)
	var attacks []attack
	for name, author := range map[string]any{
		"somebody here":                      s.alice.ID,
		"somebody here, by the page":         s.site.Page("alice"),
		"somebody here, by the name":         "acct:alice@home.example",
		"somebody here, in another case":     s.site.Origin() + "/users/Alice",
		"somebody here, with a port":         "https://home.example:443/users/alice",
		"somebody here, embedded":            object{"id": s.alice.ID, "type": "Person", "preferredUsername": "alice"},
		"a neighbour":                        s.dave.id,
		"nobody":                             nil,
		"a number":                           7,
		"an actor that only looks the same":  s.carol.id + "/",
		"an actor's key":                     s.carol.keyID,
		"somebody here and then who signs":   []any{object{"id": s.alice.ID, "type": "Group"}},
		"a name and no id":                   "carol",
		"an http address":                    "http" + s.carol.id[len("https"):],
		"what is no address":                 "https://",
		"somebody in a list within the list": []any{[]string{s.carol.id}},
	} {
		note := s.carol.note("by "+name, object{"id": s.carol.origin + "/notes/new", "attributedTo": author, "cc": []string{s.alice.ID}})
		attacks = append(attacks,
			attack{"a post by " + name, http.StatusAccepted, 0, signed(s.carol, s.carol.activity("Create", "create by "+name, note))},
			attack{"an edit by " + name, http.StatusAccepted, 0, signed(s.carol, s.carol.activity("Update", "update by "+name, note))},
		)
	}
	local := s.carol.note("x", object{"id": s.alice.ID + "/statuses/01"})
	attacks = append(attacks,
		attack{"a post with an id of this server", http.StatusAccepted, 0, signed(s.carol, s.carol.activity("Create", "local id", local))},
		attack{"a post with an activity's id of this server", http.StatusAccepted, 0, signed(s.carol, object{"id": s.site.Origin() + "/activities/1", "type": "Create", "actor": s.carol.id, "object": s.carol.note("y", nil)})},
	)
	s.repel(attacks)
}
