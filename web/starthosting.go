package web

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/directory/rank"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// networkRow is one network that servers stand in.
type networkRow struct {
	Name, Number string
	Servers      string
	Click, Half  string // the median, and between what half of them are
}

// Bounds of the list: how many servers make a network's speed say something, and how many
// networks are shown.
const (
	enoughServers = 5
	mostNetworks  = 40
)

func startHosting(s *Site, c *gin.Context, _ *query) templ.Component {
	ctx := c.Request.Context()
	records := slices.DeleteFunc(s.snapshot().ByNetwork(), func(r directory.Record) bool { return r.Measured < enoughServers })
	records = records[:min(len(records), mostNetworks)]
	drawNetworks(records, s.deps.Now())
	var rows []networkRow
	for _, r := range records {
		rows = append(rows, networkRow{
			Name: r.Name, Number: strconv.FormatUint(uint64(r.ASN), 10), Servers: tongue.Number(ctx, r.Servers), Click: phrase.Duration(ctx, r.Click.Median),
			Half: tongue.Say(ctx, "{from} to {to}", "from", phrase.Duration(ctx, r.Click.Low), "to", phrase.Duration(ctx, r.Click.High)),
		})
	}
	return startHostingTempl(rows)
}

// drawNetworks puts networks in the order of the week's lots: everybody sees the same, and
// nobody can buy a place.
func drawNetworks(records []directory.Record, at time.Time) {
	week := rank.Week(at)
	lot := func(r directory.Record) []byte {
		sum := sha256.Sum256([]byte(week + " " + strconv.FormatUint(uint64(r.ASN), 10)))
		return sum[:]
	}
	slices.SortFunc(records, func(a, b directory.Record) int { return bytes.Compare(lot(a), lot(b)) })
}
