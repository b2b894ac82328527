package landfall

import "time"

// Sunset is what an instance says for machines of its own end. One that is stated and
// zero was announced before and has been taken back; its evidence says since when.
//
// Source: docs/crawler.md, "Closing notices"; the header is that of RFC 8594.
type Sunset struct {
	// Announced is when the end was made known, zero if that is not stated.
	Announced time.Time `json:"announced,omitzero"`
	// Closes is when the instance ends, in UTC to the second.
	Closes time.Time `json:"closes,omitzero"`
	// Reason is plain text in its own words, at most [SunsetReason] characters.
	Reason string `json:"reason,omitempty"`
	// URL is an https page of the instance's own host on it.
	URL string `json:"url,omitempty"`
	// Header is set if only the HTTP header says so, and no document.
	Header bool `json:"header,omitempty"`
}

// SunsetReason is how many characters the reason of a [Sunset] has at most.
const SunsetReason = 500

// IsZero reports whether no end is announced: nothing counts without its day.
func (s Sunset) IsZero() bool { return s.Closes.IsZero() }

// String returns the day of the end, or that it was taken back.
func (s Sunset) String() string {
	if s.IsZero() {
		return "taken back"
	}
	return "closes on " + s.Closes.UTC().Format(time.DateOnly)
}

// outlasts reports whether the notice that f knows is not displaced by that of now: a
// header says less than a document, if the document was not read this time.
func (f *Facts) outlasts(now *Facts) bool {
	if !f.Stated(FieldSunset) || f.Sunset.IsZero() || f.Sunset.Header || !now.Sunset.Header {
		return false
	}
	_, read := now.readAt(f.Evidence[FieldSunset].Source)
	return !read
}

// takeBack empties a notice that stands in f from before, if the document that it was
// read from has been read again and states none now. That it is empty is a fact with
// an age of its own.
func (f *Facts) takeBack(now *Facts) {
	seen, stated := f.Evidence[FieldSunset]
	at, read := now.readAt(seen.Source)
	if !stated || !read || now.Stated(FieldSunset) {
		return
	}
	if !f.Sunset.IsZero() {
		f.Sunset, seen.FirstSeen = Sunset{}, at
	}
	seen.LastSeen = at
	f.Evidence[FieldSunset] = seen
}

// readAt returns when the document at source was read. A document that states nothing
// at all counts as not read.
func (f *Facts) readAt(source string) (at time.Time, read bool) {
	for _, seen := range f.Evidence {
		if seen.Source == source && !seen.LastSeen.Before(at) {
			at, read = seen.LastSeen, true
		}
	}
	return at, read
}
