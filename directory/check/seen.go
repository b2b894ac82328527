package check

import (
	"fmt"
	"slices"

	"landfall"
	"landfall/directory"
)

// connection says what the newest visits saw on the way to the documents.
func (j *judge) connection() {
	if len(j.Recent) == 0 {
		j.line("visits", landfall.LevelUnknown, "Visits", "none can be read just now", "")
		return
	}
	if o := landfall.NewestConnection(j.Recent); o != nil {
		j.way(&o.Connection)
	}
	if o := j.newestAnswer(); o != nil {
		j.robots(o)
		j.nodeinfo(o)
	}
}

// newestAnswer returns the newest visit that had an answer of any kind, nil if none had.
func (j *judge) newestAnswer() *landfall.Observation {
	for i := range j.Recent {
		if slices.ContainsFunc(j.Recent[i].Steps, func(s landfall.Step) bool { return s.Status != 0 }) {
			return &j.Recent[i]
		}
	}
	return nil
}

func (j *judge) way(c *landfall.Connection) {
	switch {
	case c.IPv6 == nil:
	case *c.IPv6:
		j.line("ipv6", landfall.LevelPass, "IPv6", "it has an address", "")
	default:
		j.line("ipv6", landfall.LevelWarn, "IPv6", "no AAAA record", "publish one if the server can be reached that way: some people have no IPv4 of their own")
	}
	if c.TLS != "" {
		j.line("tls", landfall.LevelPass, "TLS", "version "+c.TLS, "")
	}
	switch c.Cert(j.Now) {
	case landfall.CertEnded:
		j.line("certificate", landfall.LevelFail, "Certificate", "it ended on "+date(c.CertExpires), landfall.Explain("tls_expired", 0).Fix)
	case landfall.CertEnding:
		j.line("certificate", landfall.LevelWarn, "Certificate", "it ends on "+date(c.CertExpires), "look whether it is renewed by itself")
	case landfall.CertValid:
		j.line("certificate", landfall.LevelPass, "Certificate", "valid until "+date(c.CertExpires), "")
	case landfall.CertUnknown:
	}
}

// robots says what came of robots.txt at a visit.
func (j *judge) robots(o *landfall.Observation) {
	for i := range o.Steps {
		s := &o.Steps[i]
		if landfall.PathOf(s.URL) != "/robots.txt" {
			continue
		}
		switch {
		case s.Status == 0 || s.Status >= 500 || s.Status == 429:
			j.line("robots", landfall.LevelFail, "robots.txt", "it could not be read, so that nothing may be asked for", landfall.Explain("robots_unavailable", 0).Fix)
		case s.Status/100 == 4:
			j.line("robots", landfall.LevelPass, "robots.txt", "there is none, so that everything is allowed", "")
		default:
			j.line("robots", landfall.LevelPass, "robots.txt", "it was read, and allows what a visit needs", "")
		}
	}
}

// nodeinfo says what came of the document that every instance has.
func (j *judge) nodeinfo(o *landfall.Observation) {
	const path = "/.well-known/nodeinfo"
	for i := range o.Steps {
		s := &o.Steps[i]
		if landfall.PathOf(s.URL) != path || s.Status/100 == 3 {
			continue
		}
		if s.Status == 200 {
			j.line("nodeinfo", landfall.LevelPass, "Nodeinfo", path+" answers", "")
		} else {
			e := landfall.Explain(o.Reason, s.Status)
			j.line("nodeinfo", landfall.LevelFail, "Nodeinfo", path+": "+e.What, e.Fix)
		}
		return
	}
}

// stated says of what people choose by whether it is stated. Small numbers of people are
// not told.
func (j *judge) stated() {
	f := &j.Entry.Instance.Facts
	newest, behind := "", false
	if j.Server != nil {
		newest, behind = j.Server.Upkeep.Newest, j.Server.Upkeep.Standing == directory.StandingBehind
	}
	for _, l := range f.Lines(newest, behind) {
		if l.ID == "counts" && few(f) {
			l.Found = "few people"
		}
		j.line(l.ID, l.Level, l.Name, l.Found, l.Fix)
	}
}

// few reports whether a count may speak of persons.
func few(f *landfall.Facts) bool {
	for _, count := range []landfall.Count{f.Users, f.ActiveMonth, f.ActiveHalfyear} {
		if count.Known && count.N < directory.FewPeople {
			return true
		}
	}
	return false
}

// measured says how fast and how reliable it was.
func (j *judge) measured() {
	if visits := j.conclusive(); len(visits) > 0 {
		failed := 0
		for i := range visits {
			if visits[i].Outcome != landfall.OutcomeAnswered {
				failed++
			}
		}
		found := fmt.Sprintf("%d of the last %d that say something about it were answered", len(visits)-failed, len(visits))
		if failed == 0 {
			j.line("visits", landfall.LevelPass, "Visits", found, "")
		} else {
			j.line("visits", landfall.LevelWarn, "Visits", found, "its diary tells of each what came back")
		}
	}
	if j.Server == nil {
		return
	}
	found := directory.Label(directory.KeySpeed, string(j.Server.Speed))
	switch j.Server.Speed {
	case directory.SpeedFast, directory.SpeedGood:
		j.line("speed", landfall.LevelPass, "Speed of a click", found, "")
	case directory.SpeedUnknown:
		j.line("speed", landfall.LevelUnknown, "Speed of a click", found, "")
	default:
		j.line("speed", landfall.LevelWarn, "Speed of a click", found, landfall.Explain("body_too_slow", 0).Fix)
	}
}
