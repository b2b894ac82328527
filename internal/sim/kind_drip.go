package sim

import (
	"context"
	"maps"
	"net/http"
	"time"
)

const dripPause = 100 * time.Millisecond

// drip sends the document byte by byte, and starts again when it has come to the
// end.
func drip(c *call, doc *document) {
	maps.Copy(c.w.Header(), doc.header)
	c.w.Header().Del("Content-Length")
	control := http.NewResponseController(c.w)
	for i := 0; pause(c.r.Context(), dripPause); i++ {
		if _, err := c.w.Write(doc.body[i%len(doc.body):][:1]); err != nil || control.Flush() != nil {
			return
		}
	}
	c.abandon()
}

// headerDrip sends a header byte by byte that never ends.
func headerDrip(c *call, _ *document) {
	conn, ok := c.hijack()
	if !ok {
		return
	}
	defer conn.Close()
	defer context.AfterFunc(c.r.Context(), func() { conn.Close() })()
	const opening = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Patience: "
	for i := 0; pause(c.r.Context(), dripPause); i++ {
		next := byte('a')
		if i < len(opening) {
			next = opening[i]
		}
		if _, err := conn.Write([]byte{next}); err != nil {
			return
		}
	}
}
