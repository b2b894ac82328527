package api

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// allowAnyOrigin lets pages of other sites read the API. It has no cookies and no
// secrets, so there is nothing to protect from them.
func allowAnyOrigin(c *gin.Context) {
	header := c.Writer.Header()
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Access-Control-Expose-Headers", "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id")
	header.Set("Cross-Origin-Resource-Policy", "cross-origin")
}

// preflight answers a browser that asks before it sends If-None-Match.
func preflight(c *gin.Context) {
	header := c.Writer.Header()
	header.Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
	header.Set("Access-Control-Allow-Headers", "If-None-Match")
	header.Set("Access-Control-Max-Age", "86400")
	header.Set("Allow", "GET, HEAD, OPTIONS")
	c.Status(http.StatusNoContent)
}
