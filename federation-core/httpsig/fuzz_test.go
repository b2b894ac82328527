package httpsig

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"landfall/internal/fixtures"
)

// FuzzRead reads whatever could arrive. What is refused has a reason; what is not names a key
// to be fetched over https, was signed within the window, and is refused with one byte more.
func FuzzRead(f *testing.F) {
	add := func(req *http.Request, body []byte) {
		h := req.Header
		f.Add(req.Method, req.RequestURI, req.Host, h.Get("Signature-Input"), h.Get("Signature"), h.Get("Digest"), h.Get("Content-Digest"), h.Get("Date"), body)
	}
	for _, scheme := range []Scheme{Cavage, RFC9421} {
		for method, content := range map[string]string{"GET": "", "POST": "{}"} {
			req := outgoing(f, method, "https://home.test/inbox?x=1", content)
			if err := signer().Sign(req, []byte(content), scheme, clock); err != nil {
				f.Fatal(err)
			}
			add(sent(f, req))
		}
	}
	for _, file := range []string{"snac2/requests/post-follow.http", "test-actor/requests/post-follow-rfc9421.http", "fedify/requests-rfc9421/get-bob-rfc9421.http"} {
		add(arrived(f, fixtures.Read(f, append([]string{"wire"}, strings.Split(file, "/")...)...)))
	}
	f.Fuzz(func(t *testing.T, method, target, host, input, signature, digest, contentDigest, date string, body []byte) {
		req := &http.Request{Method: method, RequestURI: target, Host: host, Header: http.Header{}}
		for name, value := range map[string]string{
			"Signature-Input": input, "Signature": signature, "Digest": digest, "Content-Digest": contentDigest, "Date": date,
		} {
			if value != "" {
				req.Header.Set(name, value)
			}
		}
		rules := Rules{Now: clock, Origin: "https://home.test"}
		claim, err := Read(req, body, rules)
		if err != nil {
			if !errors.Is(err, ErrRefused) {
				t.Fatalf("an error of our own: %v", err)
			}
			return
		}
		if claim.KeyURL.Scheme != "https" || claim.KeyURL.Hostname() == "" || claim.KeyURL.Fragment != "" || len(claim.Signature) == 0 || inWindow(claim.Created, clock) != nil {
			t.Fatalf("claim %+v", claim)
		}
		if _, err := Read(req, append(body, 0), rules); !errors.Is(err, ErrRefused) {
			t.Fatal("another body is taken")
		}
	})
}
