package web

import (
	"context"
	"strconv"
	"time"

	"landfall/directory"
	"landfall/directory/place"
	"landfall/web/tongue"
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

func newHosting(ctx context.Context, server *directory.Server, now time.Time) hostingLine {
	line := hostingLine{Text: hostedIn(ctx, server.Reading.Hosting)}
	if line.Text == "" {
		return hostingLine{Text: tongue.Say(ctx, "Not known"), Unknown: true}
	}
	line.Read = true
	line.Seen, line.Since = newSeen(ctx, server.Reached.LastSeen, now), newSeen(ctx, server.Reached.FirstSeen, now)
	return line
}

// hostedIn says where machines are; "" if nothing is known.
func hostedIn(ctx context.Context, h place.Hosting) string {
	if h.Hidden {
		return tongue.Say(ctx, "Location hidden behind {network}", "network", h.Network)
	}
	if h.IsZero() {
		return ""
	}
	var names []string
	for _, country := range h.Countries {
		names = append(names, label(ctx, directory.KeyPlace, string(country.ID), country.ID.CountryName()))
	}
	args := []any{"countries", tongue.List(ctx, names), "network", h.Network, "number", strconv.FormatUint(uint64(h.ASN), 10)}
	switch {
	case len(names) > 0 && h.Network != "":
		return tongue.Say(ctx, "In {countries} (registered address), network {network} (AS{number})", args...)
	case len(names) > 0:
		return tongue.Say(ctx, "In {countries} (registered address)", args...)
	case h.Network != "":
		return tongue.Say(ctx, "Country not known, network {network} (AS{number})", args...)
	}
	return tongue.Say(ctx, "Country not known")
}
