package httpkit

import (
	"net/http"
	"strings"
)

// minCompress is the size from which compressing a body pays.
const minCompress = 1 << 10

// compressor compresses the answers of a handler.
type compressor struct {
	next   http.Handler
	packer *Packer
}

// compress returns a handler that sends what next answers in the coding that the
// client likes best. Bodies that are small, compressed already or of a kind that does
// not shrink are sent as they are. An entity tag becomes a weak one, because it then
// names several bodies.
func compress(next http.Handler) http.Handler {
	return &compressor{next: next, packer: NewPacker()}
}

// ServeHTTP implements http.Handler.
func (c *compressor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	cw := &compressedWriter{
		ResponseWriter: w, compressor: c,
		coding: negotiate(accepted(r)),
	}
	c.next.ServeHTTP(cw, r)
	// Not deferred: a handler that panics to cut the connection must not have its
	// half answer ended as if it were whole.
	cw.finish()
}

// compressedWriter holds back the start of a body until it knows whether to compress
// it. Like every http.ResponseWriter it is used by one goroutine.
type compressedWriter struct {
	http.ResponseWriter
	compressor *compressor
	coding     string // what the client likes, "": nothing
	status     int    // 0 until set
	held       []byte
	decided    bool
	encoder    encoder // nil: as it is
}

// WriteHeader implements http.ResponseWriter.
func (w *compressedWriter) WriteHeader(status int) {
	switch {
	case w.decided || w.status != 0:
	case status >= 100 && status < 200 && status != http.StatusSwitchingProtocols:
		w.ResponseWriter.WriteHeader(status)
	case status == http.StatusNotModified || status == http.StatusNoContent || status == http.StatusSwitchingProtocols:
		w.status = status
		w.pass()
	default:
		w.status = status
	}
}

// Write implements http.ResponseWriter.
func (w *compressedWriter) Write(data []byte) (int, error) {
	if !w.decided {
		w.held = append(w.held, data...)
		if len(w.held) < minCompress {
			return len(data), nil
		}
		return len(data), w.decide()
	}
	if w.encoder != nil {
		return w.encoder.Write(data)
	}
	return w.ResponseWriter.Write(data)
}

// Flush implements http.Flusher: what has been written goes out.
func (w *compressedWriter) Flush() {
	if !w.decided && w.decide() != nil {
		return
	}
	if w.encoder != nil && w.encoder.Flush() != nil {
		return
	}
	if flusher, ok := w.ResponseWriter.(http.Flusher); ok {
		flusher.Flush()
	}
}

// Unwrap lets http.ResponseController reach the connection.
func (w *compressedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// decide sends the header and what was held back, compressed if that is possible.
func (w *compressedWriter) decide() error {
	header := w.Header()
	if header.Get("Content-Type") == "" && len(w.held) > 0 {
		header.Set("Content-Type", http.DetectContentType(w.held))
	}
	if !w.compressible() {
		w.pass()
		return nil
	}
	header.Set("Content-Encoding", w.coding)
	header.Del("Content-Length")
	vary(header)
	weaken(header)
	w.decided = true
	w.sendStatus()
	w.encoder = w.compressor.packer.take(w.coding, w.ResponseWriter)
	_, err := w.encoder.Write(w.held)
	w.held = nil
	return err
}

func (w *compressedWriter) compressible() bool {
	header := w.Header()
	return w.coding != "" && worthCompressing(header.Get("Content-Type")) &&
		header.Get("Content-Encoding") == "" && header.Get("Content-Range") == "" &&
		!strings.Contains(header.Get("Cache-Control"), "no-transform")
}

// pass sends the header and what was held back as they are.
func (w *compressedWriter) pass() {
	header := w.Header()
	if worthCompressing(header.Get("Content-Type")) || w.status == http.StatusNotModified {
		// A larger body, or the one this refers to, may come compressed.
		vary(header)
	}
	if w.status == http.StatusNotModified && w.coding != "" {
		weaken(header)
	}
	w.decided = true
	w.sendStatus()
	if len(w.held) > 0 {
		_, _ = w.ResponseWriter.Write(w.held)
		w.held = nil
	}
}

func (w *compressedWriter) sendStatus() {
	if w.status != 0 {
		w.ResponseWriter.WriteHeader(w.status)
	}
}

// finish ends the body.
func (w *compressedWriter) finish() {
	if !w.decided {
		w.pass()
		return
	}
	if w.encoder != nil {
		_ = w.encoder.Close()
		w.compressor.packer.give(w.coding, w.encoder)
		w.encoder = nil
	}
}

// vary tells caches that the answer depends on Accept-Encoding.
func vary(header http.Header) {
	for _, line := range header.Values("Vary") {
		for name := range strings.SplitSeq(line, ",") {
			if name = strings.TrimSpace(name); name == "*" || strings.EqualFold(name, "Accept-Encoding") {
				return
			}
		}
	}
	header.Add("Vary", "Accept-Encoding")
}
