package httpsig

import (
	"net/http"
	"time"
)

// How far from our clock a signature may have been made. The report on ActivityPub and HTTP
// signatures (SWICG) asks for "an hour plus a few minutes".
const (
	Past   = time.Hour + 5*time.Minute
	Future = time.Hour
)

// dateForm is that of a Date (RFC 9110 section 5.6.7), whose day may have one digit, as Java
// writes it.
const dateForm = "Mon, 2 Jan 2006 15:04:05 GMT"

// checkTime is when the request was signed. Every time that it states has to be in the window:
// created, and Date if that is covered. A stated end can only shorten it.
func (s *statement) checkTime(header http.Header, now time.Time) (time.Time, error) {
	signed := s.created
	if signed.IsZero() && (s.scheme == RFC9421 || s.covers("(created)")) {
		return time.Time{}, refuse(NoTime)
	}
	if !signed.IsZero() {
		if err := inWindow(signed, now); err != nil {
			return time.Time{}, err
		}
	}
	if s.covers("date") {
		text, err := once(header, "Date", Duplicate)
		if err != nil {
			return time.Time{}, err
		}
		date, err := time.Parse(dateForm, text)
		if err != nil {
			return time.Time{}, refuse(BadDate)
		}
		if err := inWindow(date, now); err != nil {
			return time.Time{}, err
		}
		if s.scheme == Cavage && !s.covers("(created)") {
			signed = date
		}
	}
	if !s.expires.IsZero() && (now.After(s.expires) || s.expires.Before(signed)) {
		return time.Time{}, refuse(Expired)
	}
	return signed, nil
}

func inWindow(signed, now time.Time) error {
	switch {
	case signed.Before(now.Add(-Past)):
		return refuse(Stale)
	case signed.After(now.Add(Future)):
		return refuse(FromFuture)
	}
	return nil
}
