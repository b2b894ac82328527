package inbox_test

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"

	"landfall/federation-core/httpsig"
)

// CVE-2026-34148 (row 11), A10: keys that cannot be had, and signatures that do not fit, make
// this server ask for no more than a document or two, however many requests name them.
func TestKeysAreNotAskedForAgainAndAgain(t *testing.T) {
	s := newStage(t)
	loop := s.server()
	loop.serve("/loop", redirect(loop.origin+"/loop"))
	loop.serve("/key", s.carol.note("1", object{"id": loop.origin + "/key", "publicKey": object{"id": loop.origin + "/key", "owner": loop.origin + "/key2", "publicKeyPem": "x"}}))
	loop.serve("/key2", redirect(loop.origin+"/key"))
	down := s.server()
	down.serve("/users/ghost", http.StatusBadGateway)
	for _, tt := range []struct {
		name   string
		status int
		most   int
		from   sender
		keyID  func(n int) string
	}{
		{"a redirect without an end", 401, 3, sender{remote: loop}, func(int) string { return loop.origin + "/loop" }},
		{"keys that name each other", 401, 3, sender{remote: loop}, func(int) string { return loop.origin + "/key" }},
		{"a key that is not there", 401, 1, sender{remote: loop}, func(int) string { return loop.origin + "/users/nobody#main-key" }},
		{"a server that is down", 503, 1, sender{remote: down}, func(int) string { return down.origin + "/users/ghost#main-key" }},
		{"names of keys that are made up", 401, 1, *s.dave, func(n int) string { return fmt.Sprintf("%s#key-%d", s.dave.id, n) }},
		{"a known key and another's signature", 401, 1, *s.carol, func(int) string { return s.carol.keyID }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, asked := s.ledger(), s.outbound.requests()
			from := tt.from
			from.key = keys()[4]
			if from.id == "" {
				from.id = from.origin + "/users/ghost"
			}
			for n := range 30 {
				from.keyID = tt.keyID(n)
				if status, reason := s.answer(from.request(from.activity("Follow", fmt.Sprint(tt.name, n), s.alice.ID), httpsig.Cavage)); status != tt.status {
					t.Errorf("status %d (%s)", status, reason)
				}
			}
			s.work()
			if n := s.outbound.requests() - asked; n > tt.most {
				t.Errorf("30 requests made %d of ours: %v", n, s.outbound.asked[asked:])
			}
			if diff := s.ledger().since(before); diff != "" {
				t.Errorf("they had an effect:\n%s", diff)
			}
			t.Logf("30 requests, %d of ours", s.outbound.requests()-asked)
		})
	}
}

// However many names of actors one server makes up, it is asked no more than it can bear, and
// what is remembered of it is nothing that others could see.
func TestMadeUpActors(t *testing.T) {
	s := newStage(t)
	evil := s.server()
	before, asked := s.ledger(), s.outbound.requests()
	for n := range 15 {
		ghost := sender{remote: evil, id: fmt.Sprintf("%s/users/ghost%d", evil.origin, n), key: keys()[4]}
		ghost.keyID = ghost.id + "#main-key"
		if status := s.deliver(ghost.request(ghost.activity("Follow", strconv.Itoa(n), s.alice.ID), httpsig.Cavage)); status != http.StatusUnauthorized {
			t.Errorf("status %d", status)
		}
	}
	if n := s.outbound.requests() - asked; n > 15 {
		t.Errorf("15 requests made %d of ours", n)
	}
	if diff := s.ledger().since(before); diff != "" {
		t.Errorf("they had an effect:\n%s", diff)
	}
}
