package sim

import (
	"bytes"
	"compress/zlib"
	"io"
	"net/http"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// encode sends the document under an encoding that nobody asked for, or under one
// that it does not have.
func encode(c *call, doc *document) {
	body, encoding := doc.body, "gzip"
	switch c.in.variant {
	case "nested":
		body, encoding = gzipped(gzipped(body)), "gzip, gzip"
	case "br":
		body, encoding = packed(body, func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }), "br"
	case "zstd":
		body, encoding = zstdPacked(body), "zstd"
	case "deflate":
		body, encoding = packed(body, func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }), "deflate"
	case "unknown":
		encoding = "x-unheard-of"
	case "cut":
		body = gzipped(body)
		body = body[:len(body)*2/3]
	case "trailing":
		body = append(gzipped(body), "and something else"...)
	}
	out := newDocument(doc.role, http.StatusOK, doc.header.Get("Content-Type"), body)
	out.header.Set("Content-Encoding", encoding)
	c.send(out)
}

func packed(data []byte, packer func(io.Writer) io.WriteCloser) []byte {
	var out bytes.Buffer
	w := packer(&out)
	tell(w, data)
	_ = w.Close()
	return out.Bytes()
}

func zstdPacked(data []byte) []byte {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return data
	}
	defer encoder.Close()
	return encoder.EncodeAll(data, nil)
}
