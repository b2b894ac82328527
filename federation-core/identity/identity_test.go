package identity_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"landfall/federation-core/fetch"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

func TestAKeyIsReadOnce(t *testing.T) {
	w := newWorld(t)
	for range 3 {
		signed, err := w.owner(carol + "#main-key")
		w.is(signed, err, carol, 0)
	}
	if len(w.asked) != 1 {
		t.Errorf("asked for %v", w.asked)
	}
	if a, err := w.core.Actor(t.Context(), carol); err != nil || a.Username != "name" || !a.Fetched.Equal(w.now) {
		t.Errorf("kept %+v, %v", a, err)
	}
}

// Some software gives a key an address of its own: a document of the key alone, or a part of
// its owner's that says where the whole is, which package fetch then gives.
func TestAKeyWithAnAddressOfItsOwn(t *testing.T) {
	for name, served := range map[string]any{
		"the key alone":      key(carol+"/main-key", carol, 0),
		"its owner":          actor(carol, 0, object{"publicKey": key(carol+"/main-key", carol, 0)}),
		"the key in another": object{"id": carol + "/main-key", "type": "Thing", "publicKey": key(carol+"/main-key", carol, 0)},
	} {
		w := newWorld(t)
		w.serve(carol, actor(carol, 0, object{"publicKey": key(carol+"/main-key", carol, 0)}))
		w.serve(carol+"/main-key", served)
		signed, err := w.owner(carol + "/main-key")
		w.is(signed, err, carol, 0)
		asked := len(w.asked)
		if _, err := w.Actor(t.Context(), fetch.NewBudget(), carol); err != nil { // as a new profile does
			t.Fatal(err)
		}
		signed, err = w.owner(carol + "/main-key")
		w.is(signed, err, carol, 0)
		if len(w.asked) != asked+1 {
			t.Errorf("%s: asked for %v", name, w.asked)
		}
	}
}

// The chain of A1 has to close: from the key to its owner, and from the owner to the key, all
// of one origin.
func TestChainsThatDoNotClose(t *testing.T) {
	const apart = "https://away.example/keys/1"
	for _, tt := range []struct {
		name     string
		id       string
		served   map[string]any
		requests int
	}{
		{"no such document", "https://away.example/nobody#main-key", nil, 1},
		{"no such key in it", carol + "#other", nil, 1},
		{"a key without an owner", apart, map[string]any{apart: object{"id": apart, "publicKeyPem": pems()[0]}}, 1},
		{"a key of somebody elsewhere", apart, map[string]any{apart: key(apart, mallory, 0)}, 1},
		{"a key that calls itself another", apart, map[string]any{apart: key("https://away.example/keys/2", carol, 0)}, 1},
		{"an owner who does not list it", apart, map[string]any{apart: key(apart, carol, 0)}, 2},
		{"an owner who is not there", apart, map[string]any{apart: key(apart, "https://away.example/nobody", 0)}, 2},
		{"an owner who is no actor", apart, map[string]any{apart: key(apart, dave, 0), dave: object{"id": dave, "type": "Note", "publicKey": key(apart, dave, 0)}}, 2},
		{"an owner without an inbox", apart, map[string]any{apart: key(apart, dave, 0), dave: actor(dave, 0, object{"inbox": nil, "publicKey": key(apart, dave, 0)})}, 2},
		{"an owner who says that it is another's", apart, map[string]any{apart: key(apart, dave, 0), dave: actor(dave, 0, object{"publicKey": key(apart, carol, 0)})}, 2},
		{"an actor elsewhere who lists it", apart, map[string]any{apart: actor(mallory, 0, object{"publicKey": key(apart, mallory, 0)})}, 1},
		{"a key that is none", dave + "#main-key", map[string]any{dave: actor(dave, 0, object{"publicKey": object{"id": dave + "#main-key", "owner": dave, "publicKeyPem": "x"}})}, 1},
		{"a post", apart, map[string]any{apart: object{"id": apart, "type": "Note", "content": "x"}}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			for id, doc := range tt.served {
				w.served[vocab.ID(id)] = doc
			}
			signed, err := w.owner(vocab.ID(tt.id))
			w.nobody(signed, err, tt.requests)
			signed, err = w.owner(vocab.ID(tt.id))
			if tt.name != "a key that is none" { // that one is remembered with its owner
				w.nobody(signed, err, tt.requests)
			}
			if _, err := w.core.Signer(t.Context(), apart); !errors.Is(err, social.ErrNotFound) {
				t.Errorf("it is remembered: %v", err)
			}
		})
	}
}

// A fault that may pass says nothing of the key, and is no reason not to look again.
func TestAFaultThatPasses(t *testing.T) {
	w := newWorld(t)
	fault := errors.New("no answer")
	w.serve(carol, fault)
	for range 2 {
		if _, err := w.owner(carol + "#main-key"); !errors.Is(err, fault) || errors.Is(err, fetch.ErrRefused) {
			t.Errorf("error %v", err)
		}
	}
	w.serve(carol, actor(carol, 0, nil))
	signed, err := w.owner(carol + "#main-key")
	w.is(signed, err, carol, 0)
}

func TestWhatBecameOfAnOwnerHereCounts(t *testing.T) {
	w := newWorld(t)
	if _, err := w.owner(carol + "#main-key"); err != nil {
		t.Fatal(err)
	}
	w.apply(social.SetStanding{ID: carol, Standing: social.Suspended})
	signed, err := w.Again(t.Context(), fetch.NewBudget(), carol+"#main-key", social.Actor{ID: carol})
	if w.is(signed, err, carol, 0); signed.Actor.Standing != social.Suspended {
		t.Error("an actor that is read again is suspended no more")
	}
	w.apply(social.RemoveActor{ID: carol, At: w.now})
	if _, err := w.owner(carol + "#main-key"); !errors.Is(err, social.ErrGone) {
		t.Errorf("an actor that is gone: %v", err)
	}
	if _, err := w.Actor(t.Context(), fetch.NewBudget(), carol); !errors.Is(err, social.ErrGone) {
		t.Errorf("an actor that is gone, read again: %v", err)
	}
}

// Keys change: the origin is asked once for it, and again after five minutes.
func TestAKeyThatHasChanged(t *testing.T) {
	w := newWorld(t)
	known, err := w.owner(carol + "#main-key")
	w.is(known, err, carol, 0)
	w.serve(carol, actor(carol, 1, nil))
	again := func(pem, requests int) {
		t.Helper()
		stored, err := w.owner(carol + "#main-key")
		if err != nil {
			t.Fatal(err)
		}
		signed, err := w.Again(t.Context(), fetch.NewBudget(), carol+"#main-key", stored.Actor)
		w.is(signed, err, carol, pem)
		if len(w.asked) != requests {
			t.Errorf("asked for %v", w.asked)
		}
	}
	again(1, 2)
	w.serve(carol, actor(carol, 0, nil))
	w.now = w.now.Add(4 * time.Minute)
	again(1, 2)
	w.now = w.now.Add(time.Minute)
	again(0, 3)
}

// CVE-2026-34148, A10: names of keys are made up easily. One document is read for all that it
// does not have.
func TestMadeUpNamesOfKeys(t *testing.T) {
	w := newWorld(t)
	for i := range 100 {
		signed, err := w.owner(vocab.ID(fmt.Sprintf("%s#key-%d", carol, i)))
		w.nobody(signed, err, 1)
	}
	// Whoever owns the document is as well known as ever.
	signed, err := w.owner(carol + "#main-key")
	w.is(signed, err, carol, 0)
	w.serve(carol, actor(carol, 1, object{"publicKey": object{"id": carol + "#key-1", "owner": carol, "publicKeyPem": pems()[1]}}))
	w.now = w.now.Add(5 * time.Minute)
	signed, err = w.owner(carol + "#key-1")
	w.is(signed, err, carol, 1)
}

// A key with an address of its own is whose its address says, however many others list it, and
// whoever was read first.
func TestAKeyIsNotTheFirstClaimers(t *testing.T) {
	const apart = "https://away.example/keys/carol"
	w := newWorld(t)
	w.serve(dave, actor(dave, 1, object{"publicKey": []object{key(apart, dave, 1), key(carol+"#main-key", dave, 1)}}))
	w.serve(carol, actor(carol, 0, object{"publicKey": []object{key(apart, carol, 0), key(carol+"#main-key", carol, 0)}}))
	w.serve(apart, key(apart, carol, 0))
	if _, err := w.Actor(t.Context(), fetch.NewBudget(), dave); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{apart, carol + "#main-key"} {
		signed, err := w.owner(vocab.ID(id))
		w.is(signed, err, carol, 0)
	}
	if _, err := w.Actor(t.Context(), fetch.NewBudget(), dave); err != nil {
		t.Fatal(err)
	}
	asked := len(w.asked)
	for _, id := range []string{apart, carol + "#main-key"} {
		signed, err := w.owner(vocab.ID(id))
		w.is(signed, err, carol, 0)
	}
	if len(w.asked) != asked {
		t.Errorf("asked for %v", w.asked[asked:])
	}
}

// An origin that cannot be reached says nothing of its keys: whoever is asked to come again
// later is not told then that its new key is wrong.
func TestAFaultIsNoAnswer(t *testing.T) {
	for _, fault := range []error{errors.New("no answer"), fetch.ErrCrowded} {
		w := newWorld(t)
		signed, err := w.Owner(t.Context(), fetch.NewBudget(), carol+"#main-key")
		if err != nil {
			t.Fatal(err)
		}
		w.serve(carol, fault)
		if _, err := w.Again(t.Context(), fetch.NewBudget(), carol+"#main-key", signed.Actor); !errors.Is(err, fault) {
			t.Errorf("%v: %v", fault, err)
		}
		w.serve(carol, actor(carol, 1, nil))
		again, err := w.Again(t.Context(), fetch.NewBudget(), carol+"#main-key", signed.Actor)
		if err != nil || again.Actor.Keys[0].PEM != pems()[1] {
			t.Errorf("%v: the new key is not read: %v", fault, err)
		}
	}
}
