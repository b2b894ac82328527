package sim

import (
	"fmt"
	"maps"
)

// truncate ends the connection in the middle of the document: short of the length
// declared, inside a chunk, or with a reset.
func truncate(c *call, doc *document) {
	half := doc.body[:len(doc.body)/2]
	if c.in.variant == "length" {
		maps.Copy(c.w.Header(), doc.header)
		tell(c.w, half)
		return // the HTTP server closes what falls short
	}
	conn, ok := c.hijack()
	if !ok {
		return
	}
	fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s", len(doc.body), half)
	if c.in.variant == "reset" {
		cut(bare(conn))
		return
	}
	conn.Close()
}
