package netguard

import (
	"errors"
	"io"
	"net/http"
	"sync"

	"landfall"
)

// body is the decoded body of an answer. It ends with io.EOF only if all of the
// document was read and kept its bounds.
type body struct {
	x        *exchange
	src      io.ReadCloser // net/http's, as on the wire
	limit    int64
	encoding encoding

	mu       sync.Mutex
	inflater *inflater // while a gzip body is being read
	wire     int64
	wireErr  error
	bytes    int64
	err      error
}

// newBody guards the body of an answer, and makes its header say what comes out
// here: a plain body, of unknown length if it was encoded.
func newBody(x *exchange, resp *http.Response) *body {
	b := &body{x: x, src: resp.Body, limit: maxBytes(x.ctx), encoding: encodingOf(resp.Header)}
	if b.encoding == refused {
		return b
	}
	if resp.ContentLength > b.limit {
		b.wireErr = b.tooLarge()
	}
	resp.Header.Del("Content-Encoding")
	if b.encoding == gzipped {
		resp.Header.Del("Content-Length")
		resp.ContentLength = -1
	}
	return b
}

func (b *body) tooLarge() error {
	return fault("body_too_large", landfall.ClassTheirs, "%s: body larger than %d bytes", clip(b.x.record.URL), b.limit)
}

// Read reads the plain document.
func (b *body) Read(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err != nil {
		return 0, b.err
	}
	// One byte more than the limit tells a document that is too large from one
	// that just fits.
	left := b.limit - b.bytes
	n, err := b.decode(p[:min(int64(len(p)), left+1)])
	if int64(n) > left {
		n, err = int(left), b.tooLarge()
	}
	b.bytes += int64(n)
	if err != nil {
		b.over(err)
		return n, b.err
	}
	return n, nil
}

func (b *body) decode(p []byte) (int, error) {
	switch {
	case b.encoding == refused:
		return 0, fault("encoding_refused", landfall.ClassTheirs, "%s: an encoding or type other than gzip or plain", clip(b.x.record.URL))
	case b.encoding == identity:
		return wireReader{b}.Read(p)
	case b.inflater == nil:
		b.inflater = b.x.guard.inflate.take()
		if err := b.inflater.reset(wireReader{b}); err != nil {
			return 0, b.gzipFault(err)
		}
	}
	n, err := b.inflater.gzip.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = b.gzipFault(err)
	}
	return n, err
}

// gzipFault tells a broken stream from a broken connection. No bytes at all are
// an empty document, as some servers send with an error.
func (b *body) gzipFault(err error) error {
	switch {
	case b.wireErr != nil:
		return b.wireErr
	case errors.Is(err, io.EOF) && b.wire == 0:
		return io.EOF
	case errors.Is(err, io.EOF):
		err = io.ErrUnexpectedEOF
	}
	return fault("bad_gzip", landfall.ClassTheirs, "%s: %w", clip(b.x.record.URL), err)
}

// wireReader reads the body as it was sent, within the cap.
type wireReader struct{ *body }

func (w wireReader) Read(p []byte) (int, error) {
	if w.wireErr != nil {
		return 0, w.wireErr
	}
	w.x.watch.wait()
	n, err := w.src.Read(p)
	w.x.watch.got(n)
	w.wire += int64(n)
	switch {
	case w.wire > w.limit:
		err = w.tooLarge()
	case err != nil && (!errors.Is(err, io.EOF) || w.x.cause() != nil):
		// An end that we brought about ourselves can look like theirs: closing a
		// TLS connection makes the other side close it, too.
		err = w.x.explain(err)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		w.wireErr = err
	}
	return n, err
}

// Close ends the exchange. Closed before its end, a body takes its connection
// with it.
func (b *body) Close() error {
	err := b.src.Close() // first: it wakes up a Read
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err == nil {
		b.over(nil)
		b.err = http.ErrBodyReadAfterClose
	}
	return err
}

// over ends the exchange with io.EOF, an error, or nil for an early close.
func (b *body) over(err error) {
	b.err = err
	if b.inflater != nil {
		b.x.guard.inflate.give(b.inflater)
		b.inflater = nil
	}
	wire, last := b.x.watch.stop()
	if err == nil || errors.Is(err, io.EOF) {
		b.x.finish(nil, wire, b.bytes, last)
		return
	}
	b.x.finish(err, wire, b.bytes, last)
	b.src.Close()
}
