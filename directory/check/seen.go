package check

import (
	"cmp"
	"slices"
	"strconv"

	"landfall"
	"landfall/directory"
)

// connection says what the newest visits saw on the way to the documents.
func (j *judge) connection() {
	if len(j.Recent) == 0 {
		j.line("visits", landfall.LevelUnknown, "Visits", landfall.Say("none can be read just now"), landfall.Phrase{})
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
		j.pass("ipv6", "IPv6", landfall.Say("it has an address"))
	default:
		j.line("ipv6", landfall.LevelWarn, "IPv6", landfall.Say("no AAAA record"),
			landfall.Say("publish one if the server can be reached that way: some people have no IPv4 of their own"))
	}
	if c.TLS != "" {
		j.pass("tls", "TLS", landfall.Say("version {version}", "version", c.TLS))
	}
	day := landfall.Date(c.CertExpires)
	switch c.Cert(j.Now) {
	case landfall.CertEnded:
		j.line("certificate", landfall.LevelFail, "Certificate", landfall.Say("it ended on {day}", "day", day), fixOf("tls_expired"))
	case landfall.CertEnding:
		j.line("certificate", landfall.LevelWarn, "Certificate", landfall.Say("it ends on {day}", "day", day), landfall.Say("look whether it is renewed by itself"))
	case landfall.CertValid:
		j.pass("certificate", "Certificate", landfall.Say("valid until {day}", "day", day))
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
			j.line("robots", landfall.LevelFail, "robots.txt", landfall.Say("it could not be read, so that nothing may be asked for"), fixOf("robots_unavailable"))
		case s.Status/100 == 4:
			j.pass("robots", "robots.txt", landfall.Say("there is none, so that everything is allowed"))
		default:
			j.pass("robots", "robots.txt", landfall.Say("it was read, and allows what a visit needs"))
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
			j.pass("nodeinfo", "Nodeinfo", landfall.Say("{document} answers", "document", path))
		} else {
			reason := cmp.Or(o.Reason, "network_error")
			if o.Reason == "" && s.Status != 0 {
				reason = "http_" + strconv.Itoa(s.Status)
			}
			j.line("nodeinfo", landfall.LevelFail, "Nodeinfo", landfall.Say("{document}: {reason}", "document", path, "reason", landfall.Reason(reason)), fixOf(reason))
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
			l.Found = landfall.Say("few people")
		}
		l.Section = j.part
		j.lines = append(j.lines, l)
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
		found := landfall.SayCount(len(visits)-failed, "{n} of the last {all} that say something about it was answered",
			"{n} of the last {all} that say something about it were answered", "all", len(visits))
		if failed == 0 {
			j.pass("visits", "Visits", found)
		} else {
			j.line("visits", landfall.LevelWarn, "Visits", found, landfall.Say("its diary tells of each what came back"))
		}
	}
	if j.Server == nil {
		return
	}
	found := landfall.Say(directory.Label(directory.KeySpeed, string(j.Server.Speed)))
	switch j.Server.Speed {
	case directory.SpeedFast, directory.SpeedGood:
		j.pass("speed", "Speed of a click", found)
	case directory.SpeedUnknown:
		j.line("speed", landfall.LevelUnknown, "Speed of a click", found, landfall.Phrase{})
	default:
		j.line("speed", landfall.LevelWarn, "Speed of a click", found, fixOf("body_too_slow"))
	}
}
