package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"path"
	"sync"

	"github.com/gin-gonic/gin"

	"landfall/internal/httpkit"
)

//go:embed static
var staticFiles embed.FS

// bundles are what the build made of the scripts in script/ and of npm's packages. They may
// be missing: every page works without.
//
//go:embed all:dist
var bundles embed.FS

// bundled are the files of dist that a browser is sent.
var bundled = [...]string{"enhance.js", "suggest.js", "timeline.js", "timeline.css", "network.js", "licences.txt"}

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

// newStatic reads the embedded files, and of the bundles those that there are. The former
// are part of the program: one that cannot be read is our own bug.
func newStatic(bundles fs.FS) static {
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
	files := []file{
		{name: "site.css", body: pack(css.Bytes())},
		{name: "app.js", body: read("app.js")},
		{name: "icon.svg", body: read("icon.svg")},
	}
	for _, name := range bundled {
		if body, err := fs.ReadFile(bundles, "dist/"+name); err == nil {
			files = append(files, file{name: name, body: body})
		}
	}
	st := static{files: map[string]file{}}
	for _, f := range files {
		f.contentType = contentTypes[path.Ext(f.name)]
		sum := sha256.Sum256(f.body)
		f.hash, f.packed = hex.EncodeToString(sum[:6]), &packedFile{all: map[string]httpkit.Packed{}}
		st.files[f.name] = f
	}
	return st
}

// contentTypes are the types of static files by the ends of their names.
var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
	".txt": "text/plain; charset=utf-8",
}

// address returns the URL of a file, with its hash; empty if there is no such file.
func (st static) address(name string) string {
	f, ok := st.files[name]
	if !ok {
		return ""
	}
	return "/" + name + "?v=" + f.hash
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
