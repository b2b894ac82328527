package delivery

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"landfall/federation-core/social"
)

// How often and how long a delivery is tried.
const (
	mostAttempts = 12
	oldest       = 7 * 24 * time.Hour
	slowest      = time.Hour      // between attempts where a name or certificate is at fault
	longestRetry = 24 * time.Hour // that Retry-After is believed
)

// backoff is how long to wait after the n-th attempt; chance is in [0, 1).
func backoff(n int, chance float64) time.Duration {
	wait := time.Duration(n*n*n*n+15) * time.Second
	return wait + time.Duration(chance*float64(wait)/2)
}

// retryAfter is how long a peer asks to wait, at most longestRetry; 0 if it does not, or what
// it says cannot be read or is past.
//
// Source: RFC 9110 §10.2.3, which has seconds and dates
func retryAfter(header http.Header, now time.Time) time.Duration {
	text := strings.TrimSpace(header.Get("Retry-After"))
	seconds, err := strconv.ParseUint(text, 10, 64)
	if err == nil || errors.Is(err, strconv.ErrRange) {
		return time.Duration(min(seconds, uint64(longestRetry/time.Second))) * time.Second
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	return min(max(at.Sub(now), 0), longestRetry)
}

// again is the result of a delivery whose attempt failed in a way that may pass: it waits at
// least least and as its attempts so far demand, or expires.
func again(d *social.Delivery, now time.Time, v verdict, chance float64) (Result, Class) {
	r := Result{Number: d.Number, Attempts: d.Attempts + 1, Reason: v.reason}
	next := now.Add(max(backoff(r.Attempts, chance), v.wait))
	switch {
	case r.Attempts >= mostAttempts:
		r.State, r.Reason = social.Expired, fmt.Sprintf("%d attempts, the last: %s", r.Attempts, v.reason)
		return r, Attempts
	case next.Sub(d.Created) > oldest:
		r.State, r.Reason = social.Expired, "older than seven days at the next attempt, the last: "+v.reason
		return r, Age
	}
	r.State, r.Next = social.Waiting, next
	return r, ""
}
