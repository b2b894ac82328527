package httpkit

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"unicode"

	"github.com/gin-gonic/gin"

	"landfall"
)

// Problem tells a client why its request failed (RFC 9457).
type Problem struct {
	// Type is always "about:blank": the status says it all.
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	// Detail is a sentence about this request, empty if there is nothing to add.
	Detail string `json:"detail,omitempty"`
	// ID finds the request in our log.
	ID string `json:"request_id"`
	// Parameters are the parameters at fault, if they are what is wrong.
	Parameters []Parameter `json:"parameters,omitempty"`
}

// problemOf says of an error what a client may know. What went wrong on our side
// stays in our log.
func problemOf(err error, id string) Problem {
	status := StatusOf(err)
	p := Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, ID: id}
	var known *StatusError
	var parameters *ParameterError
	switch {
	case errors.As(err, &known):
		p.Detail = known.Detail
	case errors.As(err, &parameters):
		p.Parameters = parameters.Parameters
		p.Detail = plain(parameters.Error())
	case status == http.StatusRequestEntityTooLarge:
		p.Detail = "The body of the request is too long."
	case errors.Is(err, landfall.ErrInvalid):
		p.Detail = plain(err.Error())
	}
	return p
}

// plain makes a message that may quote a stranger fit to be shown: one line of
// bounded length without control or direction characters.
func plain(text string) string {
	const longest = 300
	kept := 0
	return strings.Map(func(r rune) rune {
		if kept++; kept > longest || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
}

// isAPI reports whether a request is answered in JSON whatever happens.
func isAPI(c *gin.Context) bool { return strings.HasPrefix(c.Request.URL.Path, "/api/") }

// clearHeader removes what the handler has said of the answer it did not give.
func clearHeader(c *gin.Context, p Problem) {
	header := c.Writer.Header()
	for _, name := range []string{"Etag", "Last-Modified", "Content-Type", "Content-Length", "Content-Disposition"} {
		header.Del(name)
	}
	header.Set("Cache-Control", "no-store")
	if p.Status == http.StatusServiceUnavailable && header.Get("Retry-After") == "" {
		header.Set("Retry-After", "5")
	}
}

// writeProblem answers with a problem in JSON.
func writeProblem(c *gin.Context, p Problem) {
	clearHeader(c, p)
	body, err := json.Marshal(p)
	if err != nil {
		panic(err) // it has only strings and numbers
	}
	c.Data(p.Status, "application/problem+json", append(body, '\n'))
}
