package inbox_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/vocab"
)

// A13: what no server sends is turned away for its looks, before anybody is asked anything.
func TestJunkIsTurnedAway(t *testing.T) {
	s := newStage(t)
	follow := func() *http.Request {
		return s.carol.request(s.carol.activity("Follow", "junk", s.alice.ID), httpsig.Cavage)
	}
	of := func(body string) func() *http.Request {
		return func() *http.Request { return s.carol.request([]byte(body), httpsig.Cavage) }
	}
	with := func(name, value string) func() *http.Request {
		return func() *http.Request {
			req := follow()
			if req.Header.Del(name); value != "" {
				req.Header.Set(name, value)
			}
			return req
		}
	}
	big := strings.Repeat("x", vocab.MaxBytes)
	attacks := []attack{
		{"nothing", http.StatusBadRequest, 0, of("")},
		{"no JSON", http.StatusBadRequest, 0, of("hello")},
		{"a list", http.StatusBadRequest, 0, of("[]")},
		{"half of it", http.StatusBadRequest, 0, of(`{"type":"Follow","actor":`)},
		{"two of it", http.StatusBadRequest, 0, of(`{"type":"Follow","actor":"https://a.example/u"}{}`)},
		{"a name twice", http.StatusBadRequest, 0, of(fmt.Sprintf(`{"type":"Follow","actor":%q,"actor":%q,"object":%q}`, s.mallory.id, s.carol.id, s.alice.ID))},
		{"a name in two cases", http.StatusBadRequest, 0, of(fmt.Sprintf(`{"type":"Follow","ACTOR":%q,"object":%q}`, s.carol.id, s.alice.ID))},
		{"NUL", http.StatusBadRequest, 0, of(`{"type":"Follow\u0000","actor":"https://a.example/u"}`)},
		{"no UTF-8", http.StatusBadRequest, 0, of("{\"type\":\"Follow\xff\",\"actor\":\"https://a.example/u\"}")},
		{"UTF-16", http.StatusBadRequest, 0, of("\xff\xfe{\x00}\x00")},
		{"too deep", http.StatusBadRequest, 0, of(strings.Repeat(`{"object":`, 1_000) + "1" + strings.Repeat("}", 1_000))},
		{"too many values", http.StatusBadRequest, 0, of(`{"type":"Follow","actor":"https://a.example/u","object":[` + strings.Repeat("1,", 70_000) + `1]}`)},
		{"a long number", http.StatusBadRequest, 0, of(`{"type":"Follow","actor":"https://a.example/u","object":` + strings.Repeat("1", 100_000) + `}`)},
		{"no type", http.StatusBadRequest, 0, of(`{"actor":"https://a.example/u"}`)},
		{"too long", http.StatusRequestEntityTooLarge, 0, of(`{"x":"` + big + `"}`)},
		{"no signature", http.StatusUnauthorized, 0, with("Signature", "")},
		{"an empty signature", http.StatusUnauthorized, 0, with("Signature", " ")},
		{"a huge signature", http.StatusUnauthorized, 0, with("Signature", `keyId="`+big[:100_000]+`"`)},
		{"a signature of another kind", http.StatusUnauthorized, 0, with("Signature-Input", "sig1=()")},
		{"a digest of another kind", http.StatusUnauthorized, 0, with("Digest", "MD5=AAAA")},
		{"no digest", http.StatusUnauthorized, 0, with("Digest", "")},
		{"no date", http.StatusUnauthorized, 0, with("Date", "")},
		{"compressed", http.StatusUnsupportedMediaType, 0, with("Content-Encoding", "gzip")},
		{"compressed twice", http.StatusUnsupportedMediaType, 0, with("Content-Encoding", "gzip, br")},
	}
	attacks = append(attacks, attack{"a bomb", http.StatusUnsupportedMediaType, 0, func() *http.Request {
		var body bytes.Buffer
		z := gzip.NewWriter(&body)
		_, _ = z.Write(bytes.Repeat([]byte(" "), 16<<20))
		z.Close()
		req := s.carol.request(body.Bytes(), httpsig.Cavage)
		req.Header.Set("Content-Encoding", "gzip")
		return req
	}})
	for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodDelete, http.MethodPatch, "TRACE", "post"} {
		attacks = append(attacks, attack{method, http.StatusMethodNotAllowed, 0, func() *http.Request {
			req := follow()
			other := httptest.NewRequest(http.MethodPost, req.URL.String(), bytes.NewReader(readBody(req)))
			other.Header, other.Method = req.Header, method
			return other
		}})
	}
	s.repel(attacks)
}
