// CVE-2026-77632 (Fedify): a redirect of a signed request led to addresses that nobody had
// checked; here it is followed within the origin only, signed anew.

package delivery

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/social"
)

func TestRedirects(t *testing.T) {
	elsewhere := newPeer(t, 401, Cavage)
	tests := []struct {
		name  string
		moves func(p *peer) (int, string)
		paths string
		state social.DeliveryState
	}{
		{"permanent, same origin", func(p *peer) (int, string) { return 308, "/shared?a=b#c" }, "/inbox /shared?a=b", social.Delivered},
		{"temporary, same origin", func(p *peer) (int, string) { return 307, p.URL + "/shared" }, "/inbox /shared", social.Delivered},
		{"no method kept", func(p *peer) (int, string) { return 302, "/shared" }, "/inbox", social.Waiting},
		{"other port", func(p *peer) (int, string) { return 307, elsewhere.URL + "/inbox" }, "/inbox", social.Waiting},
		{"other scheme", func(p *peer) (int, string) { return 308, "http://" + p.host + "/inbox" }, "/inbox", social.Waiting},
		{"with a password", func(p *peer) (int, string) { return 308, "https://a:b@" + p.host + "/inbox" }, "/inbox", social.Waiting},
		{"no address", func(p *peer) (int, string) { return 308, "https://%zz" }, "/inbox", social.Waiting},
		{"for ever", func(p *peer) (int, string) { return 308, "/inbox" }, "/inbox /inbox", social.Waiting},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := newPeer(t, 401, Cavage)
			p.moves = func(req *http.Request) (int, string) {
				if req.URL.Path == "/inbox" {
					return tt.moves(p)
				}
				return 0, ""
			}
			got, _ := deliver(t, p, "/inbox", social.Peer{})
			var want []knocked
			for path := range strings.FieldsSeq(tt.paths) {
				want = append(want, knocked{path, "cavage", activity})
			}
			if diff := cmp.Diff(want, p.had); diff != "" {
				t.Errorf("requests (-want +got):\n%s", diff)
			}
			if got.State != tt.state || len(elsewhere.had) != 0 {
				t.Errorf("state %d (%s), elsewhere %v; want %d, nothing", got.State, got.Reason, elsewhere.had, tt.state)
			}
		})
	}
}
