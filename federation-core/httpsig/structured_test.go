package httpsig

import (
	"net/http"
	"strings"
	"testing"
)

// TestStructuredSyntax has headers that no careful sender writes.
func TestStructuredSyntax(t *testing.T) {
	judgeAll(t, []attempt{
		{name: "without Signature", in: RFC9421, arrive: func(r *http.Request) { r.Header.Del("Signature") }, refused: MissingComponent},
		{name: "with a cavage Signature", in: RFC9421, arrive: func(r *http.Request) { r.Header.Set("Signature", `keyId="x"`) }, refused: Malformed},
		{name: "Signature is no bytes", in: RFC9421, arrive: func(r *http.Request) { r.Header.Set("Signature", `sig1="x"`) }, refused: Malformed},
		{name: "Signature is a list", in: RFC9421, arrive: func(r *http.Request) { r.Header.Set("Signature", `sig1=("x")`) }, refused: Malformed},
		{name: "Signature is empty", in: RFC9421, arrive: func(r *http.Request) { r.Header.Set("Signature", `sig1=::`) }, refused: Malformed},
		{name: "Signature has another name", in: RFC9421, arrive: func(r *http.Request) { r.Header.Set("Signature", `sig2=:AAAA:`) }, refused: SeveralSignatures},
		{name: "two signatures", in: RFC9421, arrive: func(r *http.Request) { r.Header.Set("Signature", `sig1=:AAAA:, sig2=:AAAA:`) }, refused: SeveralSignatures},
		{name: "two inputs", in: RFC9421, edit: func(s string) string { return s + ", sig2" + strings.TrimPrefix(s, "sig1") }, refused: SeveralSignatures},
		{name: "two inputs of one name", in: RFC9421, edit: func(s string) string { return s + ", " + s }, refused: Duplicate},
		{name: "two lines of input", in: RFC9421, arrive: func(r *http.Request) { r.Header.Add("Signature-Input", r.Header.Get("Signature-Input")) }, refused: SeveralSignatures},
		{name: "no input", in: RFC9421, edit: func(string) string { return "" }, refused: SeveralSignatures},
		{name: "input is no list", in: RFC9421, edit: func(string) string { return "sig1=1" }, refused: Malformed},
		{name: "input is no structured field", in: RFC9421, edit: func(string) string { return "sig1=(" }, refused: Malformed},
		{name: "input too long", in: RFC9421, edit: add(`;x="` + strings.Repeat("x", maxHeader) + `"`), refused: TooLarge},
		{name: "parameter twice", in: RFC9421, edit: add(`;keyid="https://other.test/"`), refused: Duplicate},
		{name: "too many parameters", in: RFC9421, edit: add(many(";x%d")), refused: TooLarge},
		{name: "key id is no string", said: params(list + `;created=NOW;keyid=peer`), refused: Malformed},
		{name: "key id is missing", said: params(list + `;created=NOW`), refused: BadKeyID},
		{name: "created is missing", said: params(list + `;keyid=KEY`), refused: NoTime},
		{name: "created is missing, date is covered", said: params(`("@method" "@target-uri" "content-digest" "date");keyid=KEY`), refused: NoTime},
		{name: "created is no integer", said: params(list + `;created=1.5;keyid=KEY`), refused: Malformed},
		{name: "expires before 1970", said: params(list + `;created=NOW;expires=-62135596800;keyid=KEY`), refused: Malformed},
		{name: "PSS", said: params(list + `;created=NOW;alg="rsa-pss-sha512";keyid=KEY`), refused: BadAlgorithm},
		{name: "HMAC", said: params(list + `;created=NOW;alg="hmac-sha256";keyid=KEY`), refused: BadAlgorithm},
		{name: "Ed25519 said of an RSA key", said: params(list + `;created=NOW;alg="ed25519";keyid=KEY`), refused: BadAlgorithm},
	})
}
