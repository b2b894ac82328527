package inbox_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
)

// form is how a software signs and sends. The zero form is that of Mastodon.
type form struct {
	key     string // the name of the key, {me}#main-key if it is not said
	covers  string // what is covered, in this order and spelling
	header  string // the Signature, with places for {key}, {covers}, {created} and {signature}
	input   string // the Signature-Input, if it is RFC 9421
	kind    string // Content-Type
	digest  string // the name of SHA-256 in Digest
	extra   map[string]string
	http2   bool
	chunked bool
}

const (
	usually   = "(request-target) host date digest"
	signature = `keyId="{key}",algorithm="rsa-sha256",headers="{covers}",signature="{signature}"`
)

// or is a text, or another if it is empty.
func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// post2home returns how the visit's software posts to the shared inbox here: over a socket, so
// that there is nothing in a request but what came over the wire.
func (v *visit) post2home() func(body string) (status int, reason string) {
	server := httptest.NewUnstartedServer(v.receiver)
	server.EnableHTTP2 = v.form.http2
	server.StartTLS()
	v.t.Cleanup(server.Close)
	transport := server.Client().Transport.(*http.Transport).Clone()
	transport.TLSClientConfig.ServerName = "example.com" // as the certificate has it
	transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
	}
	v.t.Cleanup(transport.CloseIdleConnections)
	return func(body string) (int, string) {
		res, err := transport.RoundTrip(v.signed(body))
		if err != nil {
			v.t.Fatal(err)
		}
		defer res.Body.Close()
		if res.ProtoMajor == 2 != v.form.http2 {
			v.t.Fatalf("sent over %s", res.Proto)
		}
		reason, err := io.ReadAll(res.Body)
		if err != nil {
			v.t.Fatal(err)
		}
		return res.StatusCode, strings.TrimSpace(string(reason))
	}
}

// signed is a request in the software's form.
func (v *visit) signed(body string) *http.Request {
	var content io.Reader = strings.NewReader(body)
	if v.form.chunked {
		content = struct{ io.Reader }{content} // of a length that nobody knows
	}
	req, err := http.NewRequestWithContext(v.t.Context(), http.MethodPost, v.site.SharedInbox(), content)
	if err != nil {
		v.t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(body))
	digest := base64.StdEncoding.EncodeToString(sum[:])
	req.Header.Set("Date", v.now.Format(http.TimeFormat))
	req.Header.Set("Digest", or(v.form.digest, "SHA-256")+"="+digest)
	req.Header.Set("Content-Type", or(v.form.kind, "application/activity+json"))
	for name, value := range v.form.extra {
		req.Header.Set(name, strings.ReplaceAll(value, "{digest}", digest))
	}
	places := func(text, signed string) string {
		return strings.NewReplacer(
			"{key}", v.fill(or(v.form.key, "{me}#main-key")), "{covers}", or(v.form.covers, usually),
			"{created}", strconv.FormatInt(v.now.Unix(), 10), "{signature}", signed,
		).Replace(text)
	}
	input := places(v.form.input, "")
	base := v.cavageBase(req, len(body))
	if input != "" {
		base = structuredBase(req, input)
		req.Header.Set("Signature-Input", "sig1="+input)
	}
	hash := sha256.Sum256([]byte(base))
	raw, err := rsa.SignPKCS1v15(nil, keys()[0], crypto.SHA256, hash[:])
	if err != nil {
		v.t.Fatal(err)
	}
	header := or(v.form.header, signature)
	if input != "" {
		header = "sig1=:{signature}:"
	}
	req.Header.Set("Signature", places(header, base64.StdEncoding.EncodeToString(raw)))
	return req
}

// cavageBase is what is signed in draft-cavage-http-signatures-12.
func (v *visit) cavageBase(req *http.Request, length int) string {
	var lines []string
	for name := range strings.FieldsSeq(strings.ToLower(or(v.form.covers, usually))) {
		value := req.Header.Get(name)
		switch name {
		case "(request-target)":
			value = "post " + req.URL.RequestURI()
		case "(created)":
			value = strconv.FormatInt(v.now.Unix(), 10)
		case "host":
			value = req.URL.Host
		case "content-length":
			value = strconv.Itoa(length)
		}
		lines = append(lines, name+": "+value)
	}
	return strings.Join(lines, "\n")
}

// structuredBase is what is signed in RFC 9421.
func structuredBase(req *http.Request, input string) string {
	var base bytes.Buffer
	list, _, _ := strings.Cut(strings.TrimPrefix(input, "("), ")")
	for quoted := range strings.FieldsSeq(list) {
		name := strings.Trim(quoted, `"`)
		value := req.Header.Get(name)
		switch name {
		case "@method":
			value = req.Method
		case "@target-uri":
			value = req.URL.String()
		case "@authority", "host":
			value = req.URL.Host
		}
		base.WriteString(quoted + ": " + value + "\n")
	}
	base.WriteString(`"@signature-params": ` + input)
	return base.String()
}
