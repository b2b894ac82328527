package probe

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"landfall"
)

// sunset states the notice that the instance closes, from an object at path:
// closesAt and announcedAt in RFC 3339, reason as plain text, url on the instance's own
// host. Without a day that can be meant there is no notice; whatever else cannot be
// read is left out of it.
//
// Source: docs/crawler.md, "Closing notices".
func (p page) sunset(path string) {
	notice := p.in(path)
	closes, ok := stamp(notice.said("closesAt"))
	if !ok || !p.v.canEnd(closes) {
		return
	}
	told := landfall.Sunset{
		Closes: closes, Reason: plainText(notice.said("reason"), landfall.SunsetReason), URL: p.ownPage(notice.said("url")),
	}
	if at, ok := stamp(notice.said("announcedAt")); ok && p.v.happened(at) && !at.After(closes) {
		told.Announced = at
	}
	p.state(landfall.FieldSunset, p.prefix+path, func(f *landfall.Facts) { f.Sunset = told })
}

// sunsetHeader states the notice that the header of a nodeinfo document gives, with the
// lowest of ranks, so that what any document says counts instead.
//
// RFC 8594 says that a Sunset header is about the resource that carries it, and that a
// wider scope is for the service to document. APIs use it to retire one version of
// themselves: /api/v1/instance may go while the server stays, and so may
// /nodeinfo/2.0. To say of a server that it closes, and be wrong, does harm; to learn
// of it from a document a little later does none. So a header alone counts only on
// nodeinfo, which is about the server as a whole, and only if it comes with the
// documentation that the RFC asks for: a link of relation "sunset" to a page on the
// server's own host. Who retires a version links to the manual of the software.
// Headers of /api/v1/instance and /api/v2/instance do not count, for where they are
// meant the same document has the notice itself.
func (s source) sunsetHeader(header http.Header) {
	closes, ok := sunsetDate(header.Values("Sunset"))
	if !ok || !s.v.canEnd(closes) {
		return
	}
	for _, target := range headerLinks(header.Values("Link"), "sunset") {
		if to := s.ownPage(target); to != "" {
			told := landfall.Sunset{Closes: closes, URL: to, Header: true}
			s.state(landfall.FieldSunset, "Sunset (HTTP header)", func(f *landfall.Facts) { f.Sunset = told })
			return
		}
	}
}

// sunsetDate reads the values of a Sunset header; several that differ say nothing.
func sunsetDate(values []string) (at time.Time, ok bool) {
	for i, value := range values {
		t, err := http.ParseTime(strings.TrimSpace(value))
		if err != nil || i > 0 && !t.Equal(at) {
			return time.Time{}, false
		}
		at, ok = t.UTC(), true
	}
	return at, ok
}

// ownPage returns a link to a page of the instance's own host, "" if text is none: the
// host is the one that is visited, or that of the document.
func (s source) ownPage(text string) string {
	base, err := url.Parse(s.url)
	if err != nil || text == "" {
		return ""
	}
	u, ok := linked(base, text)
	if !ok || u.Hostname() != s.v.Host.String() && u.Hostname() != base.Hostname() {
		return ""
	}
	return u.String()
}

// stamp reads a time in RFC 3339, to the second.
func stamp(text string) (at time.Time, ok bool) {
	at, err := time.Parse(time.RFC3339, strings.ToUpper(strings.TrimSpace(text)))
	return at.UTC().Truncate(time.Second), err == nil
}

// firstServers is the year of the first servers of this kind.
const firstServers = 2008

// canEnd reports whether a server can end at that time: not before there were any, and
// at most ten years from now.
func (v *Visit) canEnd(at time.Time) bool {
	const most = 10
	return at.Year() >= firstServers && !at.After(v.Now.AddDate(most, 0, 0))
}

// happened reports whether something can have been announced at that time.
func (v *Visit) happened(at time.Time) bool {
	return at.Year() >= firstServers && !at.After(v.Now.Add(24*time.Hour))
}
