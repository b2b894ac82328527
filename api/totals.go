package api

import (
	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/internal/httpkit"
)

// totals is the answer of GET /totals: what the directory adds up to.
type totals struct {
	AsOf      *string `json:"as_of"`
	Known     int     `json:"hosts_known"` // ever heard of
	Candidate int     `json:"hosts_never_answered"`
	Refused   int     `json:"hosts_refused"` // asked not to be measured
	Listed    int     `json:"servers_listed"`
	OnRequest int     `json:"servers_on_request"` // that lists show only with the parameter show
	Hidden    int     `json:"servers_not_listed"` // single-user, or not answering for 14 days
	Joinable  int     `json:"servers_joinable"`   // of the listed, sign-up open or by approval
	// The sums are over the servers that answered in the last 14 days, single-user ones
	// included.
	Users       sum `json:"users_total"`
	ActiveMonth sum `json:"users_active_month"`
	Posts       sum `json:"posts"`
}

// sum is what servers' counts add up to, with and without those that are hard to
// believe.
type sum struct {
	Total    int64 `json:"total"`            // without, and of any one server no more than Most
	Stated   int64 `json:"total_as_stated"`  // with them, and without a limit
	Most     int64 `json:"most_per_server"`  // that one server counts for
	Counted  int   `json:"servers_counted"`  // in the total
	LeftOut  int   `json:"servers_left_out"` // because their number is hard to believe
	Limited  int   `json:"servers_limited"`  // of the counted, those that state more than Most
	Unstated int   `json:"servers_unstated"` // that state no such number
}

// totals answers GET /totals.
func (a *api) totals(c *gin.Context) error {
	snapshot := a.deps.Directory.Load()
	c.Header("Cache-Control", cacheFor)
	if httpkit.NotModified(c, httpkit.ETag(snapshot.Epoch(), "totals")) {
		return nil
	}
	t := snapshot.Totals()
	return send(c, totals{
		AsOf: moment(t.At), Known: t.Known, Candidate: t.Candidate, Refused: t.Refused,
		Listed: t.Listed, OnRequest: t.OnRequest, Hidden: t.Hidden, Joinable: t.Joinable,
		Users:       newSum(t.Users, landfall.MostUsers),
		ActiveMonth: newSum(t.ActiveMonth, landfall.MostActive),
		Posts:       newSum(t.Posts, landfall.MostPosts),
	})
}

func newSum(s landfall.Sum, most int64) sum {
	return sum{
		Total: s.Believed, Stated: s.Stated, Most: most,
		Counted: s.Counted, LeftOut: s.Doubted, Limited: s.Capped, Unstated: s.Silent,
	}
}
