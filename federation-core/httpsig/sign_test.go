package httpsig

import (
	"crypto/rsa"
	"errors"
	"io"
	"math/big"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSignWrites(t *testing.T) {
	const day = "Sun, 22 Nov 2026 21:30:00 GMT"
	tests := []struct {
		name, method, url, body string
		scheme                  Scheme
		want                    map[string]string
	}{
		{"cavage GET", "GET", "https://home.test/users/ada?page=true#main-key", "", Cavage, map[string]string{
			"Signature": `keyId="` + keyID + `",algorithm="rsa-sha256",headers="(request-target) host date",signature="…"`,
		}},
		{"cavage POST", "POST", "https://home.test/inbox", "{}", Cavage, map[string]string{
			"Signature": `keyId="` + keyID + `",algorithm="rsa-sha256",headers="(request-target) host date digest",signature="…"`,
			"Digest":    "SHA-256=RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=",
		}},
		{"RFC 9421 GET", "GET", "https://home.test/users/ada#main-key", "", RFC9421, map[string]string{
			"Signature-Input": `sig1=("@method" "@target-uri");created=1795383000;keyid="` + keyID + `";alg="rsa-v1_5-sha256"`,
			"Signature":       "sig1=:…:",
		}},
		{"RFC 9421 POST", "POST", "https://home.test/inbox", "{}", RFC9421, map[string]string{
			"Signature-Input": `sig1=("@method" "@target-uri" "content-digest");created=1795383000;keyid="` + keyID + `";alg="rsa-v1_5-sha256"`,
			"Signature":       "sig1=:…:",
			"Content-Digest":  "sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:",
		}},
	}
	bytes := regexp.MustCompile(`[A-Za-z0-9+/]{300,}=*`)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			req := outgoing(t, tt.method, tt.url, tt.body)
			for _, name := range []string{"Signature", "Signature-Input", "Digest", "Content-Digest", "Date"} {
				req.Header.Set(name, "of an earlier try")
			}
			if err := signer().Sign(req, []byte(tt.body), tt.scheme, clock.In(time.FixedZone("", 3600))); err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			for name := range req.Header {
				got[name] = bytes.ReplaceAllString(req.Header.Get(name), "…")
			}
			tt.want["Date"] = day
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			received, body := sent(t, req)
			claim, err := judge(received, body, ours, ourKey().Public())
			if err != nil {
				t.Fatal(err)
			}
			if claim.Scheme != tt.scheme || claim.KeyID != keyID || claim.KeyURL.String() != "https://peer.test/users/erin" || !claim.Created.Equal(clock) {
				t.Errorf("claim = %+v", claim)
			}
		})
	}
}

// TestSignSettlesTheHost to what every receiver rebuilds, however the URL was written.
func TestSignSettlesTheHost(t *testing.T) {
	for _, scheme := range []Scheme{Cavage, RFC9421} {
		for _, address := range []string{"https://home.test/inbox", "https://HOME.test:443/inbox"} {
			req := outgoing(t, http.MethodPost, address, "{}")
			if err := signer().Sign(req, []byte("{}"), scheme, clock); err != nil {
				t.Fatal(err)
			}
			if req.Host != "home.test" {
				t.Errorf("host = %q", req.Host)
			}
			got, body := sent(t, req)
			_, err := judge(got, body, ours, ourKey().Public())
			wantRefusal(t, err, "")
		}
	}
	plain := outgoing(t, http.MethodGet, "http://home.test:80/", "")
	if err := signer().Sign(plain, nil, Cavage, clock); err != nil || plain.Host != "home.test" {
		t.Errorf("host = %q, %v", plain.Host, err)
	}
	req := outgoing(t, http.MethodGet, "http://127.0.0.1:8080/", "")
	req.Host = "home.test:8080"
	if err := signer().Sign(req, nil, RFC9421, clock); err != nil {
		t.Fatal(err)
	}
	got, _ := sent(t, req)
	_, err := judge(got, nil, Rules{Now: clock, Origin: "http://home.test:8080"}, ourKey().Public())
	wantRefusal(t, err, "")
}

// TestSignWithoutQuery is for verifiers that rebuild the target without it; we do not.
func TestSignWithoutQuery(t *testing.T) {
	req := outgoing(t, http.MethodGet, "https://home.test/outbox?page=true", "")
	if err := signer().Sign(req, nil, CavageNoQuery, clock); err != nil {
		t.Fatal(err)
	}
	got, _ := sent(t, req)
	if got.RequestURI != "/outbox?page=true" {
		t.Errorf("asks for %q", got.RequestURI)
	}
	_, err := judge(got, nil, ours, ourKey().Public())
	wantRefusal(t, err, BadSignature)
	got.RequestURI = "/outbox"
	_, err = judge(got, nil, ours, ourKey().Public())
	wantRefusal(t, err, "")
}

func TestSignByHand(t *testing.T) {
	req := &http.Request{URL: &url.URL{Scheme: "https", Host: "home.test"}} // no method, no headers
	if err := signer().Sign(req, nil, RFC9421, clock); err != nil {
		t.Fatal(err)
	}
	got, _ := sent(t, req)
	_, err := judge(got, nil, ours, ourKey().Public())
	wantRefusal(t, err, "")
}

func TestSignErrors(t *testing.T) {
	get := func(address string) *http.Request { return outgoing(t, http.MethodGet, address, "") }
	streamed, err := http.NewRequest(http.MethodPost, "https://home.test/", io.MultiReader(strings.NewReader("{}")))
	if err != nil {
		t.Fatal(err)
	}
	weak := *ourKey()
	weak.PublicKey = *modulus(1024, 65537)
	broken := rsa.PrivateKey{PublicKey: *modulus(2048, 65537), D: big.NewInt(1)}
	tests := []struct {
		name   string
		signer Signer
		req    *http.Request
		body   string
		fails  bool
	}{
		{"fine", signer(), get("https://home.test/"), "", false},
		{"body of unknown length", signer(), streamed, "{}", false},
		{"another body than the request's", signer(), outgoing(t, http.MethodPost, "https://home.test/", "{}"), `{"error":""}`, true},
		{"a body for a request without", signer(), get("https://home.test/"), "{}", true},
		{"no key id", Signer{Key: ourKey()}, get("https://home.test/"), "", true},
		{"no key", Signer{KeyID: keyID}, get("https://home.test/"), "", true},
		{"short key", Signer{KeyID: keyID, Key: &weak}, get("https://home.test/"), "", true},
		{"key that is none", Signer{KeyID: keyID, Key: &broken}, get("https://home.test/"), "", true},
		{"no URL", signer(), &http.Request{}, "", true},
		{"another scheme", signer(), get("ftp://home.test/"), "", true},
		{"opaque URL", signer(), get("https:home.test"), "", true},
		{"user in the URL", signer(), get("https://ada@home.test/"), "", true},
		{"no host", signer(), get("https:///x"), "", true},
		{"host outside ASCII", signer(), get("https://höme.test/"), "", true},
		{"path without root", signer(), &http.Request{URL: &url.URL{Scheme: "https", Host: "home.test", Path: "x"}}, "", true},
		{"too much to sign", signer(), get("https://home.test/" + strings.Repeat("x", maxBase)), "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.signer.Sign(tt.req, []byte(tt.body), Cavage, clock)
			if (err != nil) != tt.fails || errors.Is(err, ErrRefused) {
				t.Errorf("error = %v", err)
			}
			if tt.fails && tt.req.Header.Get("Signature") != "" {
				t.Error("signed all the same")
			}
		})
	}
}

func TestAcceptSignatureAsksForWhatWeTake(t *testing.T) {
	for method, want := range map[string]string{
		http.MethodGet:  `sig1=("@method" "@target-uri");created;alg="rsa-v1_5-sha256"`,
		http.MethodPost: `sig1=("@method" "@target-uri" "content-digest");created;alg="rsa-v1_5-sha256"`,
	} {
		if got := AcceptSignature(method); got != want {
			t.Errorf("AcceptSignature(%s) = %s, want %s", method, got, want)
		}
	}
}

func TestSchemesHaveNames(t *testing.T) {
	got := []string{Cavage.String(), RFC9421.String(), CavageNoQuery.String()}
	if diff := cmp.Diff([]string{"cavage", "rfc9421", "cavage-no-query"}, got); diff != "" {
		t.Error(diff)
	}
}
