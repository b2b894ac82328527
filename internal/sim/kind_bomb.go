package sim

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"hash/crc32"
	"net/http"

	"github.com/klauspost/compress/zstd"
)

// bombMiB is what a bomb expands to.
const bombMiB = 512

// bomb is half a gigabyte of spaces in front of a small JSON document, packed.
type bomb struct {
	gzip, twice, zstd []byte
}

// explode sends a bomb: declared as gzip, as a gzip file, as gzip in gzip, or as
// zstd, which packs it into a few kilobytes.
func explode(c *call, doc *document) {
	b := c.n.bomb()
	body, encoding, media := b.gzip, "gzip", doc.header.Get("Content-Type")
	switch c.in.variant {
	case "gzip_media":
		encoding, media = "", "application/gzip"
	case "gzip_twice":
		body, encoding = b.twice, "gzip, gzip"
	case "zstd":
		body, encoding = b.zstd, "zstd"
	}
	packed := newDocument(doc.role, http.StatusOK, media, body)
	if encoding != "" {
		packed.header.Set("Content-Encoding", encoding)
	}
	c.send(packed)
}

func newBomb() *bomb {
	block := bytes.Repeat([]byte(" "), 1<<20)
	b := &bomb{gzip: gzipBomb(block)}
	b.twice = gzipped(b.gzip)
	if encoder, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1)); err == nil {
		b.zstd = bytes.Repeat(encoder.EncodeAll(block, nil), bombMiB) // frames may follow each other
		encoder.Close()
	}
	return b
}

// gzipBomb repeats the block bombMiB times without ever holding it: once
// compressed and flushed, a block stands on its own and can be repeated (RFC 1951
// §2), and only the checksum has to see everything.
func gzipBomb(block []byte) []byte {
	var piece bytes.Buffer
	if w, err := flate.NewWriter(&piece, flate.BestCompression); err == nil {
		tell(w, block)
		_ = w.Flush()
	}
	out := []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255} // RFC 1952 §2.3
	var sum uint32
	for range bombMiB {
		out = append(out, piece.Bytes()...)
		sum = crc32.Update(sum, crc32.IEEETable, block)
	}
	end := []byte("{}")
	out = append(out, 1, byte(len(end)), 0, ^byte(len(end)), 0xff) // a last, stored block
	out = append(out, end...)
	out = binary.LittleEndian.AppendUint32(out, crc32.Update(sum, crc32.IEEETable, end))
	return binary.LittleEndian.AppendUint32(out, uint32(bombMiB<<20+len(end)))
}

func gzipped(data []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	tell(w, data)
	_ = w.Close()
	return out.Bytes()
}
