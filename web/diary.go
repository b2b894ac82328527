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
	Page   string // of the server, if it has one
	Check  string // where it is gone through line by line
	Facts  []diaryFact
	Visits []visitRow
	// Tells is set if visits may be shown; Partial if they could not be read just now.
	Tells, Partial bool
	JSON           string
	Closing        *closingBanner
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
	host, err := landfall.ParseHost(c.Param("host"))
	if err != nil {
		return fmt.Errorf("diary of %q: %w", clip(c.Param("host"), 80), landfall.ErrNotFound)
	}
	if c.Param("host") != string(host) {
		s.redirect(c, http.StatusMovedPermanently, diaryPath(host))
		return nil
	}
	entry, err := s.deps.Entries.Entry(c.Request.Context(), host)
	if err != nil {
		return fmt.Errorf("diary of %s: %w", host, err)
	}
	return s.render(c, http.StatusOK, diaryTempl(s.newDiary(c.Request.Context(), &entry)))
}

// findDiary leads from a name that somebody typed to its diary.
func (s *Site) findDiary(c *gin.Context) error {
	text := c.Query("host")
	host, err := landfall.ParseSubmission(clip(text, nameBytes))
	if err != nil {
		return &httpkit.StatusError{Status: http.StatusBadRequest, Detail: nameProblem(err)}
	}
	s.redirect(c, http.StatusSeeOther, diaryPath(host))
	return nil
}

func diaryPath(host landfall.Host) string { return "/s/" + string(host) + "/diary" }

func (s *Site) newDiary(ctx context.Context, e *landfall.Entry) diaryPage {
	domain := e.Host.Display()
	f := s.frame(ctx, diaryPath(e.Host), "Diary of "+domain, "Whether "+domain+" is listed, and why or why not.")
	f.Here, f.NoIndex = "/servers", true
	f.JSONAlternative = "/api/v1/servers/" + string(e.Host) + "/visits"
	presence := directory.PresenceOf(e, f.Now)
	page := diaryPage{frame: f, Domain: domain, JSON: f.JSONAlternative, Check: checkPath(e.Host), Tells: presence.Visits(), diaryVerdict: s.judge(e, presence, f.Now)}
	if !page.Tells {
		return page
	}
	if server := s.snapshot().Server(e.Host); server != nil {
		page.Page, page.Closing = "/s/"+string(e.Host), newClosingBanner(server, f.Now)
	}
	page.Facts = diaryFacts(e, f.Now)
	recent, err := s.history.visits(ctx, e.Host, diaryVisits)
	if err != nil {
		page.Partial = true
		s.deps.Logger.WarnContext(ctx, "diary shown without visits", "host", e.Host, "error", err)
	}
	page.Visits = newVisits(recent)
	return page
}

func diaryFacts(e *landfall.Entry, now time.Time) []diaryFact {
	in := e.Instance
	facts := []diaryFact{{Label: "Known since", At: in.Discovered}, namedBy(in.Via)}
	facts = append(facts, diaryFact{Label: "Last visit", At: in.LastVisit, Value: "not visited yet"}, diaryFact{Label: "Last answer", At: in.LastSeen, Value: "none yet"})
	if in.Failures > 0 {
		facts = append(facts, diaryFact{Label: "Not answering since", At: in.DownSince}, diaryFact{Label: "Failures in a row", Value: phrase.Number(in.Failures)})
	}
	due := e.Agenda.Due()
	switch {
	case e.Leased:
		facts = append(facts, diaryFact{Label: "Next visit", Value: "under way"})
	case due.IsZero():
		facts = append(facts, diaryFact{Label: "Next visit", Value: "not planned"})
	default:
		// What is past is due, and so within a minute of the next free worker.
		facts = append(facts, diaryFact{Label: "Next visit", At: later(due, now), Note: phrase.Work(e.Agenda.Want(due))})
	}
	for _, plan := range []diaryFact{{Label: "Next full profile", At: e.Agenda.Profile}, {Label: "Next peers list", At: e.Agenda.Peers}} {
		if plan.At.After(due) {
			facts = append(facts, plan)
		}
	}
	if e.Agenda.Allowed.After(now) {
		facts = append(facts, diaryFact{Label: "Asked for time", At: e.Agenda.Allowed})
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
func namedBy(via string) diaryFact {
	switch via {
	case "":
		return diaryFact{Label: "Named by", Value: "somebody who is not kept here"}
	case "seed":
		return diaryFact{Label: "Named by", Value: "the list that Landfall begins with"}
	case "file":
		return diaryFact{Label: "Named by", Value: "a list of the operator’s"}
	case "contacts":
		return diaryFact{Label: "Named by", Value: "the server of Landfall’s own community, which met it"}
	case "submitted":
		return diaryFact{Label: "Named by", Value: "a visitor"}
	}
	if list, ok := strings.CutPrefix(via, "list "); ok {
		return diaryFact{Label: "Named by", Value: "the list " + list}
	}
	return diaryFact{Label: "Named by", Value: via, Foreign: true}
}
