package web

import (
	"context"
	"time"

	"landfall"
	"landfall/web/tongue"
)

// frame is what every page has around its content.
type frame struct {
	// Title is without the site's name; Description is for search engines.
	Title, Description string
	// Canonical is the page's one address, Path the same in English without PublicURL.
	Canonical, Path, PublicURL string
	// Here is the path of the navigation entry that the page belongs to.
	Here string
	// NoIndex keeps the page out of search engines.
	NoIndex bool
	Demo    bool
	Adds    bool // visitors may add servers
	Checks  bool // servers can be checked
	// ReadsPinned is [Config.ReadsPinned].
	ReadsPinned bool
	Version     string
	Now         time.Time
	// Newest is when the newest measurement was made, zero if there is none; Late
	// is set if that is longer ago than it should be.
	Newest time.Time
	Late   bool
	// Stalled is since when the databases cannot be read, zero if they can.
	Stalled time.Time
	// Paused is set while nothing is measured, since Gap began and for its cause.
	Paused bool
	Gap    landfall.Gap
	// Tongues are the languages that the page is in.
	Tongues          []*tongue.Tongue
	CSS, JS, Favicon string
	// Scripts are what the build made; each is empty where it did not.
	Scripts scripts
	// Refines is set if the page holds a list that changes in place.
	Refines         bool
	JSONAlternative string // the address of the page's JSON twin, if it has one
	Twins           []twin // other forms of the page for programs
	Machines        machineHead
}

// twin is a form of a page that a program reads.
type twin struct{ Type, Label, Href string }

// navEntry is one link of the navigation.
type navEntry struct{ Path, Label string }

func nav(ctx context.Context) []navEntry {
	return []navEntry{
		{"/find", tongue.Say(ctx, "Find")},
		{"/servers", tongue.Say(ctx, "Browse")},
		{"/topics", tongue.Say(ctx, "Topics")},
		{placesRoot, tongue.Say(ctx, "Places")},
		{"/notices", tongue.Say(ctx, "menu|Closing")},
		{"/stats", tongue.Say(ctx, "Statistics")},
		{"/crawler", tongue.Say(ctx, "For admins")},
	}
}

// lateAfter is how old the newest measurement may be before pages say so.
const lateAfter = 2 * time.Hour

// stalledAfter is how long the databases may be away before pages say so.
const stalledAfter = 30 * time.Second

func (s *Site) stalled(now time.Time) time.Time {
	if at := s.deps.Directory.Stalled(); !at.IsZero() && now.Sub(at) >= stalledAfter {
		return at
	}
	return time.Time{}
}

// frame returns the surroundings of the page at path.
func (s *Site) frame(ctx context.Context, path, title, description string) frame {
	now := s.deps.Now()
	newest := s.snapshot().Totals().Newest
	gap, paused := s.deps.Directory.Paused()
	return frame{
		Title: title, Description: description,
		Canonical: s.cfg.PublicURL + tongue.Path(ctx, path), Path: path, PublicURL: s.cfg.PublicURL,
		Demo: s.cfg.Demo, Adds: s.deps.Submit != nil, Checks: s.deps.Entries != nil, Version: s.cfg.Version,
		ReadsPinned: s.cfg.ReadsPinned,
		Now:         now, Newest: newest,
		Stalled: s.stalled(now),
		Paused:  paused, Gap: gap,
		Late:    !newest.IsZero() && now.Sub(newest) > lateAfter,
		Tongues: s.tongues,
		CSS:     s.static.address("site.css"), JS: s.static.address("app.js"), Favicon: s.static.address("icon.svg"),
		Scripts:  newScripts(s.static),
		Machines: machineHead{Site: s.cfg.PublicURL, Picture: sitePicture(ctx)},
	}
}
