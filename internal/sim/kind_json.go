package sim

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// spliced is a JSON object with more members put before its own.
func spliced(doc *document, members string) *document {
	return newDocument(doc.role, http.StatusOK, doc.header.Get("Content-Type"), slices.Concat([]byte("{"+members+","), doc.body[1:]))
}

// duplicate states the members that matter twice; the variant "case" does so in
// another letter case, which to an exact reader is another, unknown name, and
// leaves the document sound.
func duplicate(c *call, doc *document) {
	members := `"links":[],"version":"0","software":{"name":"impostor","version":"0"},"title":"Impostor","registrations":{"enabled":true}`
	if c.in.variant == "case" {
		members = `"Links":[],"VERSION":"0","Software":{"name":"impostor","version":"0"},"TITLE":"Impostor","Registrations":{"enabled":true}`
	}
	c.send(spliced(doc, members))
}

// deepen fills the document beyond any reason.
func deepen(c *call, doc *document) {
	const depth, keys = 100_000, 100_000
	switch c.in.variant {
	case "arrays":
		c.send(spliced(doc, `"x":`+strings.Repeat("[", depth)+strings.Repeat("]", depth)))
	case "objects":
		c.send(spliced(doc, `"x":`+strings.Repeat(`{"x":`, depth)+"1"+strings.Repeat("}", depth)))
	case "number":
		c.send(spliced(doc, `"x":`+strings.Repeat("9", 1<<20)))
	default:
		var members strings.Builder
		members.WriteString(`"x":0`)
		for i := range keys {
			members.WriteString(`,"x` + strconv.Itoa(i) + `":0`)
		}
		c.send(spliced(doc, members.String()))
	}
}

// wrongMedia are media types that are not JSON's.
var wrongMedia = map[string]string{
	"html":   "text/html; charset=utf-8",
	"plain":  "text/plain",
	"binary": "application/octet-stream",
	"image":  "image/png",
	"gzip":   "application/gzip",
	"xml":    "application/xml",
	"none":   "",
	"broken": "application/json/; =;;",
}

func mediaVariants() []string { return slices.Sorted(maps.Keys(wrongMedia)) }

func mistype(c *call, doc *document) {
	c.send(newDocument(doc.role, http.StatusOK, wrongMedia[c.in.variant], doc.body))
}
