package stats

import (
	"strings"

	"landfall/directory"
)

func software(m *material, c Chart) Chart { return m.ofFacet(c, notAFamily) }

func versions(m *material, c Chart) Chart { return m.ofFacet(c, nil) }

// releasesShown is how many releases the chart has.
const releasesShown = 50

func releases(m *material, c Chart) Chart {
	counts, labels, known := map[string]int{}, map[string]string{}, 0
	for _, server := range m.servers {
		software := server.Facts.Software
		numbers := firstTwo(software.Version)
		if software.Name == "" || numbers == "" {
			continue
		}
		known++
		key := software.Name + " " + numbers
		counts[key]++
		labels[key] = directory.SoftwareLabel(software.Name) + " " + numbers
	}
	for key, n := range counts {
		c.Lines = append(c.Lines, Line{Key: key, Label: labels[key], Foreign: true, Cells: []*float64{count(n), percent(n, len(m.servers))}})
	}
	mostFirst(c.Lines)
	c.Lines = c.Lines[:min(len(c.Lines), releasesShown)]
	c.Columns, c.Drawn = []Column{serversColumn, shareColumn}, 1
	return m.listed(c, known)
}

// firstTwo returns the first two numbers of a version, "4.5" of "4.5.2-beta": "" if it does
// not begin with two.
func firstTwo(version string) string {
	major, rest, ok := strings.Cut(strings.TrimPrefix(version, "v"), ".")
	end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(rest)
	}
	minor := rest[:end]
	if !ok || !digits(major) || !digits(minor) {
		return ""
	}
	return major + "." + minor
}

// digits reports whether a text is a number of a version.
func digits(text string) bool {
	const most = 6
	return text != "" && len(text) <= most && strings.Trim(text, "0123456789") == ""
}
