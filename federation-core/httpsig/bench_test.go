package httpsig

import (
	"net/http"
	"testing"
)

func BenchmarkSign(b *testing.B) {
	for _, scheme := range []Scheme{Cavage, RFC9421} {
		b.Run(scheme.String(), func(b *testing.B) {
			req := outgoing(b, http.MethodPost, "https://home.test/inbox", "{}")
			for b.Loop() {
				if err := signer().Sign(req, []byte("{}"), scheme, clock); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkReadAndVerify(b *testing.B) {
	content := make([]byte, 2<<10) // a usual activity
	for _, scheme := range []Scheme{Cavage, RFC9421} {
		b.Run(scheme.String(), func(b *testing.B) {
			req := outgoing(b, http.MethodPost, "https://home.test/inbox", string(content))
			if err := signer().Sign(req, content, scheme, clock); err != nil {
				b.Fatal(err)
			}
			got, body := sent(b, req)
			key := ourKey().Public()
			for b.Loop() {
				if _, err := judge(got, body, ours, key); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
