package directory

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"landfall"
)

// Upkeep is how a server's version stands beside what others run.
type Upkeep struct {
	Standing Standing
	// Newest is the newest release of its software that is widely run, "" if that
	// cannot be told.
	Newest string
}

// Standing says whether a version is current.
type Standing string

// The standings.
const (
	StandingCurrent Standing = "current" // the newest release that is widely run, or later
	StandingBehind  Standing = "behind"
	StandingUnknown Standing = "unknown" // no version, or too few servers to compare with
)

// A release counts as widely run if at least so many registrable domains, and so
// great a share of those with its software, run it or a later one: a few servers
// that make up a version do not put all others behind.
const (
	widelyDomains = 3
	widelyShare   = 0.01
)

// release is the numbers of a version, and whether it is one of a release: alphas,
// betas, release candidates and nightly builds come before the release of their numbers.
type release struct {
	numbers []int
	early   bool
}

var (
	versionNumbers = regexp.MustCompile(`^v?([0-9]{1,9}(?:\.[0-9]{1,9}){0,4})`)
	versionEarly   = regexp.MustCompile(`(?i)(?:^|[.+_-])(?:alpha|beta|rc|pre|dev|develop|nightly|snapshot|wip)(?:[0-9.+_-]|$)|[0-9](?:a|b|rc)[0-9]`)
)

// parseRelease reads the numbers at the beginning of a version; ok is false if
// there are none.
func parseRelease(version string) (r release, ok bool) {
	match := versionNumbers.FindStringSubmatch(version)
	if match == nil {
		return release{}, false
	}
	rest := version[len(match[0]):]
	if rest != "" && '0' <= rest[0] && rest[0] <= '9' {
		return release{}, false
	}
	for part := range strings.SplitSeq(match[1], ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return release{}, false
		}
		r.numbers = append(r.numbers, n)
	}
	r.early = versionEarly.MatchString(version[len(match[0])-1:])
	return r, true
}

// compare orders releases: by their numbers, missing ones being 0, and an early one
// before the release of the same numbers.
func (r release) compare(other release) int {
	for i := range max(len(r.numbers), len(other.numbers)) {
		a, b := 0, 0
		if i < len(r.numbers) {
			a = r.numbers[i]
		}
		if i < len(other.numbers) {
			b = other.numbers[i]
		}
		if a != b {
			return cmp.Compare(a, b)
		}
	}
	switch {
	case r.early == other.early:
		return 0
	case r.early:
		return -1
	}
	return 1
}

// String returns the numbers: "4.5.2".
func (r release) String() string {
	parts := make([]string, len(r.numbers))
	for i, n := range r.numbers {
		parts[i] = strconv.Itoa(n)
	}
	return strings.Join(parts, ".")
}

// releases remembers what versions were read as: thousands of servers run the same.
type releases map[string]*release

// of is [parseRelease], once for each version.
func (known releases) of(version string) (release, bool) {
	r, again := known[version]
	if !again {
		if parsed, ok := parseRelease(version); ok {
			r = &parsed
		}
		known[version] = r
	}
	if r == nil {
		return release{}, false
	}
	return *r, true
}

// newestReleases returns the newest release that is widely run, by software.
func newestReleases(servers []*Server, read releases) map[string]release {
	type run struct {
		release release
		domain  string
	}
	by := make(map[string][]run)
	for _, s := range servers {
		if s.Status != landfall.StatusAlive {
			continue
		}
		if r, ok := read.of(s.Facts.Software.Version); ok {
			name := s.Facts.Software.Name
			by[name] = append(by[name], run{r, s.Host.Registrable()})
		}
	}
	newest := make(map[string]release, len(by))
	for name, runs := range by {
		slices.SortFunc(runs, func(a, b run) int { return b.release.compare(a.release) })
		all := make(map[string]struct{}, len(runs))
		for _, r := range runs {
			all[r.domain] = struct{}{}
		}
		enough := max(widelyDomains, int(widelyShare*float64(len(all))))
		later := make(map[string]struct{}, enough)
		for _, r := range runs {
			if later[r.domain] = struct{}{}; len(later) >= enough && !r.release.early {
				newest[name] = r.release
				break
			}
		}
	}
	return newest
}

// upkeepOf compares a version with the newest release of its software.
func upkeepOf(software landfall.Software, newest map[string]release, read releases) Upkeep {
	top, known := newest[software.Name]
	own, ok := read.of(software.Version)
	switch {
	case !known || software.IsZero():
		return Upkeep{Standing: StandingUnknown}
	case !ok:
		return Upkeep{Standing: StandingUnknown, Newest: top.String()}
	case own.compare(top) < 0:
		return Upkeep{Standing: StandingBehind, Newest: top.String()}
	}
	return Upkeep{Standing: StandingCurrent, Newest: top.String()}
}
