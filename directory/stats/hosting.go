package stats

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"landfall"
	"landfall/directory"
)

// networks counts servers by network. A network goes by the name that its registry has.
func networks(m *material, c Chart) Chart {
	unhidden, names := material{snapshot: m.snapshot, newest: m.newest}, map[string]string{}
	for _, server := range m.servers {
		hosting := server.Reading.Hosting
		if hosting.Hidden {
			continue
		}
		unhidden.servers = append(unhidden.servers, server)
		if hosting.ASN != 0 && hosting.Network != "" {
			names[networkKey(hosting.ASN)] = hosting.Network
		}
	}
	c = unhidden.ofFacet(c, isNetwork)
	for i := range c.Lines {
		if name := names[c.Lines[i].Key]; name != "" {
			c.Lines[i].Label, c.Lines[i].Foreign = name+" ("+strings.ToUpper(c.Lines[i].Key)+")", true
		}
	}
	c.Base.Of = Unhidden
	return c
}

func networkKey(asn uint32) string { return "as" + strconv.FormatUint(uint64(asn), 10) }

func isNetwork(value string) bool { return len(value) > 2 && strings.HasPrefix(value, "as") }

func hostingCountries(m *material, c Chart) Chart {
	return m.ofFacet(c, func(value string) bool { return isCountry(value) || value == directory.HostedHidden })
}

// The columns of concentration.
var concentrationColumns = []Column{
	{Name: "top_5_percent", Label: "five largest", Unit: "%", Means: "What the five largest parts have of the whole."},
	{Name: "top_1_percent", Label: "largest", Unit: "%", Means: "What the largest part has of the whole."},
	{Name: "top_10_percent", Label: "ten largest", Unit: "%", Means: "What the ten largest parts have of the whole."},
	{Name: "hhi", Label: "HHI", Means: "The Herfindahl–Hirschman index: the sum of the squares of all shares in percent. 10,000 is one part that has all; many small parts come near 0. Of markets, the competition authorities of the United States call more than 1,800 highly concentrated."},
	{Name: "shannon_bits", Label: "Shannon entropy", Unit: "bits", Means: "How hard it is to guess in which part somebody is: 0 bits is one part that has all, 1 bit two equal parts, 10 bits about a thousand. Unlike the HHI it hears the small parts too."},
	{Name: "effective_parts", Label: "effective parts", Means: "10,000 divided by the HHI: as many equal parts would be as concentrated."},
	{Name: "parts", Label: "parts", Means: "Those that are more than nothing. What is not known is in none of them."},
	{Name: "servers_counted", Label: "servers counted", Means: "Of how many listed servers the part is known, and the number."},
}

// whole is something that is parted.
type whole struct {
	key, label string
	weight     func(*directory.Server) float64
	part       func(*directory.Server) string // "" if it is not known
}

// wholes are those whose concentration is measured.
func wholes() []whole {
	return []whole{
		{"people_by_server", "People, by server", believed, func(s *directory.Server) string { return string(s.Host) }},
		{"people_by_software", "People, by software", believed, softwareOf},
		{"people_by_network", "People, by network", believed, networkOf},
		{"servers_by_software", "Servers, by software", one, softwareOf},
		{"servers_by_network", "Servers, by network", one, networkOf},
		{"servers_by_country", "Servers, by country they are hosted in", one, countryOf},
	}
}

func concentration(m *material, c Chart) Chart {
	c.Columns, c.Drawn = concentrationColumns, 1
	known := 0
	for _, w := range wholes() {
		if cells := m.concentrated(w); cells != nil {
			known = max(known, int(*cells[len(cells)-1]))
			c.Lines = append(c.Lines, Line{Key: w.key, Label: w.label, Cells: cells})
		}
	}
	return m.listed(c, known)
}

func one(*directory.Server) float64 { return 1 }

func softwareOf(s *directory.Server) string { return s.Facts.Software.Name }

func networkOf(s *directory.Server) string {
	if h := s.Reading.Hosting; !h.Hidden && h.ASN != 0 {
		return networkKey(h.ASN)
	}
	return ""
}

func countryOf(s *directory.Server) string {
	if h := s.Reading.Hosting; !h.Hidden && len(h.Countries) > 0 {
		return string(h.Countries[0].ID.Country())
	}
	return ""
}

// believed is how many people of a server count, as in [directory.Totals].
func believed(s *directory.Server) float64 {
	if active := s.Facts.ActiveMonth; active.Plausible() {
		return float64(min(active.N, landfall.MostActive))
	}
	return 0
}

// concentrated is the cells of one whole, nil if nothing is known of it.
func (m *material) concentrated(w whole) []*float64 {
	parts, counted := map[string]float64{}, 0
	for _, server := range m.servers {
		name, weight := w.part(server), w.weight(server)
		if name != "" && weight > 0 {
			parts[name] += weight
			counted++
		}
	}
	c := Concentrate(slices.Collect(maps.Values(parts)))
	if c.Parts == 0 {
		return nil
	}
	return []*float64{
		hundredth(100 * c.Top(5)), hundredth(100 * c.Top(1)), hundredth(100 * c.Top(10)),
		hundredth(c.HHI), hundredth(c.Shannon), hundredth(c.Effective), count(c.Parts), count(counted),
	}
}
