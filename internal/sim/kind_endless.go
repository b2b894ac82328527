package sim

import (
	"maps"
	"strings"
)

// endlessMost is where even an endless document ends, for clients that would take
// anything.
const endlessMost = 1 << 30

// endless sends a document that begins well and never ends.
func endless(c *call, doc *document) {
	opening, more := `{"version":"2.0","software":{"name":"mastodon","version":"`, "9."
	switch c.in.variant {
	case "space":
		opening, more = "", "\n  "
	case "array":
		opening, more = `{"links":[`, `{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0","href":""},`
	case "keys":
		opening, more = "{", `"version":"2.0","metadata":{},`
	}
	maps.Copy(c.w.Header(), doc.header)
	c.w.Header().Del("Content-Length")
	tell(c.w, []byte(opening))
	piece := []byte(strings.Repeat(more, 32<<10/len(more)))
	for sent := 0; sent < endlessMost && c.r.Context().Err() == nil; sent += len(piece) {
		if _, err := c.w.Write(piece); err != nil {
			return
		}
	}
	c.abandon()
}
