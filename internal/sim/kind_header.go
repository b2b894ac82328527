package sim

import (
	"context"
	"strings"
	"time"
)

// interim sends informational answers and never the real one.
func interim(c *call, _ *document) {
	conn, ok := c.hijack()
	if !ok {
		return
	}
	defer conn.Close()
	defer context.AfterFunc(c.r.Context(), func() { conn.Close() })()
	hint := []byte("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload; as=style\r\n\r\n")
	for pause(c.r.Context(), time.Millisecond) {
		if _, err := conn.Write(hint); err != nil {
			return
		}
	}
}

// hugeHeader puts ten mebibytes of header before the document: one field, two
// hundred thousand fields, or a cookie beside many.
func hugeHeader(c *call, doc *document) {
	conn, ok := c.hijack()
	if !ok {
		return
	}
	defer conn.Close()
	defer context.AfterFunc(c.r.Context(), func() { conn.Close() })()
	tell(conn, []byte("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n"))
	piece, times := "X-Large: "+strings.Repeat("large ", 10<<20/6)+"\r\n", 1
	switch c.in.variant {
	case "fields":
		piece, times = strings.Repeat("X-Many: a\r\n", 1000), 200
	case "cookie":
		piece, times = "Set-Cookie: crumbs="+strings.Repeat("c", 1<<20)+"; Path=/\r\n", 10
	}
	for range times {
		if _, err := conn.Write([]byte(piece)); err != nil {
			return
		}
	}
	tell(conn, []byte("\r\n"))
	tell(conn, doc.body)
}
