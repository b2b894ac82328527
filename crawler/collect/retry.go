package collect

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longestRetry is the longest Retry-After that is believed.
const longestRetry = 24 * time.Hour

// tooMany is how long a host is left alone that has had too many requests and does
// not say for how long.
const tooMany = 10 * time.Minute

// retryAfter says when a host may be asked again that answered with status, the
// zero time if it did not ask for time.
//
// Source: RFC 9110 §10.2.3, which has seconds and dates
func retryAfter(status int, header http.Header, now time.Time) time.Time {
	if status != http.StatusTooManyRequests && status != http.StatusServiceUnavailable {
		return time.Time{}
	}
	text := strings.TrimSpace(header.Get("Retry-After"))
	var wait time.Duration
	if seconds, err := strconv.ParseUint(text, 10, 64); err == nil || errors.Is(err, strconv.ErrRange) {
		wait = time.Duration(min(seconds, uint64(longestRetry/time.Second))) * time.Second
	} else if at, err := http.ParseTime(text); err == nil {
		wait = at.Sub(now)
	}
	switch {
	case wait > 0:
		return now.Add(min(wait, longestRetry))
	case status == http.StatusTooManyRequests:
		return now.Add(tooMany)
	}
	return time.Time{}
}
