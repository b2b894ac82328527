package netguard

import (
	"net/http"
	"slices"
	"strings"
)

// encoding is how a body comes over the wire.
type encoding int

const (
	identity encoding = iota
	gzipped
	refused
)

// encodingOf reads how a body is encoded: plain or gzip once, as was asked for.
// Anything else is refused, and so is a document that is an archive by its type,
// for clients that would unpack it unasked.
func encodingOf(header http.Header) encoding {
	if slices.ContainsFunc(header.Values("Content-Type"), isCompressed) {
		return refused
	}
	e := identity
	for _, values := range header.Values("Content-Encoding") {
		for value := range strings.SplitSeq(values, ",") {
			switch strings.ToLower(strings.TrimSpace(value)) {
			case "", "identity":
			case "gzip", "x-gzip":
				if e != identity {
					return refused
				}
				e = gzipped
			default:
				return refused
			}
		}
	}
	return e
}

// isCompressed reports whether a media type is that of compressed data.
func isCompressed(kind string) bool {
	kind, _, _ = strings.Cut(strings.ToLower(kind), ";")
	for _, word := range []string{"zip", "zstd", "zlib", "brotli", "/br", "compress", "deflate", "lzma", "x-xz", "x-lz", "x-tar"} {
		if strings.Contains(kind, word) {
			return true
		}
	}
	return false
}
