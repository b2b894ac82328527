package sim

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// Contact accounts have pinned posts, which announce nothing until they are told to.
func TestContactsPinPosts(t *testing.T) {
	n := network(t, Config{Hosts: 100, Seed: 5, Mix: MixHealthy(0)})
	const path = "/api/v1/accounts/" + contactID + "/statuses"
	posts := func(in *instance) (list []map[string]any) {
		t.Helper()
		if err := json.Unmarshal(n.document(in, path).body, &list); err != nil {
			t.Fatal(err)
		}
		return list
	}
	seen := 0
	for _, in := range n.instances {
		if in.software.family != famMastodon {
			if n.document(in, path) != nil {
				t.Errorf("%s, which runs %s, shows posts", in.name, in.software.name)
			}
			continue
		}
		seen++
		if list := posts(in); len(list) != 1 || !strings.Contains(list[0]["content"].(string), PostCanary) || at(list[0], "account", "id") != contactID {
			t.Fatalf("%s has %v", in.name, list)
		}
		if err := n.Pin(in.name, &Pins{Posts: []Post{{Text: "We close <soon>.", Posted: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Warning: "meta"}}, NoIndex: true}); err != nil {
			t.Fatal(err)
		}
		post := posts(in)[0]
		if post["content"] != "<p>We close &lt;soon&gt;.</p>" || post["created_at"] != "2026-01-02T03:04:05.000Z" || post["spoiler_text"] != "meta" || at(post, "account", "noindex") != true {
			t.Fatalf("%s has %v", in.name, post)
		}
		if v1 := decoded(t, n, in, "/api/v1/instance"); at(v1, "contact_account", "noindex") != true {
			t.Errorf("%s names %v", in.name, at(v1, "contact_account"))
		}
		if err := n.Pin(in.name, nil); err != nil || len(posts(in)) != 1 || posts(in)[0]["spoiler_text"] != "" {
			t.Errorf("%s has %v, %v", in.name, posts(in), err)
		}
	}
	if err := n.Pin("nobody-sim.social", nil); err == nil || seen == 0 {
		t.Errorf("%d contacts seen; somebody who is not there pinned something: %v", seen, err)
	}
}
