package outbox_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"testing"

	"landfall/federation-core/keyring"
	"landfall/federation-core/local"
	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
)

// ringed gives a world a real keyring.
func (w *world) ringed(master keyring.Master) *keyring.Keyring {
	ring := keyring.New(master, w.core)
	w.Keys = ring
	return ring
}

// signs reports whether an actor's private key belongs to the public one that it shows.
func (w *world) signs(ring *keyring.Keyring, a *social.Actor) bool {
	w.t.Helper()
	key := must[*rsa.PrivateKey](w.t)(ring.Key(w.t.Context(), a.ID))
	sum := sha256.Sum256([]byte("hello"))
	signature := must[[]byte](w.t)(rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:]))
	block, rest := pem.Decode([]byte(a.Keys[0].PEM))
	if block == nil || len(rest) > 0 || block.Type != "PUBLIC KEY" {
		w.t.Fatalf("no key: %q", a.Keys[0].PEM)
	}
	public := must[any](w.t)(x509.ParsePKIXPublicKey(block.Bytes))
	return rsa.VerifyPKCS1v15(public.(*rsa.PublicKey), crypto.SHA256, sum[:], signature) == nil
}

func TestKeys(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ring := w.ringed(keyring.NewMaster())
	ctx := t.Context()
	alice := w.settle(outbox.NewAccount{Username: "alice"})
	w.equal("key", alice.Keys[0].ID, local.KeyID(alice.ID))
	if !w.signs(ring, &alice) {
		t.Error("the key is another")
	}
	carol := stranger("carol", "away.example", true)
	w.meet(carol)
	w.follows(carol, alice)

	rotated := must[social.Actor](t)(w.RotateKey(ctx, alice.ID))
	if rotated.Keys[0].PEM == alice.Keys[0].PEM || !w.signs(ring, &rotated) {
		t.Error("the old key signs still")
	}
	w.equal("stored", must[social.Actor](t)(w.core.Actor(ctx, alice.ID)), rotated)
	all := w.sent()
	if len(all) != 1 || !bytes.Contains(all[0].Body, must[[]byte](t)(json.Marshal(rotated.Keys[0].PEM))) {
		t.Errorf("%d activities tell of it", len(all))
	}

	// What is left to say can be signed after the end.
	w.ok(w.DeleteAccount(ctx, alice.ID))
	if !w.signs(ring, &rotated) {
		t.Error("the key went with the account")
	}
	if _, err := w.core.Actor(ctx, alice.ID); !errors.Is(err, social.ErrGone) {
		t.Errorf("the account is there: %v", err)
	}
}

// TestTheInstanceIsMadeOnce makes it again for another process: it is the same, and with
// another master key there is an error.
func TestTheInstanceIsMadeOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	master := keyring.NewMaster()
	ring := w.ringed(master)
	first := must[social.Actor](t)(w.EnsureInstance(ctx))
	if !w.signs(ring, &first) {
		t.Error("the key is another")
	}
	w.ringed(master)
	again := must[social.Actor](t)(outbox.New(w.Deps).EnsureInstance(ctx))
	w.equal("again", again, first)
	if first.ID != site.Instance() || first.Type != "Application" || first.Username != "home.example" || first.Inbox != site.SharedInbox() {
		t.Errorf("%+v", first)
	}
	w.ringed(keyring.NewMaster())
	if _, err := w.EnsureInstance(ctx); err == nil {
		t.Error("another master key opens it")
	}
}
