package inbox_test

import (
	"net/http"
	"strings"
	"testing"

	"landfall/federation-core/httpsig"
)

// CVE-2025-54888 and CVE-2024-23832, and the acct: and owner tricks of A1: each name in the
// chain from the signature to the post is replaced by one that is nearly right. Only what is
// right in all of them is believed.
func TestIdentityMatrix(t *testing.T) {
	type chain struct{ keyID, key, owner, document, actor, author, note string }
	fields := map[string]func(*chain) *string{
		"keyId of the signature":     func(c *chain) *string { return &c.keyID },
		"id of the key":              func(c *chain) *string { return &c.key },
		"owner of the key":           func(c *chain) *string { return &c.owner },
		"id of the actor's document": func(c *chain) *string { return &c.document },
		"actor of the activity":      func(c *chain) *string { return &c.actor },
		"author of the post":         func(c *chain) *string { return &c.author },
		"id of the post":             func(c *chain) *string { return &c.note },
	}
	accepted := 0
	for field, of := range fields {
		for variant, change := range map[string]func(id, mallory string) string{
			"same": func(id, _ string) string { return id },
			"another host": func(id, mallory string) string {
				_, path, _ := strings.Cut(id, "/users/")
				return mallory + "/users/" + path
			},
			"another user":    func(id, _ string) string { return strings.Replace(id, "/carol", "/dave", 1) },
			"look-alike host": func(id, _ string) string { return strings.Replace(id, "127.0.0.1", "127.0.0.1.example", 1) },
			"look-alike user": func(id, _ string) string { return strings.Replace(id, "/carol", "/cаrol", 1) }, // Cyrillic а
			"fragment":        func(id, _ string) string { return strings.SplitN(id, "#", 2)[0] + "#x" },
			"case":            func(id, _ string) string { return strings.Replace(id, "/carol", "/Carol", 1) },
			"account":         func(_, _ string) string { return "acct:carol@127.0.0.1" },
			"without https":   func(id, _ string) string { return strings.Replace(id, "https:", "http:", 1) },
		} {
			path := field == "id of the post" && variant != "another host" && variant != "look-alike host" && variant != "account" && variant != "without https"
			if variant == "same" || path {
				continue // an origin may name its own things as it likes
			}
			w := newWorld(t)
			alice, there := w.person("alice", nil), w.server()
			carol, mallory := there.actor("carol", 0), w.server().actor("carol", 2)
			there.actor("dave", 1)
			w.follow(alice.ID, alice.ID)
			c := chain{carol.keyID, carol.keyID, carol.id, carol.id, carol.id, carol.id, carol.origin + "/users/carol/notes/1"}
			*of(&c) = change(*of(&c), mallory.origin)

			doc := carol.document()
			doc["id"] = c.document
			key := doc["publicKey"].(object)
			key["id"], key["owner"] = c.key, c.owner
			there.serve("/users/carol", doc)
			carol.keyID = c.keyID
			activity := carol.activity("Create", "1", carol.note("1", object{"id": c.note, "attributedTo": c.author, "cc": []string{alice.ID}}))
			activity["actor"] = c.actor
			status := w.deliver(carol.request(activity, httpsig.Cavage))
			w.work()
			if _, err := w.core.Post(t.Context(), c.note); err == nil {
				accepted++
				t.Errorf("%s is that of %s: taken, with status %d", field, variant, status)
			}
			if status == http.StatusAccepted && field != "author of the post" && field != "id of the post" {
				t.Errorf("%s is that of %s: acknowledged", field, variant)
			}
			told, err := w.core.Notifications(t.Context(), alice.ID, 0, 9)
			if err != nil || len(told) > 0 {
				t.Errorf("%s is that of %s: alice is told %v, %v", field, variant, told, err)
			}
		}
	}
	w := newWorld(t)
	alice, carol := w.person("alice", nil), w.server().actor("carol", 0)
	note := carol.note("1", object{"cc": []string{alice.ID}})
	carol.send(carol.activity("Create", "1", note))
	if _, err := w.core.Post(t.Context(), note["id"].(string)); err == nil {
		accepted++
	}
	if accepted != 1 {
		t.Errorf("%d cells are accepted, want the honest one", accepted)
	}
}
