package identity_test

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"landfall/federation-core/fetch"
	"landfall/federation-core/httpsig"
	"landfall/federation-core/identity"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
	"landfall/internal/sqlstore"
)

const (
	carol   = "https://away.example/users/carol"
	dave    = "https://away.example/users/dave"
	mallory = "https://evil.example/users/mallory"
)

// object is a JSON object.
type object map[string]any

// pems are the public keys of two people.
var pems = sync.OnceValue(func() (all [2]string) {
	for i := range all {
		key, err := httpsig.GenerateKey()
		if err != nil {
			panic(err)
		}
		if all[i], err = httpsig.EncodePublic(&key.PublicKey); err != nil {
			panic(err)
		}
	}
	return all
})

// world is a registry with a real database, and what others serve by its address.
type world struct {
	*identity.Registry
	t      *testing.T
	core   *sqlstore.Core
	now    time.Time
	served map[vocab.ID]any // a document, or an error
	asked  []vocab.ID
}

func newWorld(t *testing.T) *world {
	t.Helper()
	store, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(t.TempDir(), "core.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	w := &world{t: t, core: store.Core(), now: time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC), served: make(map[vocab.ID]any)}
	w.Registry = identity.New(w.core, w, func() time.Time { return w.now })
	w.serve(carol, actor(carol, 0, nil))
	return w
}

// Document is the document of an id, as package fetch gives it.
func (w *world) Document(_ context.Context, _ *fetch.Budget, id vocab.ID) (*vocab.Document, error) {
	w.asked = append(w.asked, id)
	switch doc := w.served[id.WithoutFragment()].(type) {
	case nil:
		return nil, fmt.Errorf("%w: answered 404", fetch.ErrRefused)
	case error:
		return nil, doc
	default:
		body, err := json.Marshal(doc)
		if err != nil {
			w.t.Fatal(err)
		}
		return vocab.Parse(body)
	}
}

func (w *world) serve(id vocab.ID, doc any) { w.served[id] = doc }

// actor is the document of an actor with the key of one of two.
func actor(id string, key int, change object) object {
	doc := object{
		"id": id, "type": "Person", "preferredUsername": "name", "inbox": id + "/inbox",
		"publicKey": object{"id": id + "#main-key", "owner": id, "publicKeyPem": pems()[key]},
	}
	maps.Copy(doc, change)
	return doc
}

// key is the document of a key that has an address of its own.
func key(id, owner string, pem int) object {
	return object{"id": id, "owner": owner, "publicKeyPem": pems()[pem]}
}

// is fails the test unless a key was found, of that actor and that one of the two.
func (w *world) is(signed identity.Signed, err error, who string, pem int) {
	w.t.Helper()
	if err != nil {
		w.t.Errorf("nobody has it: %v", err)
		return
	}
	public, ok := signed.Key.(*rsa.PublicKey)
	if !ok {
		w.t.Fatalf("a key of type %T", signed.Key)
	}
	is, err := httpsig.EncodePublic(public)
	if err != nil {
		w.t.Fatal(err)
	}
	if signed.Actor.ID != who || is != pems()[pem] {
		w.t.Errorf("it is %s who has it", signed.Actor.ID)
	}
}

// nobody fails the test unless a key was refused, after so many requests.
func (w *world) nobody(signed identity.Signed, err error, requests int) {
	w.t.Helper()
	if !errors.Is(err, fetch.ErrRefused) || signed.Key != nil {
		w.t.Errorf("%s has it, %v", signed.Actor.ID, err)
	}
	if len(w.asked) != requests {
		w.t.Errorf("%d requests: %v", len(w.asked), w.asked)
	}
}

func (w *world) owner(id vocab.ID) (identity.Signed, error) {
	w.t.Helper()
	return w.Owner(w.t.Context(), fetch.NewBudget(), id)
}

func (w *world) apply(changes ...social.Change) {
	w.t.Helper()
	if err := w.core.Apply(w.t.Context(), changes); err != nil {
		w.t.Fatal(err)
	}
}
