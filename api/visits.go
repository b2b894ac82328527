package api

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
)

// Entries tells what is kept under a host's name. A name that nobody has heard of has
// an empty entry.
type Entries interface {
	Entry(ctx context.Context, host landfall.Host) (landfall.Entry, error)
}

// diaryVisits is how many visits a diary tells.
const diaryVisits = 30

// diary is the answer of GET /servers/{host}/visits: whether a name is listed, why or
// why not, and what visits saw. Of a host that asked not to be measured it says that
// and nothing else.
type diary struct {
	Host     string             `json:"host"`
	AsOf     *string            `json:"as_of"`
	Listed   bool               `json:"listed"`
	Presence directory.Presence `json:"presence"`
	// Instance is the server that the name belongs to, if it is another's, or that
	// stands for all names of its domain.
	Instance *string `json:"instance"`
	// Known is null unless the name is known here and may be told of.
	Known  *knownHost `json:"known"`
	Visits []visit    `json:"visits"` // newest first; null if they cannot be read just now
}

// knownHost is how a known name stands.
type knownHost struct {
	Since       *string         `json:"since"`
	Via         *string         `json:"named_by"` // a host, or seed, file or submitted
	Status      landfall.Status `json:"status"`
	LastVisit   *string         `json:"last_visit"`
	LastSeen    *string         `json:"last_seen"`
	LastOutcome *string         `json:"last_outcome"`
	LastReason  *string         `json:"last_outcome_reason"`
	Failures    int             `json:"failures"`
	DownSince   *string         `json:"down_since"`
	// Next is when the next visit is due, and Work what it looks for; Leased tells
	// that one is under way.
	Next        *string `json:"next_visit"`
	Work        *string `json:"next_work"`
	Leased      bool    `json:"visit_under_way"`
	NextProfile *string `json:"next_profile"`
	NextPeers   *string `json:"next_peers"`
	Allowed     *string `json:"asked_to_wait_until"`
}

// visits answers GET /servers/{host}/visits.
func (a *api) visits(c *gin.Context) error {
	host, err := landfall.ParseHost(c.Param("host"))
	if err != nil {
		return badParameter("host", "It is not the name of a host: a name only, below a public suffix.")
	}
	ctx := c.Request.Context()
	entry, err := a.deps.Entries.Entry(ctx, host)
	if err != nil {
		return fmt.Errorf("diary of %s: %w", host, err)
	}
	now := a.deps.Now()
	d := newDiary(&entry, now)
	c.Header("Cache-Control", cacheFor)
	if d.Presence.Visits() {
		if d.Visits, err = a.recent(ctx, host); err != nil {
			a.deps.Logger.WarnContext(ctx, "visits not read", slog.String("host", host.String()), slog.Any("error", err))
			c.Header("Cache-Control", "no-store")
		}
	}
	return send(c, d)
}

func (a *api) recent(ctx context.Context, host landfall.Host) ([]visit, error) {
	ctx, cancel := context.WithTimeout(ctx, a.historyTimeout)
	defer cancel()
	recent, err := a.deps.History.Recent(ctx, host, diaryVisits)
	if err != nil {
		return nil, err
	}
	visits := make([]visit, 0, len(recent))
	for i := range recent {
		visits = append(visits, newVisit(&recent[i]))
	}
	return visits, nil
}

func newDiary(e *landfall.Entry, now time.Time) diary {
	d := diary{Host: e.Host.String(), AsOf: moment(now), Presence: directory.PresenceOf(e, now), Visits: []visit{}}
	d.Listed = d.Presence == directory.PresenceListed
	switch d.Presence {
	case directory.PresenceAlias:
		d.Instance = text(e.MergedInto.String())
	case directory.PresenceQuarantined:
		d.Instance = text(e.Shut.Face.String())
	}
	if !d.Presence.Visits() {
		return d
	}
	in, agenda := e.Instance, &e.Agenda
	d.Known = &knownHost{
		Since: moment(in.Discovered), Via: text(in.Via), Status: in.Status,
		LastVisit: moment(in.LastVisit), LastSeen: moment(in.LastSeen),
		LastOutcome: text(string(in.LastOutcome)), LastReason: text(in.LastReason),
		Failures: in.Failures, DownSince: moment(in.DownSince), Leased: e.Leased,
		NextProfile: moment(agenda.Profile), NextPeers: moment(agenda.Peers), Allowed: moment(agenda.Allowed),
	}
	if due := agenda.Due(); !due.IsZero() {
		d.Known.Next, d.Known.Work = moment(due), text(agenda.Want(due).String())
	}
	return d
}
