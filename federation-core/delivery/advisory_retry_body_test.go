// activitypub-bot 0.43: the second knock posted the first answer's error in place of the
// activity; here each request of an attempt has the activity, to the byte.

package delivery

import (
	"net/http"
	"testing"

	"landfall/federation-core/social"
)

func TestEveryKnockHasTheActivity(t *testing.T) {
	p := newPeer(t, 401, CavageNoQuery)
	p.moves = func(req *http.Request) (int, string) {
		if req.URL.Path == "/inbox" {
			return 307, "/moved?a=b#d"
		}
		return 0, ""
	}
	got, _ := deliver(t, p, "/inbox?a=b#c", social.Peer{RFC9421: true})
	if got.State != social.Delivered || len(p.had) != 4 {
		t.Errorf("state %d after %d requests (%s); want it delivered by the fourth", got.State, len(p.had), got.Reason)
	}
	for _, had := range p.had {
		if had.Body != activity {
			t.Errorf("%s %s had the body %q", had.Scheme, had.Path, had.Body)
		}
	}
}
