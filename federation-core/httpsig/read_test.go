package httpsig

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"github.com/dunglas/httpsfv"
)

// TestTaken has good signatures, in all the ways in which one can be written.
func TestTaken(t *testing.T) {
	judgeAll(t, []attempt{
		{name: "cavage POST"},
		{name: "cavage POST without a body", method: "POST", said: statement{covered: cavagePost}},
		{name: "cavage GET", method: "GET", said: statement{covered: cavageGet}},
		{name: "cavage HEAD", method: "HEAD", said: statement{covered: cavageGet}},
		{name: "cavage covers more", said: statement{covered: with(cavagePost, "accept")}, header: map[string][]string{"Accept": {" a ", "b"}}},
		{name: "cavage without algorithm", edit: replace(`algorithm="hs2019",`, "")},
		{name: "cavage with spaces", edit: replace(`",algorithm`, "\" ,\t algorithm")},
		{name: "cavage parameter nobody knows", edit: add(`,opaque=1`)},
		{name: "whole URL on the request line", arrive: func(r *http.Request) { r.RequestURI = "https://home.test/inbox?page=1" }},
		{name: "RFC 9421 POST", in: RFC9421},
		{name: "RFC 9421 GET", method: "GET", said: covers(get9421...)},
		{name: "RFC 9421 covers all it can", said: covers(with(post9421, "@authority", "@scheme", "@request-target", "@path", "@query", "host", "date", "digest")...)},
		{name: "RFC 9421 with alg", said: params(list + `;created=NOW;alg="rsa-v1_5-sha256";keyid=KEY`)},
		{name: "RFC 9421 with nonce and tag", said: params(list + `;created=NOW;keyid=KEY;nonce="a;b,c\"d";tag="x"`)},
		{name: "RFC 9421 our own port", in: RFC9421, arrive: func(r *http.Request) { r.Host = "HOME.test:443" }},
	})
}

func TestVerifyTakesNoOtherKey(t *testing.T) {
	req := outgoing(t, "GET", "https://home.test/", "")
	if err := signer().Sign(req, nil, RFC9421, clock); err != nil {
		t.Fatal(err)
	}
	got, body := sent(t, req)
	claim, err := Read(got, body, ours)
	if err != nil {
		t.Fatal(err)
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	edwards, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	other, err := GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	wantRefusal(t, claim.Verify(nil), BadKey)
	wantRefusal(t, claim.Verify(curve.Public()), BadKey)
	wantRefusal(t, claim.Verify(ed25519.PublicKey("short")), BadKey)
	wantRefusal(t, claim.Verify(edwards), BadAlgorithm)
	wantRefusal(t, claim.Verify(other.Public()), BadSignature)
	wantRefusal(t, claim.Verify(ourKey().Public()), "")
}

func TestEd25519(t *testing.T) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	said := statement{scheme: RFC9421, covered: get9421}
	said.params = `("@method" "@target-uri");created=` + unix(clock) + `;keyid="` + keyID + `";alg="ed25519"`
	req := outgoing(t, "GET", "https://home.test/users/ada", "")
	m, err := leaving(req)
	if err != nil {
		t.Fatal(err)
	}
	base, err := said.base(m)
	if err != nil {
		t.Fatal(err)
	}
	said.write(req.Header, base64.StdEncoding.EncodeToString(ed25519.Sign(private, base)))
	got, body := sent(t, req)
	_, err = judge(got, body, ours, public)
	wantRefusal(t, err, "")
	got.RequestURI = "/users/eve"
	_, err = judge(got, body, ours, public)
	wantRefusal(t, err, BadSignature)
}

// TestRefusalSaysOneWord and nothing of the request.
func TestRefusalSaysOneWord(t *testing.T) {
	err := attempt{said: statement{covered: cavageGet}}.judge(t)
	if got, want := err.Error(), "signature refused: not-covered"; got != want {
		t.Errorf("error = %q, want %q", got, want)
	}
}

// TestListThatCannotBeWritten is one that no parser makes.
func TestListThatCannotBeWritten(t *testing.T) {
	list := httpsfv.InnerList{Items: []httpsfv.Item{httpsfv.NewItem("\x00")}, Params: httpsfv.NewParams()}
	wantRefusal(t, (&statement{}).readList(list), Malformed)
}

func TestOriginIsOurs(t *testing.T) {
	req := outgoing(t, "GET", "https://home.test/", "")
	if err := signer().Sign(req, nil, Cavage, clock); err != nil {
		t.Fatal(err)
	}
	got, _ := sent(t, req)
	for _, origin := range []string{"", "home.test", "https://", "https://home.test/", "https://a@home.test"} {
		if _, err := Read(got, nil, Rules{Now: clock, Origin: origin}); err == nil || strings.Contains(err.Error(), ErrRefused.Error()) {
			t.Errorf("origin %q: error = %v, want one of our own", origin, err)
		}
	}
}
