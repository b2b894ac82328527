package httpsig

import (
	"bytes"
	"io"
	"net/http"
	"testing"
	"time"

	cavage "code.superseriousbusiness.org/httpsig"
	"github.com/yaronf/httpsign"
)

var exchanges = []struct{ name, method, url, body string }{
	{"GET", http.MethodGet, "https://home.test/users/ada", ""},
	{"GET with a query", http.MethodGet, "https://home.test/outbox?page=true&max_id=1%2F2", ""},
	{"POST", http.MethodPost, "https://home.test/inbox", `{"type":"Follow"}`},
}

// TestCavageInterop signs here and verifies with the library of GoToSocial, and the other way.
func TestCavageInterop(t *testing.T) {
	for _, x := range exchanges {
		t.Run(x.name, func(t *testing.T) {
			req := outgoing(t, x.method, x.url, x.body)
			if err := signer().Sign(req, []byte(x.body), Cavage, clock); err != nil {
				t.Fatal(err)
			}
			got, _ := sent(t, req)
			theirs, err := cavage.NewVerifier(got)
			if err != nil {
				t.Fatal(err)
			}
			if err := theirs.Verify(ourKey().Public(), cavage.RSA_SHA256); err != nil || theirs.KeyId() != keyID {
				t.Errorf("they refuse ours: %v, key id %q", err, theirs.KeyId())
			}

			req = outgoing(t, x.method, x.url, x.body)
			req.Header.Set("Date", clock.Format(http.TimeFormat))
			req.Header.Set("Host", req.URL.Host)
			headers := []string{cavage.RequestTarget, "host", "date"}
			var content []byte // their library signs the digest of any body but nil
			if x.body != "" {
				headers, content = append(headers, "digest"), []byte(x.body)
			}
			maker, _, err := cavage.NewSigner([]cavage.Algorithm{cavage.RSA_SHA256}, cavage.DigestSha256, headers, cavage.Signature, 120)
			if err != nil {
				t.Fatal(err)
			}
			if err := maker.SignRequest(ourKey(), keyID, req, content); err != nil {
				t.Fatal(err)
			}
			got, body := sent(t, req)
			_, err = judge(got, body, ours, ourKey().Public())
			wantRefusal(t, err, "")
		})
	}
}

// TestCavageWithoutQueryInterop is the second try that their verifier knows too.
func TestCavageWithoutQueryInterop(t *testing.T) {
	req := outgoing(t, http.MethodGet, "https://home.test/outbox?page=true", "")
	if err := signer().Sign(req, nil, CavageNoQuery, clock); err != nil {
		t.Fatal(err)
	}
	got, _ := sent(t, req)
	theirs, err := cavage.NewVerifier(got)
	if err != nil {
		t.Fatal(err)
	}
	if theirs.Verify(ourKey().Public(), cavage.RSA_SHA256) == nil {
		t.Error("the query is signed")
	}
	old := cavage.SignatureOption{ExcludeQueryStringFromPathPseudoHeader: true}
	if err := theirs.VerifyWithOptions(ourKey().Public(), cavage.RSA_SHA256, old); err != nil {
		t.Errorf("they refuse ours: %v", err)
	}
}

// TestRFC9421Interop signs here and verifies with another library, and the other way.
func TestRFC9421Interop(t *testing.T) {
	for _, x := range exchanges {
		t.Run(x.name, func(t *testing.T) {
			fields := httpsign.Headers("@method", "@target-uri")
			if x.body != "" {
				fields.AddHeader("content-digest")
			}
			at := time.Now() // their library has no other clock
			req := outgoing(t, x.method, x.url, x.body)
			if err := signer().Sign(req, []byte(x.body), RFC9421, at); err != nil {
				t.Fatal(err)
			}
			verifyTheirs(t, fields, req)

			req = outgoing(t, x.method, x.url, x.body)
			if x.body != "" {
				content := io.NopCloser(bytes.NewReader([]byte(x.body)))
				value, err := httpsign.GenerateContentDigestHeader(&content, []string{httpsign.DigestSha256})
				if err != nil {
					t.Fatal(err)
				}
				req.Header.Set("Content-Digest", value)
			}
			maker, err := httpsign.NewRSASigner(*ourKey(), httpsign.NewSignConfig().SetKeyID(keyID).SignAlg(true), fields)
			if err != nil {
				t.Fatal(err)
			}
			input, signature, err := httpsign.SignRequest("their-name", *maker, req)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Signature-Input", input)
			req.Header.Set("Signature", signature)
			got, body := sent(t, req)
			_, err = judge(got, body, Rules{Now: at, Origin: ours.Origin}, ourKey().Public())
			wantRefusal(t, err, "")
		})
	}
}

func verifyTheirs(t *testing.T, fields httpsign.Fields, req *http.Request) {
	t.Helper()
	config := httpsign.NewVerifyConfig().SetKeyID(keyID).SetAllowedAlgs([]string{algRSA}).SetNotOlderThan(time.Minute)
	theirs, err := httpsign.NewRSAVerifier(ourKey().PublicKey, config, fields)
	if err != nil {
		t.Fatal(err)
	}
	if err := httpsign.VerifyRequest("sig1", *theirs, req); err != nil {
		t.Errorf("they refuse ours: %v", err)
	}
}
