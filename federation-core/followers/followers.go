// Package followers compares lists of followers between two servers without sending them
// (FEP-8fcf, followers synchronisation): both make a digest of those of an actor's followers
// that are of the second server, and where the digests differ it asks for the list.
package followers

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// HeaderName is the header that a delivery to followers only carries.
const HeaderName = "Collection-Synchronization"

// Digest is the exclusive or of the SHA-256 of each id, in hexadecimal: the order does not
// matter. Ids have to be distinct. For none it is 64 zeros.
func Digest(ids []string) string {
	var all [sha256.Size]byte
	for _, id := range ids {
		one := sha256.Sum256([]byte(id))
		for i := range all {
			all[i] ^= one[i]
		}
	}
	return hex.EncodeToString(all[:])
}

// Header is the header's value: collection is the actor's followers, partial the address where
// the other server may read those of its own, which has to be of the actor's host.
func Header(collection, partial, digest string) string {
	return fmt.Sprintf(`collectionId="%s", url="%s", digest="%s"`, collection, partial, digest)
}

// Offer is what a header says.
type Offer struct {
	Collection string // the actor's followers
	URL        string // where the list is
	Digest     string
}

// ParseHeader reads a header's value; ok is false if it is none. Who may say so is for the
// caller to judge.
func ParseHeader(value string) (o Offer, ok bool) {
	if len(value) > 8_192 {
		return Offer{}, false
	}
	for part := range strings.SplitSeq(value, ",") {
		name, quoted, found := strings.Cut(strings.TrimSpace(part), "=")
		text, closed := strings.CutSuffix(strings.TrimPrefix(quoted, `"`), `"`)
		if !found || !closed || !strings.HasPrefix(quoted, `"`) || len(quoted) < 2 {
			return Offer{}, false
		}
		field := map[string]*string{"collectionId": &o.Collection, "url": &o.URL, "digest": &o.Digest}[name]
		if field == nil {
			continue
		}
		if *field != "" {
			return Offer{}, false
		}
		*field = text
	}
	raw, err := hex.DecodeString(o.Digest)
	return o, err == nil && len(raw) == sha256.Size && o.Collection != "" && o.URL != ""
}
