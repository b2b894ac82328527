package keyring_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"landfall/federation-core/keyring"
	"landfall/federation-core/social"
)

const alice = "https://home.example/users/alice"

// stored are sealed keys by actor.
type stored struct{ keys map[string][]byte }

func (s *stored) SealedKey(_ context.Context, actor string) ([]byte, error) {
	if key := s.keys[actor]; key != nil {
		return key, nil
	}
	return nil, social.ErrNotFound
}

func TestAKeyComesBack(t *testing.T) {
	store := &stored{keys: make(map[string][]byte)}
	ring := keyring.New(keyring.NewMaster(), store)
	sealed, public, err := ring.Make(alice)
	if err != nil {
		t.Fatal(err)
	}
	store.keys[alice] = sealed
	for range 2 {
		key, err := ring.Key(t.Context(), alice)
		if err != nil || !key.PublicKey.Equal(public) {
			t.Fatalf("another key, %v", err)
		}
	}
	if public.N.BitLen() != keyring.Bits {
		t.Errorf("%d bits", public.N.BitLen())
	}
	next, public, err := ring.Make(alice)
	if err != nil {
		t.Fatal(err)
	}
	store.keys[alice] = next // by another process
	if key, err := ring.Key(t.Context(), alice); err != nil || !key.PublicKey.Equal(public) {
		t.Errorf("the old key, %v", err)
	}
	if _, err := ring.Key(t.Context(), "https://home.example/users/bob"); !errors.Is(err, social.ErrNotFound) {
		t.Errorf("bob has a key: %v", err)
	}
}

func TestASealedKeyIsOfNoUseElsewhere(t *testing.T) {
	store := &stored{keys: make(map[string][]byte)}
	master := keyring.NewMaster()
	sealed, _, err := keyring.New(master, store).Make(alice)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(sealed)
	flipped[len(flipped)/2] ^= 1
	const bob = "https://home.example/users/bob"
	for name, tt := range map[string]struct {
		master keyring.Master
		actor  string
		sealed []byte
	}{
		"another master key": {keyring.NewMaster(), alice, sealed},
		"another actor":      {master, bob, sealed},
		"changed":            {master, alice, flipped},
		"cut":                {master, alice, sealed[:20]},
		"short":              {master, alice, sealed[:3]},
	} {
		store.keys = map[string][]byte{tt.actor: tt.sealed}
		if _, err := keyring.New(tt.master, store).Key(t.Context(), tt.actor); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
}

// A14: no secret in logs, messages or documents.
func TestAMasterKeyDoesNotPrint(t *testing.T) {
	master := keyring.NewMaster()
	var out strings.Builder
	fmt.Fprintf(&out, "%v %+v %#v %s %q", master, master, master, master, master)
	body, err := json.Marshal(struct{ M keyring.Master }{master})
	if err != nil {
		t.Fatal(err)
	}
	out.Write(body)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "m", master)
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "m", master)
	raw := strings.Trim(strings.ReplaceAll(fmt.Sprintf("%d", []byte(master.Export())), " ", ", "), "[]")
	if strings.Contains(out.String(), master.Export()) || strings.Contains(out.String(), raw) {
		t.Errorf("it prints: %s", out.String())
	}
	back, err := keyring.ParseMaster(master.Export() + "\n")
	if err != nil || back != master {
		t.Errorf("it does not come back: %v", err)
	}
	for _, bad := range []string{"", "x", "AAAA", master.Export() + "AAAA"} {
		if _, err := keyring.ParseMaster(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
