package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/internal/httpkit"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// Entries tells what is kept under a host's name. A name that nobody has heard of has
// an empty entry.
type Entries interface {
	Entry(ctx context.Context, host landfall.Host) (landfall.Entry, error)
}

// diaryPage answers "why is it not listed?" for any name.
type diaryPage struct {
	frame
	Domain string
	diaryVerdict
	Top    *serverTop // of the server, nil if it has no page
	Check  string     // where it is gone through line by line
	Facts  []diaryFact
	Visits []visitRow
	// Tells is set if visits may be shown; Partial if they could not be read just now.
	Tells, Partial bool
	JSON           string
}

// diaryFact is one line of what is known: a word, or a moment.
type diaryFact struct {
	Label, Value string
	At           time.Time // when it was or will be, zero if it is no moment
	Foreign      bool      // the value is a name from elsewhere
	Note         string    // beside it
}

// diaryVisits is how many visits a diary shows.
const diaryVisits = 30

func (s *Site) diary(c *gin.Context) error {
	ctx := c.Request.Context()
	host, err := landfall.ParseHost(c.Param("host"))
	if err != nil {
		return fmt.Errorf("diary of %q: %w", clip(c.Param("host"), 80), landfall.ErrNotFound)
	}
	if c.Param("host") != string(host) {
		s.redirect(c, http.StatusMovedPermanently, diaryPath(host))
		return nil
	}
	entry, err := s.deps.Entries.Entry(ctx, host)
	if err != nil {
		return fmt.Errorf("diary of %s: %w", host, err)
	}
	return s.render(c, http.StatusOK, diaryTempl(s.newDiary(ctx, &entry)))
}

// findDiary leads from a name that somebody typed to its diary.
func (s *Site) findDiary(c *gin.Context) error {
	ctx := c.Request.Context()
	text := c.Query("host")
	host, err := landfall.ParseSubmission(clip(text, nameBytes))
	if err != nil {
		return &httpkit.StatusError{Status: http.StatusBadRequest, Detail: nameProblem(ctx, err)}
	}
	s.redirect(c, http.StatusSeeOther, diaryPath(host))
	return nil
}

func diaryPath(host landfall.Host) string { return tabDiary.path(host) }

func (s *Site) newDiary(ctx context.Context, e *landfall.Entry) diaryPage {
	domain := e.Host.Display()
	f := s.frame(ctx, diaryPath(e.Host), tongue.Say(ctx, "Diary of {server}", "server", domain), tongue.Say(ctx, "Whether {server} is listed, and why or why not.", "server", domain))
	f.Here, f.NoIndex = "/servers", true
	f.JSONAlternative = "/api/v1/servers/" + string(e.Host) + "/visits"
	presence := directory.PresenceOf(e, f.Now)
	page := diaryPage{frame: f, Domain: domain, JSON: f.JSONAlternative, Check: checkPath(e.Host), Tells: presence.Visits(), diaryVerdict: s.judge(ctx, e, presence, f.Now)}
	if !page.Tells {
		return page
	}
	if server := s.snapshot().Server(e.Host); server != nil {
		top := s.newServerTop(ctx, server, server.Summary, tabDiary)
		top.Silent, top.Unlisted = "", "" // which the verdict says
		page.Top = &top
	}
	page.Facts = diaryFacts(ctx, e, f.Now)
	recent, err := s.history.visits(ctx, e.Host, diaryVisits)
	if err != nil {
		page.Partial = true
		s.deps.Logger.WarnContext(ctx, "diary shown without visits", "host", e.Host, "error", err)
	}
	page.Visits = newVisits(ctx, recent)
	return page
}

func diaryFacts(ctx context.Context, e *landfall.Entry, now time.Time) []diaryFact {
	in := e.Instance
	facts := []diaryFact{{Label: tongue.Say(ctx, "Known since"), At: in.Discovered}, namedBy(ctx, in.Via)}
	facts = append(facts, diaryFact{Label: tongue.Say(ctx, "Last visit"), At: in.LastVisit, Value: tongue.Say(ctx, "not visited yet")}, diaryFact{Label: tongue.Say(ctx, "Last answer"), At: in.LastSeen, Value: tongue.Say(ctx, "none yet")})
	if in.Failures > 0 {
		facts = append(facts, diaryFact{Label: tongue.Say(ctx, "Not answering since"), At: in.DownSince}, diaryFact{Label: tongue.Say(ctx, "Failures in a row"), Value: tongue.Number(ctx, in.Failures)})
	}
	due := e.Agenda.Due()
	switch {
	case e.Leased:
		facts = append(facts, diaryFact{Label: tongue.Say(ctx, "Next visit"), Value: tongue.Say(ctx, "under way")})
	case due.IsZero():
		facts = append(facts, diaryFact{Label: tongue.Say(ctx, "Next visit"), Value: tongue.Say(ctx, "not planned")})
	default:
		// What is past is due, and so within a minute of the next free worker.
		facts = append(facts, diaryFact{Label: tongue.Say(ctx, "Next visit"), At: later(due, now), Note: phrase.Work(ctx, e.Agenda.Want(due))})
	}
	for _, plan := range []diaryFact{{Label: tongue.Say(ctx, "Next full profile"), At: e.Agenda.Profile}, {Label: tongue.Say(ctx, "Next peers list"), At: e.Agenda.Peers}} {
		if plan.At.After(due) {
			facts = append(facts, plan)
		}
	}
	if e.Agenda.Allowed.After(now) {
		facts = append(facts, diaryFact{Label: tongue.Say(ctx, "Asked for time"), At: e.Agenda.Allowed})
	}
	return facts
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b.Add(time.Second)
}

// namedBy says where a host was heard of.
func namedBy(ctx context.Context, via string) diaryFact {
	switch via {
	case "":
		return diaryFact{Label: tongue.Say(ctx, "Named by"), Value: tongue.Say(ctx, "somebody who is not kept here")}
	case "seed":
		return diaryFact{Label: tongue.Say(ctx, "Named by"), Value: tongue.Say(ctx, "the list that Landfall begins with")}
	case "file":
		return diaryFact{Label: tongue.Say(ctx, "Named by"), Value: tongue.Say(ctx, "a list of the operator’s")}
	case "contacts":
		return diaryFact{Label: tongue.Say(ctx, "Named by"), Value: tongue.Say(ctx, "the server of Landfall’s own community, which met it")}
	case "submitted":
		return diaryFact{Label: tongue.Say(ctx, "Named by"), Value: tongue.Say(ctx, "a visitor")}
	}
	if list, ok := strings.CutPrefix(via, "list "); ok {
		return diaryFact{Label: tongue.Say(ctx, "Named by"), Value: tongue.Say(ctx, "the list {name}", "name", list)}
	}
	return diaryFact{Label: tongue.Say(ctx, "Named by"), Value: via, Foreign: true}
}
