package httpkit

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

const idKey = "landfall/httpkit.request-id"

// identify gives each request an id of our own making; what a client sends is not
// looked at, for it goes into our log.
func identify(newID func() string) gin.HandlerFunc {
	return func(c *gin.Context) {
		id := newID()
		c.Set(idKey, id)
		c.Header("X-Request-Id", id)
	}
}

// RequestID returns the id of the request, under which the log knows it.
func RequestID(c *gin.Context) string { return c.GetString(idKey) }

// route returns the template of the route that answers, or "none". Unlike the path
// it is one of few, and no stranger chooses it.
func route(c *gin.Context) string {
	if path := c.FullPath(); path != "" {
		return path
	}
	return "none"
}

// limitBody bounds how much of a body is read. A handler that reads further gets a
// *http.MaxBytesError, which becomes 413.
func limitBody(most int64) gin.HandlerFunc {
	return func(c *gin.Context) {
		if c.Request.Body != nil {
			c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, most)
		}
	}
}
