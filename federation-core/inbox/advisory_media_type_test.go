package inbox_test

import (
	"net/http"
	"strings"
	"testing"

	"landfall/federation-core/httpsig"
)

// noDocuments are media types that promise no ActivityStreams, with whatever was uploaded.
var noDocuments = []string{
	"application/json", "application/ld+json", "text/plain", "text/html; charset=utf-8", "application/octet-stream", "image/png", "application/jrd+json",
	`application/ld+json; profile="https://example.social/ns"`, "application/activity+json2", "application/activity+json, text/html", "",
}

// CVE-2024-25623, CVE-2024-25636 (row 2, A5): what somebody has uploaded is served as a file,
// and no file is a document: neither a post, nor an actor with a key.
func TestMediaType(t *testing.T) {
	s := newStage(t)
	var attacks []attack
	for i, kind := range noDocuments {
		name := "file-" + string(rune('a'+i))
		note := s.carol.note(name, object{"content": "uploaded"})
		s.carol.serve("/notes/"+name, typed{kind, note})
		attacks = append(attacks,
			attack{"boosted " + kind, http.StatusAccepted, 1, signed(s.mallory, s.mallory.activity("Announce", "boost-"+name, note["id"]))},
			attack{"created " + kind, http.StatusAccepted, 1, signed(s.carol, s.carol.activity("Create", "create-"+name, note["id"]))},
			attack{"edited " + kind, http.StatusAccepted, 1, signed(s.carol, s.carol.activity("Update", "update-"+name, note["id"]))},
		)
		ghost := s.carol.actor("ghost-"+name, 3)
		s.carol.serve("/users/ghost-"+name, typed{kind, ghost.document()})
		attacks = append(attacks, attack{"signed by " + kind, http.StatusUnauthorized, 1, signed(ghost, ghost.activity("Follow", "follow-"+name, s.alice.ID))})
		if kind == "application/json" {
			continue // what is sent is signed, and may be called that
		}
		attacks = append(attacks, attack{"sent as " + kind, http.StatusUnsupportedMediaType, 0, func() *http.Request {
			req := s.carol.request(s.carol.activity("Follow", "sent-"+name, s.alice.ID), httpsig.Cavage)
			if req.Header.Del("Content-Type"); kind != "" {
				req.Header.Set("Content-Type", kind)
			}
			return req
		}})
	}
	s.repel(attacks)
}

// The types that promise a document are taken, in any case and order.
func TestMediaTypesThatAreTaken(t *testing.T) {
	s := newStage(t)
	for i, kind := range []string{"application/activity+json", "Application/Activity+JSON; charset=utf-8", `application/ld+json; charset=UTF-8; Profile="https://www.w3.org/ns/activitystreams"`} {
		name := "taken-" + string(rune('a'+i))
		note := s.carol.note(name, nil)
		s.carol.serve("/notes/"+name, typed{kind, note})
		req := s.carol.request(s.carol.activity("Create", name, note["id"]), httpsig.RFC9421)
		req.Header.Set("Content-Type", kind)
		if status, reason := s.answer(req); status != http.StatusAccepted {
			t.Errorf("%s: status %d (%s)", kind, status, reason)
		}
		s.work()
		if p, err := s.core.Post(t.Context(), note["id"].(string)); err != nil || !strings.Contains(p.Content, "hello") {
			t.Errorf("%s: %+v, %v", kind, p, err)
		}
	}
}
