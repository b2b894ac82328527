package httpsig

import (
	"net/http"
	"strings"
	"testing"
)

// TestCavageSyntax has headers that no careful sender writes.
func TestCavageSyntax(t *testing.T) {
	judgeAll(t, []attempt{
		{name: "no signature", arrive: func(r *http.Request) { r.Header.Del("Signature") }, refused: Unsigned},
		{name: "two lines of Signature", arrive: func(r *http.Request) {
			r.Header.Add("Signature", r.Header.Get("Signature"))
		}, refused: SeveralSignatures},
		{name: "two parameters alike", edit: add(`,keyId="https://other.test/"`), refused: Duplicate},
		{name: "two parameters alike but for case", edit: add(`,keyid="https://other.test/"`), refused: Duplicate},
		{name: "parameter without value", edit: add(`,x`), refused: Malformed},
		{name: "parameter with empty value", edit: add(`,x=`), refused: Malformed},
		{name: "parameter without name", edit: add(`,="x"`), refused: Malformed},
		{name: "parameter with a name of two words", edit: add(`,a b="x"`), refused: Malformed},
		{name: "comma at the end", edit: add(`,`), refused: Malformed},
		{name: "text after a value", edit: add(` x`), refused: Malformed},
		{name: "quote left open", edit: add(`,x="`), refused: Malformed},
		{name: "escape in a value", edit: add(`,x="\\"`), refused: Malformed},
		{name: "quote in a bare value", edit: add(`,x=1"2`), refused: Malformed},
		{name: "signature in no base64", edit: replace(`signature="`, `signature="!`), refused: Malformed},
		{name: "signature with something after it", edit: func(s string) string { return strings.TrimSuffix(s, `"`) + `!"` }, refused: Malformed},
		{name: "no bytes of signature", edit: func(s string) string { s, _, _ = strings.Cut(s, `,signature`); return s }, refused: Malformed},
		{name: "header too long", edit: add(`,x="` + strings.Repeat("x", maxHeader) + `"`), refused: TooLarge},
		{name: "too many parameters", edit: add(many(",x%d=1")), refused: TooLarge},
		{name: "created in no number", edit: add(`,created=x`), refused: Malformed},
		{name: "created with a sign", edit: add(`,created=+1`), refused: Malformed},
		{name: "expires before 1970", edit: add(`,expires=-1`), refused: Malformed},
		{name: "SHA-1 with RSA", edit: replace("hs2019", "rsa-sha1"), refused: BadAlgorithm},
		{name: "SHA-512 with RSA", edit: replace("hs2019", "rsa-sha512"), refused: BadAlgorithm},
		{name: "HMAC", edit: replace("hs2019", "hmac-sha256"), refused: BadAlgorithm},
	})
}
