package httpsig

import (
	"cmp"
	"crypto"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// forge signs a request with whatever a statement says, right or wrong, as a sender who holds
// the key could. The headers that it covers have to be there already.
func forge(t testing.TB, req *http.Request, said statement, edit func(signature string) string) {
	t.Helper()
	if said.keyID == "" {
		said.keyID = keyID
	}
	if said.scheme == RFC9421 && said.params == "" {
		said.params = `("` + strings.Join(said.covered, `" "`) + `");created=` + unix(said.created) + `;keyid="` + said.keyID + `"`
	}
	m, err := leaving(req)
	if err != nil {
		t.Fatal(err)
	}
	base, err := said.base(m)
	if err != nil {
		base = []byte("whatever") // what is refused before a look at the signature
	}
	signature := base64.StdEncoding.EncodeToString(sign(t, base))
	if said.scheme == RFC9421 {
		req.Header.Set("Signature-Input", "sig1="+said.params)
		req.Header.Set("Signature", "sig1=:"+signature+":")
	} else {
		req.Header.Set("Signature", `keyId="`+said.keyID+`",algorithm="hs2019",headers="`+
			strings.Join(said.covered, " ")+`",signature="`+signature+`"`)
	}
	if edit != nil {
		name := "Signature"
		if said.scheme == RFC9421 {
			name = "Signature-Input"
		}
		req.Header.Set(name, edit(req.Header.Get(name)))
	}
}

func sign(t testing.TB, base []byte) []byte {
	t.Helper()
	sum := sha256.Sum256(base)
	signature, err := ourKey().Sign(nil, sum[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	return signature
}

func unix(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }

// attempt is a request to our server and how it is signed. Where nothing is said it is a good
// POST in cavage.
type attempt struct {
	name    string
	in      Scheme
	method  string              // POST if empty
	body    string              // "{}" if empty and the method is POST
	said    statement           // what is covered and when: what must be, now
	header  map[string][]string // headers besides Date and the digests, or in their place
	edit    func(string) string // changes Signature (cavage) or Signature-Input (RFC 9421) after signing
	arrive  func(*http.Request) // changes the request on its way
	refused Reason
}

func (a attempt) judge(t *testing.T) error {
	t.Helper()
	if a.method == "" {
		a.method, a.body = http.MethodPost, cmp.Or(a.body, "{}")
	}
	a.said.scheme = max(a.in, a.said.scheme)
	if a.said.covered == nil {
		a.said.covered = post9421
		if a.said.scheme == Cavage {
			a.said.covered = cavagePost
		}
	}
	if a.said.created.IsZero() && a.said.scheme == RFC9421 {
		a.said.created = clock
	}
	req := outgoing(t, a.method, "https://home.test/inbox?page=1", a.body)
	req.Header.Set("Date", clock.Format(http.TimeFormat))
	req.Header.Set("Digest", digest([]byte(a.body)))
	req.Header.Set("Content-Digest", contentDigest([]byte(a.body)))
	maps.Copy(req.Header, a.header)
	forge(t, req, a.said, a.edit)
	got, body := sent(t, req)
	if a.arrive != nil {
		a.arrive(got)
	}
	_, err := judge(got, body, ours, ourKey().Public())
	return err
}

func judgeAll(t *testing.T, attempts []attempt) {
	t.Helper()
	for _, a := range attempts {
		t.Run(a.name, func(t *testing.T) { wantRefusal(t, a.judge(t), a.refused) })
	}
}

// replace is an edit.
func replace(old, with string) func(string) string {
	return func(text string) string { return strings.Replace(text, old, with, 1) }
}

// add is an edit.
func add(more string) func(string) string { return func(text string) string { return text + more } }

var (
	cavagePost = []string{"(request-target)", "host", "date", "digest"}
	cavageGet  = []string{"(request-target)", "host", "date"}
	post9421   = []string{"@method", "@target-uri", "content-digest"}
	get9421    = []string{"@method", "@target-uri"}
)

func without(covered []string, name string) []string {
	var left []string
	for _, c := range covered {
		if c != name {
			left = append(left, c)
		}
	}
	return left
}

func with(covered []string, names ...string) []string {
	return append(append([]string(nil), covered...), names...)
}

// many are as many parameters as there may be at most, written in this format.
func many(format string) string {
	var b strings.Builder
	for i := range maxParams {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// covers is a statement in RFC 9421 that covers these.
func covers(names ...string) statement { return statement{scheme: RFC9421, covered: names} }

// params is a statement in RFC 9421 with these parameters, where NOW and KEY are filled in.
func params(text string) statement {
	filled := strings.NewReplacer("NOW", unix(clock), "KEY", `"`+keyID+`"`).Replace(text)
	return statement{scheme: RFC9421, covered: post9421, params: filled}
}

// list is what a POST in RFC 9421 covers, as written.
const list = `("@method" "@target-uri" "content-digest")`
