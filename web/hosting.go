package web

import (
	"strconv"
	"strings"
	"time"

	"landfall/directory"
	"landfall/directory/place"
)

// hostingLine is where a server's machines are, as far as its address tells.
type hostingLine struct {
	Text    string
	Unknown bool
	// Seen is when it answered there last, Since when it did first; Read tells that a
	// registry was asked.
	Seen, Since seen
	Read        bool
}

func newHosting(server *directory.Server, now time.Time) hostingLine {
	line := hostingLine{Text: hostedIn(server.Reading.Hosting)}
	if line.Text == "" {
		return hostingLine{Text: "Not known", Unknown: true}
	}
	line.Read = true
	line.Seen, line.Since = newSeen(server.Reached.LastSeen, now), newSeen(server.Reached.FirstSeen, now)
	return line
}

// hostedIn says where machines are; "" if nothing is known.
func hostedIn(h place.Hosting) string {
	if h.Hidden {
		return "Location hidden behind " + h.Network
	}
	if h.IsZero() {
		return ""
	}
	var names []string
	for _, country := range h.Countries {
		names = append(names, country.ID.CountryName())
	}
	text := "Country not known"
	if len(names) > 0 {
		text = "In " + strings.Join(names, ", ") + " (registered address)"
	}
	if h.Network != "" {
		text += ", network " + h.Network + " (AS" + strconv.FormatUint(uint64(h.ASN), 10) + ")"
	}
	return text
}
