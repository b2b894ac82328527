package httpsig

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Rules are what a request is judged by, besides the policy that never changes.
type Rules struct {
	// Now is the time by our clock.
	Now time.Time
	// Origin is where the public reaches us: scheme and host, as https://example.social.
	Origin string
}

// Claim is a signature that is right in all but the one thing that needs the key.
type Claim struct {
	// Scheme is Cavage or RFC9421.
	Scheme Scheme
	// KeyID names the key, as written in the request.
	KeyID string
	// KeyURL is where the key is to be fetched: KeyID without its fragment, and its host in
	// lower case and without the port of https.
	KeyURL *url.URL
	// Created is when the request was signed, by its sender's clock.
	Created time.Time
	// Signature is the signature itself.
	Signature []byte

	algorithm string
	base      []byte
	covered   []string
}

// Covers reports whether a header is under the signature: what is not may have been put there
// by anybody.
func (c *Claim) Covers(header string) bool {
	return slices.Contains(c.covered, strings.ToLower(header))
}

// Read judges the signature of a request that a server received, with body its raw bytes, by
// everything but the key. If Signature-Input is there it is read as RFC 9421, else as cavage.
// An error is a *RefusedError, save that an Origin which is none is our own fault. The request
// and the body are not changed or kept.
func Read(req *http.Request, body []byte, rules Rules) (*Claim, error) {
	said, err := parse(req.Header)
	if err != nil {
		return nil, err
	}
	m, err := received(req, rules.Origin)
	if err != nil {
		return nil, err
	}
	keyURL, err := parseKeyID(said.keyID)
	if err != nil {
		return nil, err
	}
	if err := said.checkCovered(carriesBody(req.Method, body)); err != nil {
		return nil, err
	}
	created, err := said.checkTime(req.Header, rules.Now)
	if err != nil {
		return nil, err
	}
	if err := said.checkDigests(req.Header, body); err != nil {
		return nil, err
	}
	base, err := said.base(m)
	if err != nil {
		return nil, err
	}
	return &Claim{
		Scheme: said.scheme, KeyID: said.keyID, KeyURL: keyURL, Created: created,
		Signature: said.signature, algorithm: said.algorithm, base: base, covered: said.covered,
	}, nil
}

// Verify tells whether the claim was made with the private half of this key. An error is a
// *RefusedError: BadKey if such a key is never taken, BadAlgorithm if the claim names another
// kind, else BadSignature.
func (c *Claim) Verify(key crypto.PublicKey) error {
	if err := checkKey(key); err != nil {
		return err
	}
	good := false
	switch key := key.(type) {
	case *rsa.PublicKey:
		if c.algorithm == algEd25519 {
			return refuse(BadAlgorithm)
		}
		sum := sha256.Sum256(c.base)
		good = rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], c.Signature) == nil
	case ed25519.PublicKey:
		if c.algorithm == algRSA {
			return refuse(BadAlgorithm)
		}
		good = ed25519.Verify(key, c.base, c.Signature)
	}
	if !good {
		return refuse(BadSignature)
	}
	return nil
}

// statement is what the signature headers of a request say, in either scheme.
type statement struct {
	scheme    Scheme
	keyID     string
	algorithm string // algRSA, algEd25519, or empty where the key decides
	covered   []string
	created   time.Time // zero if not said
	expires   time.Time // zero if not said
	signature []byte
	params    string // RFC 9421: the value of @signature-params
}

// The algorithms, by their names in RFC 9421.
const (
	algRSA     = "rsa-v1_5-sha256"
	algEd25519 = "ed25519"
)

// parse reads the statement of whichever scheme the headers are in.
func parse(header http.Header) (*statement, error) {
	switch {
	case len(header.Values("Signature-Input")) > 0:
		return parseStructured(header)
	case len(header.Values("Signature")) > 0:
		return parseCavage(header)
	default:
		return nil, refuse(Unsigned)
	}
}

// covers tells whether the statement covers a component.
func (s *statement) covers(name string) bool { return slices.Contains(s.covered, name) }

// once is the value of a header that may be there only once.
func once(header http.Header, name string, several Reason) (string, error) {
	values := header.Values(name)
	switch {
	case len(values) == 0:
		return "", refuse(MissingComponent)
	case len(values) > 1:
		return "", refuse(several)
	case len(values[0]) > maxHeader:
		return "", refuse(TooLarge)
	}
	return values[0], nil
}
