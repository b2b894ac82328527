package httpsig

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/dunglas/httpsfv"
)

// carriesBody tells whether the digest of the body has to be covered.
func carriesBody(method string, body []byte) bool {
	return method != http.MethodGet && method != http.MethodHead || len(body) > 0
}

// digest is the value of a Digest header (RFC 3230) for a body.
func digest(body []byte) string {
	sum := sha256.Sum256(body)
	return "SHA-256=" + base64.StdEncoding.EncodeToString(sum[:])
}

// contentDigest is the value of a Content-Digest header (RFC 9530) for a body.
func contentDigest(body []byte) string {
	sum := sha256.Sum256(body)
	return "sha-256=:" + base64.StdEncoding.EncodeToString(sum[:]) + ":"
}

// checkDigests compares the body with every digest that the statement covers.
func (s *statement) checkDigests(header http.Header, body []byte) error {
	if s.covers("digest") {
		if err := checkDigest(header, "digest", readDigest, body); err != nil {
			return err
		}
	}
	if s.covers("content-digest") {
		return checkDigest(header, "content-digest", readContentDigest, body)
	}
	return nil
}

func checkDigest(header http.Header, name string, read func(string) ([]byte, error), body []byte) error {
	text, err := once(header, name, Duplicate)
	if err != nil {
		return err
	}
	stated, err := read(text)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(body)
	if subtle.ConstantTimeCompare(sum[:], stated) != 1 {
		return refuse(DigestMismatch)
	}
	return nil
}

// readDigest is the SHA-256 in a Digest header. Names of algorithms are in any case.
func readDigest(text string) ([]byte, error) {
	var sum []byte
	seen := map[string]bool{}
	for part := range strings.SplitSeq(text, ",") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		name = strings.ToLower(name)
		switch {
		case !ok || name == "":
			return nil, refuse(Malformed)
		case seen[name]:
			return nil, refuse(Duplicate)
		case name == "sha-256":
			var err error
			if sum, err = base64.StdEncoding.Strict().DecodeString(value); err != nil {
				return nil, refuse(Malformed)
			}
		}
		seen[name] = true
	}
	if sum == nil {
		return nil, refuse(WeakDigest)
	}
	return sum, nil
}

// readContentDigest is the SHA-256 in a Content-Digest header.
func readContentDigest(text string) ([]byte, error) {
	digests, err := dictionary(text)
	if err != nil {
		return nil, err
	}
	member, ok := digests.Get("sha-256")
	if !ok {
		return nil, refuse(WeakDigest)
	}
	item, _ := member.(httpsfv.Item)
	sum, ok := item.Value.([]byte)
	if !ok {
		return nil, refuse(Malformed)
	}
	return sum, nil
}
