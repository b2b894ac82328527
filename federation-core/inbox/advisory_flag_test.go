package inbox_test

import (
	"net/http"
	"slices"
	"strconv"
	"testing"
	"time"

	"landfall/federation-core/moderation"
	"landfall/federation-core/social"
)

// Rows 25 and 26: a report is about accounts here and posts that are stored as theirs, whatever
// an id looks like. It tells nobody what is there: the answer is the same for all.
func TestReportsAboutNothing(t *testing.T) {
	s := newStage(t)
	gone := s.person("gone", nil)
	deleted := s.post(s.alice, social.Public).ID
	s.apply(social.RemoveActor{ID: gone.ID, At: s.now}, social.RemovePost{ID: deleted, Author: s.alice.ID, At: s.now})
	var attacks []attack
	for name, about := range map[string]any{
		"nobody":                        nil,
		"nobody here":                   s.site.Actor("nobody"),
		"somebody who is gone":          gone.ID,
		"this server":                   s.site.Origin(),
		"itself":                        s.carol.id,
		"somebody elsewhere":            []string{s.mallory.id, s.notes[social.Public]},
		"a post that was never written": s.alice.ID + "/statuses/00000000000000000000000000",
		"a post that was deleted":       deleted,
		"a post's activity":             s.posts[social.Public] + "/activity",
		"an embedded post of no id":     object{"type": "Note", "attributedTo": s.alice.ID, "content": "x"},
	} {
		attacks = append(attacks, attack{"about " + name, http.StatusAccepted, 0, signed(s.mallory, s.mallory.activity("Flag", "flag-"+name, about))})
	}
	s.repel(attacks)
	s.policy = moderation.New(s.site.Host(), moderation.Open, []moderation.Rule{{Domain: "127.0.0.1", RejectReports: true}}, nil)
	s.repel([]attack{{"from a server whose reports are not taken", http.StatusAccepted, 0, signed(s.mallory, s.mallory.activity("Flag", "rejected", s.alice.ID))}})
}

// The posts of a report are those that the reported wrote, by what is stored and not by how an
// id is spelt.
func TestAReportNamesItsAuthorsPosts(t *testing.T) {
	s := newStage(t)
	// An id that was minted for one and is another's: nothing but the store says so.
	odd := social.Post{
		ID: s.bob.ID + "/statuses/00000000000000000000000001", Author: s.alice.ID, Local: true, Type: "Note", Content: "x", Published: s.now,
	}
	s.apply(social.AddPost{Post: odd})
	never := s.alice.ID + "/statuses/00000000000000000000000002"
	s.carol.send(s.carol.activity("Flag", "1", []string{s.alice.ID, s.posts[0], never, odd.ID, s.posts[0], s.notes[0]}))
	all, err := s.core.Reports(t.Context(), 0, 9)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d reports, %v", len(all), err)
	}
	if r := all[0].Of; r.Target != s.alice.ID || !slices.Equal(r.Posts, []string{s.posts[0], odd.ID}) || r.Reporter != s.carol.id {
		t.Errorf("report %+v", r)
	}
}

// Row 26: a flood of reports stops at its server's quota, and another's still come; the same
// report comes once.
func TestAFloodOfReports(t *testing.T) {
	w := newWorld(t)
	alice, carol, dave := w.person("alice", nil), w.server().actor("carol", 0), w.server().actor("dave", 1)
	for i := range 60 {
		if status := carol.send(carol.activity("Flag", strconv.Itoa(i), []string{alice.ID})); status != http.StatusAccepted {
			t.Errorf("status %d", status)
		}
	}
	for range 3 {
		dave.send(dave.activity("Flag", "1", alice.ID))
	}
	reported := func() (n int, by string) {
		all, err := w.core.Reports(t.Context(), 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		return len(all), all[0].Of.Reporter
	}
	if n, by := reported(); n != 31 || by != dave.id {
		t.Errorf("%d reports, the last by %s", n, by)
	}
	w.now = w.now.Add(4 * time.Minute)
	for i := range 10 {
		carol.send(carol.activity("Flag", "later-"+strconv.Itoa(i), alice.ID))
	}
	if n, by := reported(); n != 33 || by != carol.id {
		t.Errorf("%d reports after four minutes, the last by %s", n, by)
	}
	if got := w.outbound.requests(); got != 2 {
		t.Errorf("%d requests, want two for the keys", got)
	}
}

// Each of several who are reported is so for what it wrote itself.
func TestAReportTellsPostsApart(t *testing.T) {
	s := newStage(t)
	bobs := s.post(s.bob, social.Public).ID
	s.mallory.send(s.mallory.activity("Flag", "both", []string{s.alice.ID, s.posts[social.Public], bobs}))
	all, err := s.core.Reports(t.Context(), 0, 9)
	if err != nil || len(all) != 2 {
		t.Fatalf("%d reports, %v", len(all), err)
	}
	for _, r := range all {
		want := map[string]string{s.alice.ID: s.posts[social.Public], s.bob.ID: bobs}[r.Of.Target]
		if len(r.Of.Posts) != 1 || r.Of.Posts[0] != want {
			t.Errorf("of %s: %v", r.Of.Target, r.Of.Posts)
		}
	}
}
