//go:build cgo

package duckstore

import (
	"crypto/sha256"
	"fmt"
)

// digest names a document by its content. It is cut from a SHA-256, since the
// content comes from strangers, who might want two documents to pass for one.
type digest [16]byte

func digestOf(body []byte) (name digest) {
	sum := sha256.Sum256(body)
	return digest(sum[:len(name)])
}

// String returns the digest as DuckDB writes a UUID.
func (d digest) String() string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", d[:4], d[4:6], d[6:8], d[8:10], d[10:])
}
