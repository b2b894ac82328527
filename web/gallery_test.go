package web

import (
	"landfall/directory"
	"landfall/internal/gallery"
)

// The tests' world is that of the gallery.
type (
	world    = gallery.World
	invented = gallery.Invented
)

// now is the moment at which it stands still.
var now = gallery.Clock()

var (
	newWorld       = gallery.NewWorld
	readings       = gallery.Readings
	chronicle      = gallery.Chronicle
	alive          = gallery.Alive
	state          = gallery.Stated
	harbour        = gallery.Harbour
	silentHarbour  = gallery.SilentHarbour
	unknownHarbour = gallery.UnknownHarbour
	own            = gallery.Own
	notClosed      = gallery.NotClosed
	everyone       = gallery.Everyone
	noticeOf       = gallery.NoticeOf
	closingServers = gallery.ClosingServers
	acquaintance   = gallery.Acquaintance
	boaster        = gallery.Boaster
	recommendable  = gallery.Recommendable
	candidates     = gallery.Candidates
	themed         = gallery.Themed
	pages          = gallery.Pages
	sectionedPages = gallery.SectionedPages
	wholeWorld     = gallery.WholeWorld
	clock          = gallery.Clock
	sampleWorlds   = gallery.Samples
	days           = gallery.DaysAway
)

// resultOf is a result of which only the place among its pages matters.
func resultOf(here, pages int) directory.Result {
	q := directory.DefaultQuery()
	q.Page = here
	return directory.Result{Query: q, Pages: pages}
}
