package sim

import (
	"net/http"
	"strconv"
	"time"
)

// serverError answers with an error of the server's own, except for a robots.txt
// that is sound.
func serverError(c *call) bool {
	if c.r.URL.Path == "/robots.txt" && c.in.robots == robotsNone {
		return false
	}
	status, err := strconv.Atoi(c.in.variant)
	if err != nil {
		status = http.StatusInternalServerError
	}
	if status == http.StatusServiceUnavailable {
		c.w.Header().Set("Retry-After", "120")
	}
	http.Error(c.w, http.StatusText(status), status)
	return true
}

func throttle(c *call) bool {
	if c.r.URL.Path == "/robots.txt" {
		return false
	}
	switch c.in.variant {
	case "seconds":
		c.w.Header().Set("Retry-After", "30")
	case "date":
		c.w.Header().Set("Retry-After", c.n.cfg.Now().Add(time.Hour).UTC().Format(http.TimeFormat))
	case "decades":
		c.w.Header().Set("Retry-After", "999999999")
	}
	c.w.Header().Set("X-RateLimit-Remaining", "0")
	http.Error(c.w, "Too many requests", http.StatusTooManyRequests)
	return true
}

// gone answers as a Mastodon that has deleted itself: with 410 on every path.
func gone(c *call) bool {
	c.w.Header().Set("Content-Type", mediaJSON)
	c.w.WriteHeader(http.StatusGone)
	tell(c.w, []byte(`{"error":"Gone"}`))
	return true
}

func plainSite(c *call) bool {
	status, page := http.StatusNotFound, notFoundPage
	if c.r.URL.Path == "/" {
		status, page = http.StatusOK, "<!doctype html>\n<title>"+properName(c.in.name)+"</title>\n<p>A web site like any other.</p>\n"
	}
	c.w.Header().Set("Content-Type", mediaHTML)
	c.w.WriteHeader(status)
	tell(c.w, []byte(page))
	return true
}

func parked(c *call) bool {
	c.w.Header().Set("Content-Type", mediaHTML)
	tell(c.w, []byte("<!doctype html>\n<title>"+c.in.name+" is for sale</title>\n<h1>This domain may be for sale.</h1>\n"))
	return true
}
