package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"sync"

	"github.com/gin-gonic/gin"

	"landfall/internal/httpkit"
)

//go:embed static
var staticFiles embed.FS

// sheets are the parts of the style sheet in the order of its layers.
var sheets = [...]string{"tokens", "base", "layout", "controls", "card", "server", "chart", "text", "print"}

// static holds the site's own files, by name, and their addresses.
type static struct {
	files map[string]file
}

// file is one static file. Its address carries a hash of its content, so that a
// browser may keep it for good.
type file struct {
	name, contentType, hash string
	body                    []byte
	packed                  *packedFile
}

// packedFile is a file in the codings in which it was asked for, each made once.
type packedFile struct {
	mu  sync.Mutex
	all map[string]httpkit.Packed
}

// newStatic reads the embedded files. They are part of the program: one that
// cannot be read is our own bug.
func newStatic() static {
	read := func(name string) []byte {
		body, err := staticFiles.ReadFile("static/" + name)
		if err != nil {
			panic("web: static file " + name + ": " + err.Error())
		}
		return body
	}
	var css bytes.Buffer
	for _, sheet := range sheets {
		css.Write(read("css/" + sheet + ".css"))
	}
	st := static{files: map[string]file{}}
	for _, f := range []file{
		{name: "site.css", contentType: "text/css; charset=utf-8", body: pack(css.Bytes())},
		{name: "app.js", contentType: "text/javascript; charset=utf-8", body: read("app.js")},
		{name: "icon.svg", contentType: "image/svg+xml", body: read("icon.svg")},
	} {
		sum := sha256.Sum256(f.body)
		f.hash, f.packed = hex.EncodeToString(sum[:6]), &packedFile{all: map[string]httpkit.Packed{}}
		st.files[f.name] = f
	}
	return st
}

// address returns the URL of a file, with its hash.
func (st static) address(name string) string {
	return "/" + name + "?v=" + st.files[name].hash
}

// serve sends the file: for good if it was asked for by its hash, otherwise to be
// asked for again.
func (f file) serve(c *gin.Context) {
	if c.Query("v") == f.hash {
		c.Header("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		c.Header("Cache-Control", "no-cache")
	}
	f.in(httpkit.CodingOf(c.Request)).Send(c)
}

// in returns the file in a coding. To make it as small as can be takes a while, but once.
func (f file) in(coding string) httpkit.Packed {
	f.packed.mu.Lock()
	defer f.packed.mu.Unlock()
	packed, ok := f.packed.all[coding]
	if !ok {
		packed = httpkit.NewPatientPacker().Pack(coding, f.contentType, f.body)
		f.packed.all[coding] = packed
	}
	return packed
}
