package httpsig

import (
	"cmp"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Signer signs requests as one actor.
type Signer struct {
	// KeyID is the https URL under which the public key is found.
	KeyID string
	// Key is the private key, of 2048 bits at least.
	Key *rsa.PrivateKey `json:"-"`
}

// Format writes a signer without its key, whatever the verb.
func (s Signer) Format(out fmt.State, _ rune) { _, _ = fmt.Fprintf(out, "signer %q", s.KeyID) }

// synchronization is a header that counts only where it is covered (FEP-8fcf).
const synchronization = "Collection-Synchronization"

// Sign signs a request that is about to be sent with this body, at a time of our clock. It sets
// Date, Host, Digest or Content-Digest, and the headers of the signature, and takes away what an
// earlier signature left. Collection-Synchronization is covered too, if it is there. Nothing that is covered may be changed after it; a redirect or another
// try is signed anew. The fragment of the URL is never under the signature. Errors are of our own
// making: a key or URL that is none, or a body that is not the request's.
func (s Signer) Sign(req *http.Request, body []byte, scheme Scheme, at time.Time) error {
	if _, err := parseKeyID(s.KeyID); err != nil {
		return fmt.Errorf("httpsig: key id %q is no https URL", s.KeyID)
	}
	if s.Key == nil || checkKey(s.Key.Public()) != nil {
		return errors.New("httpsig: no key to sign with")
	}
	known := req.ContentLength > 0 || req.Body == nil || req.Body == http.NoBody
	if known && req.ContentLength != int64(len(body)) {
		return fmt.Errorf("httpsig: a body of %d bytes for a request of %d", len(body), req.ContentLength)
	}
	said := &statement{scheme: scheme, keyID: s.KeyID, created: at}
	m, err := said.prepare(req, body)
	if err != nil {
		return err
	}
	base, err := said.base(m)
	if err != nil {
		return fmt.Errorf("httpsig: sign for %s: more than receivers take", m.authority)
	}
	sum := sha256.Sum256(base)
	signature, err := rsa.SignPKCS1v15(nil, s.Key, crypto.SHA256, sum[:])
	if err != nil {
		return fmt.Errorf("httpsig: sign for %s: %w", m.authority, err)
	}
	said.write(req.Header, base64.StdEncoding.EncodeToString(signature))
	return nil
}

// prepare sets the headers that are to be covered and decides which those are.
func (s *statement) prepare(req *http.Request, body []byte) (message, error) {
	m, err := leaving(req)
	if err != nil {
		return message{}, err
	}
	for _, name := range []string{"Signature", "Signature-Input", "Digest", "Content-Digest"} {
		m.header.Del(name)
	}
	m.header.Set("Date", s.created.UTC().Format(http.TimeFormat))
	withBody := carriesBody(m.method, body)
	if s.scheme == RFC9421 {
		if withBody {
			m.header.Set("Content-Digest", contentDigest(body))
		}
		s.covered = s.required(withBody)
		if m.header.Get(synchronization) != "" {
			s.covered = append(s.covered, strings.ToLower(synchronization))
		}
		s.params = `("` + strings.Join(s.covered, `" "`) + `");created=` + strconv.FormatInt(s.created.Unix(), 10) +
			`;keyid="` + s.keyID + `";alg="` + algRSA + `"`
		return m, nil
	}
	if s.scheme == CavageNoQuery {
		s.scheme = Cavage
		m.target, _, _ = strings.Cut(m.target, "?")
	}
	s.covered = []string{"(request-target)", "host", "date"}
	if withBody {
		m.header.Set("Digest", digest(body))
		s.covered = append(s.covered, "digest")
	}
	if m.header.Get(synchronization) != "" {
		s.covered = append(s.covered, strings.ToLower(synchronization))
	}
	return m, nil
}

// write puts the signature into the headers.
func (s *statement) write(header http.Header, signature string) {
	if s.scheme == RFC9421 {
		header.Set("Signature-Input", "sig1="+s.params)
		header.Set("Signature", "sig1=:"+signature+":")
		return
	}
	header.Set("Signature", `keyId="`+s.keyID+`",algorithm="rsa-sha256",headers="`+
		strings.Join(s.covered, " ")+`",signature="`+signature+`"`)
}

// leaving is the message of a request that is about to be sent, whose Host it settles: what
// net/http would send, in lower case and without the scheme's own port, so that every
// receiver rebuilds the same.
func leaving(req *http.Request) (message, error) {
	u := req.URL
	if u == nil || u.Scheme != "https" && u.Scheme != "http" || u.Opaque != "" || u.User != nil {
		return message{}, errors.New("httpsig: a request without a plain http(s) URL")
	}
	host := req.Host
	if host == "" {
		host = u.Host
	}
	req.Host = authority(u.Scheme, host)
	odd := func(r rune) bool { return r <= ' ' || r > '~' }
	if req.Host == "" || strings.ContainsFunc(req.Host, odd) {
		return message{}, errors.New("httpsig: a request whose host is not in ASCII")
	}
	target := u.RequestURI()
	if !strings.HasPrefix(target, "/") {
		return message{}, errors.New("httpsig: a request whose path has no root")
	}
	if req.Header == nil {
		req.Header = http.Header{}
	}
	return message{
		method: cmp.Or(req.Method, http.MethodGet), target: target, scheme: u.Scheme,
		host: req.Host, authority: req.Host, header: req.Header,
	}, nil
}
