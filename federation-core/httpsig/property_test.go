package httpsig

import (
	"net/http"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// flip changes one byte of a text.
func flip(t *rapid.T, text string) string {
	i := rapid.IntRange(0, len(text)-1).Draw(t, "at")
	changed := []byte(text)
	changed[i] ^= rapid.ByteRange(1, 255).Draw(t, "by")
	return string(changed)
}

// TestAnyByteChangedIsRefused signs whatever request, sees it taken, changes one byte of
// something that is covered or is the signature, and sees it refused.
func TestAnyByteChangedIsRefused(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		scheme := rapid.SampledFrom([]Scheme{Cavage, RFC9421}).Draw(rt, "scheme")
		method := rapid.SampledFrom([]string{"GET", "POST", "DELETE"}).Draw(rt, "method")
		target := rapid.StringMatching(`/[a-z@]{0,12}(/[a-zA-Z0-9%20]{0,4})?(\?[a-z=&]{0,9})?`).Draw(rt, "target")
		body := rapid.StringN(0, 60, -1).Draw(rt, "body")
		target = strings.ReplaceAll(target, "%", "%25")

		req := outgoing(t, method, "https://home.test"+target, body)
		if err := signer().Sign(req, []byte(body), scheme, clock); err != nil {
			rt.Fatal(err)
		}
		got, content := sent(t, req)
		if _, err := judge(got, content, ours, ourKey().Public()); err != nil {
			rt.Fatalf("refused before the change: %v", err)
		}
		change(rt, got, &content, scheme)
		if _, err := judge(got, content, ours, ourKey().Public()); err == nil {
			rt.Fatal("taken after the change")
		}
	})
}

// change flips a byte of one of the things that the signature is for. In cavage neither the
// id of the key nor the name of the algorithm is signed.
func change(t *rapid.T, req *http.Request, body *[]byte, scheme Scheme) {
	parts := []string{"method", "target", "Signature"}
	if len(*body) > 0 {
		parts = append(parts, "body")
	}
	if scheme == RFC9421 {
		parts = append(parts, "Signature-Input")
	} else {
		parts = append(parts, "host", "Date")
	}
	for _, name := range []string{"Digest", "Content-Digest"} {
		if req.Header.Get(name) != "" {
			parts = append(parts, name)
		}
	}
	switch part := rapid.SampledFrom(parts).Draw(t, "part"); part {
	case "method":
		req.Method = flip(t, req.Method)
	case "target":
		req.RequestURI = flip(t, req.RequestURI)
	case "host":
		req.Host = flip(t, req.Host)
	case "body":
		*body = []byte(flip(t, string(*body)))
	case "Signature":
		const signed = "headers="
		before, text, found := strings.Cut(req.Header.Get(part), signed)
		if !found { // RFC 9421
			req.Header.Set(part, flip(t, before))
			return
		}
		req.Header.Set(part, before+flip(t, signed+text))
	default:
		req.Header.Set(part, flip(t, req.Header.Get(part)))
	}
}
