package inbox_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"landfall/federation-core/social"
)

// TestAGroupPassesOnWhatWasDone: what a group says of a post is true where its origin says so,
// and what it embeds counts for nothing.
func TestAGroupPassesOnWhatWasDone(t *testing.T) {
	v := newVisit(t, letter{path: "/c/cats", actor: lemmyGroup, form: lemmy, docs: lemmyDocs})
	const page = "{there}/post/3"
	done := func(verb string) string {
		return `{"id": "{there}/activities/` + strings.ToLower(verb) + `/1", "actor": "{there}/u/lea", "object": {"type": "Page", "id": "` + page + `", "attributedTo": "{there}/u/lea", "content": "forged", "updated": "{now}"}, "type": "` + verb + `"}`
	}
	edited := strings.Replace(strings.Replace(lemmyPage, "meow", "purr", 1), `"name"`, `"updated": "{now}", "name"`, 1)
	stranger := v.there.actor("mallory", 1)
	for _, step := range []struct {
		name  string
		there any // what the origin has then, nil for the same
		says  string
		want  outcome
	}{
		{"before it is known", nil, done("Delete"), unheard(page)},
		{"by itself", nil, `"` + page + `"`, says(page, social.Public, "meow")},
		{"an edit that was none", nil, done("Update"), says(page, social.Public, "meow")},
		{"an edit", json.RawMessage(v.fill(edited)), done("Update"), says(page, social.Public, "purr")},
		{"a deletion that was none", nil, done("Delete"), says(page, social.Public, "purr")},
		{"a vote, where it is gone", http.StatusGone, done("Like"), says(page, social.Public, "purr")},
		{"a deletion", nil, done("Delete"), withdrawn(page)},
	} {
		if step.there != nil {
			v.there.serve("/post/3", step.there)
		}
		if step.name == "a deletion" {
			asked := v.outbound.requests()
			forged := stranger.activity("Announce", "x", json.RawMessage(v.fill(done("Delete"))))
			if stranger.send(forged); v.outbound.requests() != asked+1 { // for the key
				t.Errorf("for somebody whom nobody follows, asked %v", v.outbound.asked[asked:])
			}
			if wrong := says(page, social.Public, "purr")(v); wrong != "" {
				t.Errorf("somebody whom nobody follows deletes: %s", wrong)
			}
		}
		if status, reason := v.post2home()(v.fill(announced(strings.ReplaceAll(step.name, " ", "-"), step.says))); status != http.StatusAccepted {
			t.Errorf("%s: status %d (%s)", step.name, status, reason)
		}
		v.work()
		v.now = v.now.Add(time.Second)
		if wrong := step.want(v); wrong != "" {
			t.Errorf("%s: %s", step.name, wrong)
		}
	}
}
