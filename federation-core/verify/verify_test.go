package verify_test

import (
	"context"
	"crypto/rsa"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"landfall/federation-core/fetch"
	"landfall/federation-core/httpsig"
	"landfall/federation-core/identity"
	"landfall/federation-core/local"
	"landfall/federation-core/moderation"
	"landfall/federation-core/social"
	"landfall/federation-core/verify"
	"landfall/federation-core/vocab"
)

var (
	day     = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	site, _ = local.Parse("https://home.example")
	old     = sync.OnceValue(newKey)
	current = sync.OnceValue(newKey)
)

func newKey() *rsa.PrivateKey {
	key, err := httpsig.GenerateKey()
	if err != nil {
		panic(err)
	}
	return key
}

// owners know the old key of fay; her origin has the one of now.
type owners struct {
	standing         social.Standing
	owner, again     error
	asked, asksAgain int
}

func (o *owners) signed(key *rsa.PrivateKey) identity.Signed {
	return identity.Signed{Actor: social.Actor{ID: "https://away.example/users/fay", Standing: o.standing}, Key: &key.PublicKey}
}

func (o *owners) Owner(context.Context, *fetch.Budget, vocab.ID) (identity.Signed, error) {
	o.asked++
	if o.owner != nil {
		return identity.Signed{}, o.owner
	}
	return o.signed(old()), nil
}

func (o *owners) Again(context.Context, *fetch.Budget, vocab.ID, social.Actor) (identity.Signed, error) {
	o.asksAgain++
	return o.signed(current()), o.again
}

// judge signs a request with a key and returns who is found to have signed it.
func judge(t *testing.T, o *owners, keyID string, key *rsa.PrivateKey, edit func(*http.Request)) (social.Actor, error) {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "https://home.example/users/alice?x=y", nil)
	if err := (httpsig.Signer{KeyID: keyID, Key: key}).Sign(req, nil, httpsig.Cavage, day); err != nil {
		t.Fatal(err)
	}
	req.RequestURI = req.URL.RequestURI()
	if edit != nil {
		edit(req)
	}
	policy := moderation.New("home.example", moderation.Open, []moderation.Rule{{Domain: "denied.example", Severity: moderation.Suspend}}, nil)
	v := verify.New(verify.Deps{
		Site: site, Owners: o, Policy: func() *moderation.Policy { return policy },
		Caller: func(*http.Request) string { return "" }, Now: func() time.Time { return day }, Log: slog.New(slog.DiscardHandler),
	})
	claim, err := v.Read(req, nil)
	if err != nil {
		return social.Actor{}, err
	}
	return v.Signer(t.Context(), claim)
}

func TestWhoHasSigned(t *testing.T) {
	const fay = "https://away.example/users/fay#main-key"
	fault := errors.New("no answer")
	for _, tt := range []struct {
		name             string
		owners           owners
		keyID            string
		key              *rsa.PrivateKey
		edit             func(*http.Request)
		status           int // 0: she has
		reason           string
		asked, asksAgain int
	}{
		{name: "the key that is known", key: old(), asked: 1},
		{name: "a key that has changed", key: current(), asked: 1, asksAgain: 1},
		{name: "neither", key: newKey(), status: 401, reason: "bad-signature", asked: 1, asksAgain: 1},
		{name: "another request", key: old(), edit: func(r *http.Request) { r.RequestURI = "/users/bob" }, status: 401, reason: "bad-signature", asked: 1, asksAgain: 1},
		{name: "changed and not to be had", key: current(), owners: owners{again: fault}, status: 503, reason: "the key cannot be had now", asked: 1, asksAgain: 1},
		{name: "never to be had", key: old(), owners: owners{owner: fetch.ErrRefused}, status: 401, reason: "the key cannot be had", asked: 1},
		{name: "deleted there", key: old(), owners: owners{owner: fetch.ErrGone}, status: 401, reason: "the key cannot be had", asked: 1},
		{name: "deleted here", key: old(), owners: owners{owner: social.ErrGone}, status: 401, reason: "the key cannot be had", asked: 1},
		{name: "no answer", key: old(), owners: owners{owner: fault}, status: 503, reason: "the key cannot be had now", asked: 1},
		{name: "suspended here", key: old(), owners: owners{standing: social.Suspended}, status: 403, reason: "the actor is suspended here", asked: 1},
		{name: "suspended, and not signed", key: newKey(), owners: owners{standing: social.Suspended}, status: 401, reason: "bad-signature", asked: 1, asksAgain: 1},
		{name: "denied", keyID: "https://denied.example/users/den#main-key", key: old(), status: 403, reason: "not federated with"},
		{name: "a key of ours", keyID: "https://home.example/users/bob#main-key", key: old(), status: 401, reason: "nobody else has a key of this server"},
		{name: "stale", key: old(), edit: func(r *http.Request) { r.Header.Set("Date", day.Add(-2*time.Hour).Format(http.TimeFormat)) }, status: 401, reason: "stale"},
		{name: "unsigned", key: old(), edit: func(r *http.Request) { r.Header.Del("Signature") }, status: 401, reason: "unsigned"},
		{name: "another host", key: old(), edit: func(r *http.Request) { r.Host = "evil.example" }, status: 401, reason: "wrong-host"},
	} {
		if tt.keyID == "" {
			tt.keyID = fay
		}
		actor, err := judge(t, &tt.owners, tt.keyID, tt.key, tt.edit)
		if tt.owners.asked != tt.asked || tt.owners.asksAgain != tt.asksAgain {
			t.Errorf("%s: asked %d and %d times", tt.name, tt.owners.asked, tt.owners.asksAgain)
		}
		if tt.status == 0 {
			if err != nil || actor.ID != "https://away.example/users/fay" {
				t.Errorf("%s: %v %s", tt.name, err, actor.ID)
			}
			continue
		}
		no, ok := errors.AsType[*verify.RefusedError](err)
		if !ok || no.Status != tt.status || !strings.Contains(no.Reason, tt.reason) || actor.ID != "" {
			t.Errorf("%s: %v (%+v), want %d %s", tt.name, err, no, tt.status, tt.reason)
		}
		if gone := errors.Is(tt.owners.owner, fetch.ErrGone); errors.Is(err, fetch.ErrGone) != gone {
			t.Errorf("%s: what lies behind it is lost", tt.name)
		}
	}
}
