package inbox_test

import (
	"fmt"
	"testing"

	"landfall/federation-core/social"
)

// A9: what is addressed to thousands makes us ask nobody, and is kept within bounds.
func TestAmplification(t *testing.T) {
	w := newWorld(t)
	alice, there := w.person("alice", nil), w.server()
	carol := there.actor("carol", 0)
	var crowd, tags, pictures []any
	for i := range 1_000 {
		crowd = append(crowd, fmt.Sprintf("%s/users/u%d", there.origin, i))
	}
	for i := range 5_000 {
		tags = append(tags, object{"type": "Mention", "href": fmt.Sprintf("%s/users/t%d", there.origin, i), "name": "@t"})
	}
	for i := range 500 {
		pictures = append(pictures, object{"type": "Document", "mediaType": "image/png", "url": fmt.Sprintf("%s/p/%d", there.origin, i)})
	}
	note := carol.note("1", object{"to": append([]any{alice.ID}, crowd...), "tag": tags, "attachment": pictures})
	carol.send(carol.activity("Create", "1", note))
	if got := w.outbound.requests(); got != 1 {
		t.Errorf("%d requests, want one for the key", got)
	}
	p, err := w.core.Post(t.Context(), note["id"].(string))
	if err != nil || len(p.To) > 100 || len(p.Mentions) > 100 || len(p.Attachments) > 8 || p.Visibility != social.Followers {
		t.Errorf("%d recipients, %d mentions, %d attachments, %v", len(p.To), len(p.Mentions), len(p.Attachments), err)
	}
}
