package httpkit

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzip"
)

// Packer compresses bodies. It is safe for concurrent use. Encoders hold large tables, so
// that they are used again.
type Packer struct{ brotlis, gzips sync.Pool }

// encoder is a compressing writer that can be used again.
type encoder interface {
	io.WriteCloser
	Flush() error
	Reset(w io.Writer)
}

// NewPacker returns a packer for what is packed once and sent once or for a minute: a list of
// 100 kB comes to an eighth of that, in a quarter of the time that the next good level takes to
// make it a tenth smaller still.
func NewPacker() *Packer { return newPacker(1, 3) }

// NewThoroughPacker returns one for what is large: a sixth smaller, in a few times the time.
func NewThoroughPacker() *Packer { return newPacker(5, 6) }

// NewPatientPacker returns a packer for what is packed once and sent for as long as the
// program runs: as small as can be.
func NewPatientPacker() *Packer { return newPacker(brotli.BestCompression, gzip.BestCompression) }

func newPacker(brotliLevel, gzipLevel int) *Packer {
	const brotliWindow = 18
	return &Packer{
		brotlis: sync.Pool{New: func() any {
			return brotli.NewWriterOptions(nil, brotli.WriterOptions{Quality: brotliLevel, LGWin: brotliWindow})
		}},
		gzips: sync.Pool{New: func() any {
			w, err := gzip.NewWriterLevel(nil, gzipLevel)
			if err != nil {
				panic(err) // the level is valid
			}
			return w
		}},
	}
}

// take returns an encoder for a coding that is not "", which writes to w; give takes it back.
func (p *Packer) take(coding string, w io.Writer) encoder {
	e := p.pool(coding).Get().(encoder)
	e.Reset(w)
	return e
}

func (p *Packer) give(coding string, e encoder) { p.pool(coding).Put(e) }

func (p *Packer) pool(coding string) *sync.Pool {
	if coding == brotliCoding {
		return &p.brotlis
	}
	return &p.gzips
}

// Packed is a body in one coding, ready to be sent again and again. It is never changed.
type Packed struct {
	ContentType string
	// Coding is that of Body: "" as it is, "br" or "gzip".
	Coding string
	Body   []byte
	// ETag is the same for all codings of a body, and so a weak one.
	ETag string
}

// CodingOf returns the coding that whoever asks likes best, "" for none: what [Packer.Pack]
// takes.
func CodingOf(r *http.Request) string { return negotiate(accepted(r)) }

// Pack returns a body in a coding, or as it is if it is too small, or of a kind that does
// not shrink. It keeps the body.
func (p *Packer) Pack(coding, contentType string, body []byte) Packed {
	packed := Packed{ContentType: contentType, Body: body, ETag: "W/" + ETag(body)}
	if coding == "" || len(body) < minCompress || !worthCompressing(contentType) {
		return packed
	}
	var small bytes.Buffer
	e := p.take(coding, &small)
	defer p.give(coding, e)
	if _, err := e.Write(body); err != nil || e.Close() != nil {
		return packed // a buffer takes everything
	}
	packed.Coding, packed.Body = coding, small.Bytes()
	return packed
}

// Send answers with the body, or with 304 to who has it. Whatever else the answer says of
// itself has been set before.
func (p Packed) Send(c *gin.Context) {
	if worthCompressing(p.ContentType) {
		vary(c.Writer.Header())
	}
	if NotModified(c, p.ETag) {
		return
	}
	if p.Coding != "" {
		c.Header("Content-Encoding", p.Coding)
	}
	c.Header("Content-Length", strconv.Itoa(len(p.Body))) // a body of known length needs no chunks
	c.Data(http.StatusOK, p.ContentType, p.Body)
}
