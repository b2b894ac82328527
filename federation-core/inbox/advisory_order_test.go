package inbox_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Row 23: what comes late is not what counts. An edit that is older than what is stored, or as
// old, changes nothing, and one from the future keeps no later one out.
func TestStaleEdits(t *testing.T) {
	s := newStage(t)
	at := func(d time.Duration) string { return s.now.Add(d).Format(time.RFC3339) }
	published := at(-time.Minute)
	edit := func(id, content string, updated any) object {
		return s.carol.activity("Update", id, s.carol.note("note-0", object{"content": content, "published": published, "updated": updated}))
	}
	s.now = s.now.Add(time.Hour)
	s.carol.send(edit("newer", "newer", at(-time.Minute)))
	s.repel([]attack{
		{"an older edit", http.StatusAccepted, 0, signed(s.carol, edit("older", "older", at(-2*time.Minute)))},
		{"an edit as old", http.StatusAccepted, 0, signed(s.carol, edit("same", "same", at(-time.Minute)))},
		{"an edit of no time", http.StatusAccepted, 0, signed(s.carol, edit("timeless", "timeless", nil))},
		{"an edit of what was never written", http.StatusAccepted, 0, signed(s.carol, s.carol.activity("Update", "unwritten", s.carol.note("unwritten", object{"updated": at(0)})))},
	})
	for _, content := range []string{"from the future", "later"} {
		s.now = s.now.Add(time.Minute)
		s.carol.send(edit(content, content, at(24*time.Hour)))
		if p, err := s.core.Post(t.Context(), s.notes[0]); err != nil || p.Content != content {
			t.Errorf("%s: %q, %v", content, p.Content, err)
		}
	}
}

// Row 23: what was deleted comes back by nothing: a Create that was slower, an edit, a boost of
// it, or another deletion and a new start.
func TestTheDeletedStayDeleted(t *testing.T) {
	s := newStage(t)
	s.follow(s.alice.ID, s.dave.id)
	s.carol.serve("/notes/note-0", s.carol.note("note-0", nil))
	s.carol.send(s.carol.activity("Delete", "delete", object{"id": s.notes[0], "type": "Tombstone"}))
	if _, err := s.core.Post(t.Context(), s.notes[0]); !errors.Is(err, social.ErrGone) {
		t.Fatalf("deleted: %v", err)
	}
	late := s.carol.note("late", nil)
	s.carol.send(s.carol.activity("Delete", "delete late", late["id"]))
	boost := s.dave.activity("Announce", "boost", s.notes[0])
	boost["to"] = string(vocab.Public)
	s.repel([]attack{
		{"created again", http.StatusAccepted, 0, signed(s.carol, s.carol.activity("Create", "again", s.carol.note("note-0", nil)))},
		{"created again, to be read", http.StatusAccepted, 1, signed(s.carol, s.carol.activity("Create", "again bare", s.notes[0]))},
		{"created after its deletion came", http.StatusAccepted, 0, signed(s.carol, s.carol.activity("Create", "late", late))},
		{"edited", http.StatusAccepted, 0, signed(s.carol, s.carol.activity("Update", "edited", s.carol.note("note-0", object{"updated": s.now.Add(time.Hour).Format(time.RFC3339)})))},
		{"boosted", http.StatusAccepted, 0, signed(s.dave, boost)},
		{"liked", http.StatusAccepted, 0, signed(s.dave, s.dave.activity("Like", "like", s.notes[0]))},
		{"pinned", http.StatusAccepted, 0, signed(s.carol, object{"id": s.carol.origin + "/activities/pin", "type": "Add", "actor": s.carol.id, "object": s.notes[0], "target": s.carol.id + "/featured"})},
		{"deleted by a neighbour", http.StatusAccepted, 0, signed(s.dave, s.dave.activity("Delete", "theirs", s.notes[1]))},
		{"deleted by somebody", http.StatusAccepted, 0, signed(s.mallory, s.mallory.activity("Delete", "theirs", s.notes[1]))},
		{"deleted by somebody, of this server", http.StatusAccepted, 0, signed(s.mallory, s.mallory.activity("Delete", "ours", s.posts[0]))},
		{"a person here deleted", http.StatusAccepted, 0, signed(s.mallory, s.mallory.activity("Delete", "alice", s.alice.ID))},
		{"a neighbour deleted", http.StatusAccepted, 0, signed(s.dave, s.dave.activity("Delete", "carol", s.carol.id))},
	})
}
