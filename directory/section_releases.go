package directory

import (
	"cmp"
	"slices"
	"time"

	"landfall"
)

// Release is a version of a software and how many servers of a section run it.
type Release struct {
	// Version has the numbers: "4.5.2"; "" stands for servers that state none.
	Version string
	Early   bool // it comes before the release of its numbers
	Servers int

	release release
}

// Releases counts the versions of the section's servers, the newest first, and those
// without a version last. It means something where all run one software.
func (c *Section) Releases() []Release {
	type key struct {
		version string
		early   bool
	}
	stated := map[string]int{} // few texts, of many servers
	c.each(func(s *Server) { stated[s.Facts.Software.Version]++ })
	counts := map[key]*Release{}
	for text, n := range stated {
		r, _ := parseRelease(text)
		k := key{r.String(), r.early}
		if counts[k] == nil {
			counts[k] = &Release{Version: k.version, Early: k.early, release: r}
		}
		counts[k].Servers += n
	}
	all := make([]Release, 0, len(counts))
	for _, r := range counts {
		all = append(all, *r)
	}
	slices.SortFunc(all, func(a, b Release) int {
		return cmp.Or(b.release.compare(a.release), compareBool(a.Version == "", b.Version == ""), cmp.Compare(a.Version, b.Version))
	})
	return all
}

// NewestRelease returns the newest release of the section's software that is widely run, ""
// if that cannot be told or if the section is of no software.
func (c *Section) NewestRelease() string {
	if c.Key != KeySoftware || c.Listed == 0 {
		return ""
	}
	return c.snapshot.listed[c.members.Minimum()].Upkeep.Newest // all of one software have the same
}

// Adoption is how the newest release that is widely run came to the servers of a section
// that run it now.
type Adoption struct {
	Version string // "" if it cannot be told
	Days    []Adopted
}

// Adopted is a day, and how many of the servers had the release by its end.
type Adopted struct {
	Day     time.Time
	Servers int
}

// Adoption counts, for each of the last days up to the snapshot's, the servers that have
// been seen with the newest release of their software since then or longer. What others ran
// that have since moved on or gone is not known here.
func (c *Section) Adoption(days int) Adoption {
	a := Adoption{Version: c.NewestRelease()}
	var since []time.Time
	newest := map[string]bool{} // by the version as it is stated
	c.each(func(s *Server) {
		text := s.Facts.Software.Version
		is, known := newest[text]
		if !known {
			own, ok := parseRelease(text)
			is = ok && own.String() == a.Version && !own.early
			newest[text] = is
		}
		if is {
			since = append(since, s.Facts.Evidence[landfall.FieldSoftware].FirstSeen)
		}
	})
	if a.Version == "" || len(since) == 0 {
		return Adoption{}
	}
	slices.SortFunc(since, time.Time.Compare)
	last := c.snapshot.totals.At.UTC().Truncate(24 * time.Hour)
	first := last.AddDate(0, 0, 1-days)
	if begun := since[0].UTC().Truncate(24 * time.Hour); begun.After(first) {
		first = begun
	}
	had := 0
	for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
		for had < len(since) && since[had].Before(day.AddDate(0, 0, 1)) {
			had++
		}
		a.Days = append(a.Days, Adopted{day, had})
	}
	return a
}
