package identity

import (
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"strconv"
	"testing"
	"time"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/vocab"
)

// What is remembered of strangers is bounded, however many there are.
func TestMemoryIsBounded(t *testing.T) {
	r := New(nil, nil, time.Now)
	for i := range 2*reread + 10 {
		r.miss(vocab.ID(fmt.Sprintf("https://a.example/%d", i)))
		r.mayReread(fmt.Sprintf("https://a.example/users/%d", i))
	}
	if n := len(r.lately); n > reread {
		t.Errorf("%d documents are remembered", n)
	}
	public, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	pem, err := httpsig.EncodePublic(public)
	if err != nil {
		t.Fatal(err)
	}
	for i := range parsed {
		r.keys[strconv.Itoa(i)] = public
	}
	if _, err := r.parse(pem); err != nil || len(r.keys) > parsed {
		t.Errorf("%d keys are kept, %v", len(r.keys), err)
	}
	if again, err := r.parse(pem); err != nil || !public.Equal(again) {
		t.Errorf("the key is %v, %v", again, err)
	}
}
