package httpkit

import (
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/cespare/xxhash/v2"
	"github.com/gin-gonic/gin"
)

// ETag returns a strong entity tag for what the parts determine: the same parts, the
// same tag. It tells versions of one address apart, and is no proof of anything.
func ETag[T string | []byte](parts ...T) string {
	h := xxhash.New()
	for _, part := range parts {
		switch part := any(part).(type) { // it takes everything
		case string:
			_, _ = h.WriteString(part)
		case []byte: // a page, not copied
			_, _ = h.Write(part)
		}
		_, _ = h.Write([]byte{0})
	}
	return `"` + base64.RawURLEncoding.EncodeToString(h.Sum(nil)) + `"`
}

// NotModified sets the answer's entity tag and reports whether the client has that
// version already. Then the answer is complete: 304 without a body.
func NotModified(c *gin.Context, etag string) bool {
	c.Header("ETag", etag)
	if method := c.Request.Method; method != http.MethodGet && method != http.MethodHead {
		return false
	}
	if !matches(c.Request.Header.Values("If-None-Match"), etag) {
		return false
	}
	c.Status(http.StatusNotModified)
	c.Writer.WriteHeaderNow()
	return true
}

// matches reports whether an If-None-Match header names the tag, by the weak
// comparison that RFC 9110 §13.1.2 asks for: compression has weakened ours.
func matches(header []string, etag string) bool {
	etag = strings.TrimPrefix(etag, "W/")
	for _, line := range header {
		for part := range strings.SplitSeq(line, ",") {
			part = strings.TrimSpace(part)
			if part == "*" || strings.TrimPrefix(part, "W/") == etag {
				return true
			}
		}
	}
	return false
}

// weaken turns a strong entity tag into a weak one: a compressed body is another
// representation of the same thing (RFC 9110 §8.8.1).
func weaken(header http.Header) {
	if etag := header.Get("ETag"); etag != "" && !strings.HasPrefix(etag, "W/") {
		header.Set("ETag", "W/"+etag)
	}
}
