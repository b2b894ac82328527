package inbox_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/moderation"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// refused is one way to be refused, or not.
type refused struct {
	name   string
	status int
	asked  int // requests to other servers, at most
	send   func(w *world, alice social.Actor, carol, mallory *sender) *http.Request
}

// cheap are refused by a look at the request.
var cheap = []refused{
	{"honest", http.StatusAccepted, 1, func(_ *world, alice social.Actor, carol, _ *sender) *http.Request {
		return carol.request(carol.activity("Follow", "1", alice.ID), httpsig.Cavage)
	}},
	{"not POST", http.StatusMethodNotAllowed, 0, func(w *world, _ social.Actor, _, _ *sender) *http.Request {
		return httptest.NewRequest(http.MethodGet, w.site.SharedInbox(), nil)
	}},
	{"too large", http.StatusRequestEntityTooLarge, 0, func(_ *world, alice social.Actor, carol, _ *sender) *http.Request {
		a := carol.activity("Follow", "1", alice.ID)
		a["padding"] = strings.Repeat("x", vocab.MaxBytes)
		return carol.request(a, httpsig.Cavage)
	}},
	{"too large, and does not say so", http.StatusRequestEntityTooLarge, 0, func(_ *world, alice social.Actor, carol, _ *sender) *http.Request {
		a := carol.activity("Follow", "1", alice.ID)
		a["padding"] = strings.Repeat("x", vocab.MaxBytes)
		req := carol.request(a, httpsig.Cavage)
		req.ContentLength = -1
		return req
	}},
	{"another type", http.StatusUnsupportedMediaType, 0, func(_ *world, alice social.Actor, carol, _ *sender) *http.Request {
		req := carol.request(carol.activity("Follow", "1", alice.ID), httpsig.Cavage)
		req.Header.Set("Content-Type", "application/jrd+json")
		return req
	}},
	{"compressed", http.StatusUnsupportedMediaType, 0, func(_ *world, alice social.Actor, carol, _ *sender) *http.Request {
		var body bytes.Buffer
		z := gzip.NewWriter(&body)
		_ = json.NewEncoder(z).Encode(carol.activity("Follow", "1", alice.ID))
		z.Close()
		req := carol.request(body.Bytes(), httpsig.Cavage)
		req.Header.Set("Content-Encoding", "gzip")
		return req
	}},
	{"no signature", http.StatusUnauthorized, 0, func(_ *world, alice social.Actor, carol, _ *sender) *http.Request {
		req := carol.request(carol.activity("Follow", "1", alice.ID), httpsig.Cavage)
		req.Header.Del("Signature")
		return req
	}},
	{"malformed signature", http.StatusUnauthorized, 0, func(_ *world, alice social.Actor, carol, _ *sender) *http.Request {
		req := carol.request(carol.activity("Follow", "1", alice.ID), httpsig.Cavage)
		req.Header.Set("Signature", "x")
		return req
	}},
}

// signatures are refused for how they are made.
var signatures = []refused{
	{"wrong signature", http.StatusUnauthorized, 1, func(_ *world, alice social.Actor, carol, _ *sender) *http.Request {
		carol.key = keys()[3]
		return carol.request(carol.activity("Follow", "1", alice.ID), httpsig.Cavage)
	}},
	{"a header that is not covered", http.StatusUnauthorized, 0, func(_ *world, alice social.Actor, carol, _ *sender) *http.Request {
		req := carol.request(carol.activity("Follow", "1", alice.ID), httpsig.Cavage)
		req.Header.Set("Signature", strings.Replace(req.Header.Get("Signature"), " digest", "", 1))
		return req
	}},
	{"another body", http.StatusUnauthorized, 0, func(_ *world, alice social.Actor, carol, _ *sender) *http.Request {
		req := carol.request(carol.activity("Follow", "1", alice.ID), httpsig.Cavage)
		other, _ := json.Marshal(carol.activity("Block", "1", alice.ID))
		return withBody(req, other)
	}},
	{"stale", http.StatusUnauthorized, 0, func(w *world, alice social.Actor, carol, _ *sender) *http.Request {
		req := carol.request(carol.activity("Follow", "1", alice.ID), httpsig.Cavage)
		w.now = w.now.Add(61*time.Minute + 5*time.Minute)
		return req
	}},
	{"from the future", http.StatusUnauthorized, 0, func(w *world, alice social.Actor, carol, _ *sender) *http.Request {
		req := carol.request(carol.activity("Follow", "1", alice.ID), httpsig.RFC9421)
		w.now = w.now.Add(-61 * time.Minute)
		return req
	}},
	{"a key on another server", http.StatusUnauthorized, 0, func(_ *world, alice social.Actor, carol, mallory *sender) *http.Request {
		a := carol.activity("Follow", "1", alice.ID)
		return mallory.request(a, httpsig.Cavage)
	}},
	{"a key of another actor", http.StatusUnauthorized, 1, func(_ *world, alice social.Actor, carol, _ *sender) *http.Request {
		dave := carol.actor("dave", 1)
		return dave.request(carol.activity("Follow", "1", alice.ID), httpsig.Cavage)
	}},
	{"a key of this server", http.StatusUnauthorized, 0, func(w *world, alice social.Actor, carol, _ *sender) *http.Request {
		carol.keyID = alice.ID + "#main-key"
		a := carol.activity("Follow", "1", alice.ID)
		a["actor"] = alice.ID
		return carol.request(a, httpsig.Cavage)
	}},
	{"a key that nobody has", http.StatusUnauthorized, 1, func(_ *world, alice social.Actor, carol, _ *sender) *http.Request {
		carol.keyID = carol.origin + "/users/nobody#main-key"
		return carol.request(carol.activity("Follow", "1", alice.ID), httpsig.Cavage)
	}},
}

// senders are refused for who they are, or for what they say.
var senders = []refused{
	{"a key that cannot be had", http.StatusServiceUnavailable, 1, func(_ *world, alice social.Actor, carol, _ *sender) *http.Request {
		carol.serve("/users/carol", http.StatusBadGateway)
		return carol.request(carol.activity("Follow", "1", alice.ID), httpsig.Cavage)
	}},
	{"a foreign id", http.StatusAccepted, 1, func(_ *world, alice social.Actor, carol, mallory *sender) *http.Request {
		a := carol.activity("Follow", "1", alice.ID)
		a["id"] = mallory.origin + "/activities/1"
		return carol.request(a, httpsig.Cavage)
	}},
	{"a server that is blocked", http.StatusForbidden, 0, func(w *world, alice social.Actor, carol, _ *sender) *http.Request {
		w.block(carol.remote)
		return carol.request(carol.activity("Follow", "1", alice.ID), httpsig.Cavage)
	}},
	{"malformed", http.StatusBadRequest, 0, func(_ *world, _ social.Actor, carol, _ *sender) *http.Request {
		return carol.request([]byte(`{"id":`), httpsig.Cavage)
	}},
	{"no activity", http.StatusBadRequest, 0, func(_ *world, _ social.Actor, carol, _ *sender) *http.Request {
		return carol.request([]byte(`{"id":"https://x.example/1"}`), httpsig.Cavage)
	}},
	{"a name twice", http.StatusBadRequest, 0, func(_ *world, alice social.Actor, carol, mallory *sender) *http.Request {
		return carol.request([]byte(`{"type":"Follow","actor":"`+mallory.id+`","actor":"`+carol.id+`","object":"`+alice.ID+`"}`), httpsig.Cavage)
	}},
	{"an unknown type", http.StatusAccepted, 1, func(_ *world, alice social.Actor, carol, _ *sender) *http.Request {
		return carol.request(carol.activity("Frobnicate", "1", alice.ID), httpsig.Cavage)
	}},
	{"the end of a stranger", http.StatusAccepted, 0, func(_ *world, _ social.Actor, carol, _ *sender) *http.Request {
		return carol.request(carol.activity("Delete", "1", carol.id), httpsig.Cavage)
	}},
}

// Every step of section 5.1 of federation.md, and what it answers. Whatever is refused has no
// effect, and asks nobody for more than a key.
func TestRefusals(t *testing.T) {
	for _, tt := range slices.Concat(cheap, signatures, senders) {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			alice, carol, mallory := w.person("alice", nil), w.server().actor("carol", 0), w.server().actor("mallory", 2)
			status, reason := w.answer(tt.send(w, alice, carol, mallory))
			w.work()
			if status != tt.status {
				t.Errorf("status %d (%s), want %d", status, reason, tt.status)
			}
			if got := w.outbound.requests(); got > tt.asked {
				t.Errorf("asked %v", w.outbound.asked)
			}
			if tt.name != "honest" {
				w.untouched(alice)
			}
		})
	}
}

// withBody gives a request another body, and leaves its headers.
func withBody(req *http.Request, body []byte) *http.Request {
	other := httptest.NewRequest(req.Method, req.URL.String(), bytes.NewReader(body))
	other.Header = req.Header
	return other
}

// block sets the policy against a server, and all that share its name.
func (w *world) block(r *remote) {
	rule := moderation.Rule{Domain: vocab.ID(r.origin).Host(), Severity: moderation.Suspend}
	rule.Domain, _, _ = strings.Cut(rule.Domain, ":")
	w.policy = moderation.New(w.site.Host(), moderation.Open, []moderation.Rule{rule}, nil)
}

// untouched fails the test if anything became of what came in.
func (w *world) untouched(alice social.Actor) {
	w.t.Helper()
	n, err := w.core.CountFollows(w.t.Context(), social.Relations{Of: alice.ID})
	if n > 0 || err != nil {
		w.t.Errorf("alice has %d followers, %v", n, err)
	}
	told, err := w.core.Notifications(w.t.Context(), alice.ID, 0, 10)
	if err != nil || len(told) > 0 {
		w.t.Errorf("alice was told: %+v, %v", told, err)
	}
	backlog, err := w.core.Backlog(w.t.Context())
	if err != nil || backlog.Deliveries > 0 || backlog.Arrivals > 0 {
		w.t.Errorf("something waits: %+v, %v", backlog, err)
	}
	reports, err := w.core.Reports(w.t.Context(), 0, 10)
	if err != nil || len(reports) > 0 {
		w.t.Errorf("reports: %+v, %v", reports, err)
	}
}
