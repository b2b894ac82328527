package api

import (
	"fmt"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/internal/httpkit"
)

// adoption is since when the servers that run the newest release have been seen with it.
type adoption struct {
	Version string       `json:"version"`
	Days    []adoptedDay `json:"days"`
}

type adoptedDay struct {
	Date    string `json:"date"`
	Servers int    `json:"servers"` // that had it by the end of the day, and have it still
}

// adoptionDays is how far back adoption is told.
const adoptionDays = 90

func newAdoption(c *directory.Section) *adoption {
	a := c.Adoption(adoptionDays)
	if a.Version == "" {
		return nil
	}
	out := &adoption{Version: a.Version}
	for _, d := range a.Days {
		out.Days = append(out.Days, adoptedDay{d.Day.Format(time.DateOnly), d.Servers})
	}
	return out
}

// adopted answers the adoption of a software's newest release as a table:
// /software/{name}/adoption.csv.
func (a *api) adopted(c *gin.Context, name, file string) error {
	snapshot := a.deps.Directory.Load()
	found, ok := snapshot.Section(directory.KeySoftware, name)
	what, format := cutFormat(file)
	if !ok || what != "adoption" || format == "" || format == feedFormat {
		return fmt.Errorf("software %q: %w", name, landfall.ErrNotFound)
	}
	c.Header("Cache-Control", cacheFor)
	if httpkit.NotModified(c, httpkit.ETag(snapshot.Epoch(), name, file)) {
		return nil
	}
	var days []any
	if adopted := newAdoption(&found); adopted != nil {
		for _, day := range adopted.Days {
			days = append(days, day)
		}
	}
	return sendTable(c, format, adoptedDay{}, days)
}
