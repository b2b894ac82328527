// Package followers compares lists of followers between two servers without sending them
// (FEP-8fcf, followers synchronisation): both make a digest of those of an actor's followers
// that are of the second server, and where the digests differ it asks for the list.
package followers

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
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
