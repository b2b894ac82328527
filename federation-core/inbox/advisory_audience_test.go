package inbox_test

import (
	"maps"
	"net/http"
	"testing"
	"time"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// CVE-2024-37903 (row 5, A6): nobody makes a post that is stored visible to more than its
// author meant when it came, not even its author, whose edit may be a forgery by then.
func TestAnAudienceNeverGrows(t *testing.T) {
	s := newStage(t)
	public := object{"to": []string{string(vocab.Public)}, "cc": []string{s.carol.id + "/followers", s.bob.ID}}
	wider := func(from *sender, id, kind string, v social.Visibility, change object) attack {
		note := s.carol.note("note-"+string('0'+rune(v)), public)
		maps.Copy(note, change)
		a := from.activity(kind, id+string('0'+rune(v)), note)
		a["to"], a["cc"] = public["to"], public["cc"]
		return attack{id + " of visibility " + string('0'+rune(v)), http.StatusAccepted, 0, signed(from, a)}
	}
	var attacks []attack
	for v := social.Unlisted; v <= social.Direct; v++ {
		attacks = append(attacks,
			wider(s.carol, "the author creates it again", "Create", v, nil),
			wider(s.dave, "a neighbour creates it again", "Create", v, nil),
			wider(s.dave, "a neighbour takes it over", "Create", v, object{"attributedTo": s.dave.id}),
			wider(s.mallory, "somebody creates it again", "Create", v, nil),
			wider(s.mallory, "somebody takes it over", "Create", v, object{"attributedTo": s.mallory.id}),
			wider(s.carol, "the author edits it without a time", "Update", v, nil),
			wider(s.dave, "a neighbour edits it", "Update", v, object{"updated": "2030-01-01T00:00:00Z"}),
			wider(s.mallory, "somebody edits it", "Update", v, object{"updated": "2030-01-01T00:00:00Z"}),
		)
	}
	for v := social.Followers; v <= social.Direct; v++ {
		for who, from := range map[string]*sender{"a neighbour": s.dave, "somebody": s.mallory} {
			boost := from.activity("Announce", "boost-"+string('0'+rune(v)), s.notes[v])
			boost["to"] = string(vocab.Public)
			attacks = append(attacks, attack{who + " boosts what is not theirs to show, " + string('0'+rune(v)), http.StatusAccepted, 0, signed(from, boost)})
			local := from.activity("Announce", "boost-here-"+string('0'+rune(v)), s.posts[v])
			attacks = append(attacks, attack{who + " boosts what is not for them, " + string('0'+rune(v)), http.StatusAccepted, 0, signed(from, local)})
			attacks = append(attacks, attack{who + " likes what is not for them, " + string('0'+rune(v)), http.StatusAccepted, 0, signed(from, from.activity("Like", "like-"+string('0'+rune(v)), s.posts[v]))})
		}
	}
	s.repel(attacks)
}

// An honest edit changes the words, and nothing else of who sees them.
func TestAnEditKeepsTheAudience(t *testing.T) {
	s := newStage(t)
	s.now = s.now.Add(time.Minute)
	for v := social.Unlisted; v <= social.Direct; v++ {
		before, err := s.core.Post(t.Context(), s.notes[v])
		if err != nil {
			t.Fatal(err)
		}
		s.carol.send(s.carol.activity("Update", "edit-"+string('0'+rune(v)), s.carol.note("note-"+string('0'+rune(v)), object{
			"to": []string{string(vocab.Public)}, "cc": []string{s.bob.ID}, "content": "edited", "updated": s.now.Format(time.RFC3339),
			"tag": object{"type": "Mention", "href": s.bob.ID, "name": "@bob"}, "inReplyTo": s.posts[social.Direct],
		})))
		after, err := s.core.Post(t.Context(), s.notes[v])
		if err != nil || after.Content != "edited" || after.Visibility != before.Visibility || len(after.To) != len(before.To) || len(after.CC) != len(before.CC) || after.InReplyTo != "" {
			t.Errorf("visibility %d: %+v, %v", v, after, err)
		}
		for who, id := range map[string]string{"bob": s.bob.ID, "anybody": ""} {
			if may, err := s.core.MayRead(t.Context(), s.notes[v], id); err != nil || may && v > social.Unlisted {
				t.Errorf("visibility %d: %s may read it, %v", v, who, err)
			}
		}
	}
	if told, err := s.core.Notifications(t.Context(), s.bob.ID, 0, 9); err != nil || len(told) != 0 {
		t.Errorf("bob is told %+v, %v", told, err)
	}
}
