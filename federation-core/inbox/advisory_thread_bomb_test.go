package inbox_test

import (
	"fmt"
	"strconv"
	"testing"
)

// A8, CVE-2022-46405: a thread without an end, on names without number, is not followed.
func TestThreadBomb(t *testing.T) {
	w := newWorld(t)
	alice, there := w.person("alice", nil), w.server()
	carol := there.actor("carol", 0)
	w.follow(alice.ID, alice.ID)
	carol.send(carol.activity("Follow", "0", alice.ID))
	w.follow(alice.ID, carol.id)
	for i := range 50 {
		there.serve(fmt.Sprint("/notes/", i), carol.note(strconv.Itoa(i), object{
			"inReplyTo": fmt.Sprintf("%s/notes/%d", there.origin, i+1), "replies": there.origin + fmt.Sprint("/replies/", i),
			"tag": []object{{"type": "Mention", "href": fmt.Sprintf("%s/users/m%d", there.origin, i), "name": "@m"}},
		}))
	}
	before := w.outbound.requests()
	carol.send(carol.activity("Create", "1", carol.note("0", object{"inReplyTo": there.origin + "/notes/1"})))
	boost := carol.activity("Announce", "2", there.origin+"/notes/7")
	boost["to"] = "https://www.w3.org/ns/activitystreams#Public"
	carol.send(boost)
	if got := w.outbound.requests() - before; got > 1 {
		t.Errorf("%d requests, want one for what was boosted", got)
	}
}
