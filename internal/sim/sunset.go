package sim

import (
	"fmt"
	"net/http"
	"time"
)

// Sunset is what an instance says for machines of its own end: in the metadata of
// nodeinfo, in /api/v1/instance and /api/v2/instance, and in the headers of all three.
type Sunset struct {
	// Announced may be zero, Reason and Page empty: then they are not said.
	Announced, Closes time.Time
	Reason            string
	// Page is the path of a page on it.
	Page string
	// HeaderOnly leaves it to the headers. So does an API that goes away while its
	// instance stays.
	HeaderOnly bool
}

// Announce makes an instance say from now on that it closes, or with nil that it does
// not. While its documents say so, nobody new may join. It returns an error if nobody
// simulated has that name.
func (n *Network) Announce(name string, s *Sunset) error {
	in := n.lookup(name)
	if in == nil || in.software == nil {
		return fmt.Errorf("announce the end of %q: no such instance", name)
	}
	if s != nil {
		own := *s
		s = &own
	}
	in.sunset.Store(s)
	return nil
}

// closes returns what the documents of the instance say of its end, nil if nothing.
func (in *instance) closes() object {
	s := in.sunset.Load()
	if s == nil || s.HeaderOnly {
		return nil
	}
	notice := object{"closesAt": s.Closes.UTC().Format(time.RFC3339)}
	if !s.Announced.IsZero() {
		notice["announcedAt"] = s.Announced.UTC().Format(time.RFC3339)
	}
	if s.Reason != "" {
		notice["reason"] = s.Reason
	}
	if s.Page != "" {
		notice["url"] = "https://" + in.name + s.Page
	}
	return notice
}

// addSunset adds the notice, if there is one, to a document or to an object in it.
func (in *instance) addSunset(doc object) {
	if notice := in.closes(); notice != nil {
		doc["sunset"] = notice
	}
}

// mark adds the headers of the notice to a document that has them.
func (s *Sunset) mark(in *instance, path string, doc *document) {
	switch {
	case s == nil || doc == nil:
		return
	case path != "/api/v1/instance" && path != "/api/v2/instance" && doc.role != roleNodeinfo:
		return
	}
	doc.header.Set("Sunset", s.Closes.UTC().Format(http.TimeFormat))
	if s.Page != "" {
		doc.header.Set("Link", "<https://"+in.name+s.Page+`>; rel="sunset"`)
	}
}
