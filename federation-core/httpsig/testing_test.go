package httpsig

import (
	"bufio"
	"bytes"
	"crypto"
	"crypto/rsa"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// clock is when everything in these tests happens.
var clock = time.Date(2026, 11, 22, 21, 30, 0, 0, time.UTC)

// ours are the rules of the server that the tests' requests are sent to.
var ours = Rules{Now: clock, Origin: "https://home.test"}

const keyID = "https://peer.test/users/erin#main-key"

// ourKey makes one key for all tests: making one takes longer than most of them.
var ourKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := GenerateKey()
	if err != nil {
		panic(err)
	}
	return key
})

func signer() Signer { return Signer{KeyID: keyID, Key: ourKey()} }

// outgoing is a request as a client makes it.
func outgoing(t testing.TB, method, url, body string) *http.Request {
	t.Helper()
	var content io.Reader
	if body != "" {
		content = strings.NewReader(body)
	}
	req, err := http.NewRequest(method, url, content)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

// sent is what arrives of a request after a trip over the wire, and the bytes of its body.
func sent(t testing.TB, req *http.Request) (*http.Request, []byte) {
	t.Helper()
	var wire bytes.Buffer
	if err := req.Write(&wire); err != nil {
		t.Fatal(err)
	}
	return arrived(t, wire.Bytes())
}

// arrived reads a request off the wire.
func arrived(t testing.TB, wire []byte) (*http.Request, []byte) {
	t.Helper()
	req, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(wire)))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		t.Fatal(err)
	}
	return req, body
}

// judge reads and verifies at once.
func judge(req *http.Request, body []byte, rules Rules, key crypto.PublicKey) (*Claim, error) {
	claim, err := Read(req, body, rules)
	if err != nil {
		return nil, err
	}
	return claim, claim.Verify(key)
}

// wantRefusal fails unless the error is a refusal for this reason; no reason means no error.
func wantRefusal(t testing.TB, err error, want Reason) {
	t.Helper()
	var refused *RefusedError
	switch {
	case want == "" && err != nil:
		t.Errorf("refused: %v", err)
	case want != "" && (!errors.As(err, &refused) || !errors.Is(err, ErrRefused) || refused.Reason != want):
		t.Errorf("error = %v, want refusal %q", err, want)
	}
}
