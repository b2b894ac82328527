package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/check"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// checkPage says line by line why a server is listed or not.
type checkPage struct {
	frame
	Text    string // what was typed, if it is no name
	Problem string // what is wrong with it
	Domain  string // empty before a name was given
	diaryVerdict
	Page, Diary string
	Summary     string
	Sections    []checkSection
	Look        string // whether and when it is visited next
	Asks        bool   // visitors may ask for a visit of Host
	Host        string
}

// checkSection is lines that belong together.
type checkSection struct {
	Name  string
	Lines []landfall.Line
}

// checkVisits is how many visits are looked at.
const checkVisits = 20

// checkKey is the parameter with the name.
const checkKey = "domain"

func checkPath(host landfall.Host) string {
	return "/check?" + checkKey + "=" + url.QueryEscape(string(host))
}

// check answers for a name; without one it asks for it. An address or a handle leads to
// the name in it.
func (s *Site) check(c *gin.Context) error {
	ctx := c.Request.Context()
	page := checkPage{frame: s.frame(ctx, "/check", tongue.Say(ctx, "Check a server"), tongue.Say(ctx, "Whether a fediverse server is listed, exactly why, and what its admin can do."))}
	page.Here = "/crawler"
	text := c.Query(checkKey)
	if text == "" {
		return s.render(c, http.StatusOK, checkTempl(page))
	}
	page.NoIndex = true
	host, err := landfall.ParseSubmission(clip(text, nameBytes))
	if err != nil {
		page.Text, page.Problem = clip(text, 255), nameProblem(ctx, err)
		return s.render(c, http.StatusOK, checkTempl(page))
	}
	if text != string(host) {
		s.redirect(c, http.StatusSeeOther, checkPath(host))
		return nil
	}
	entry, err := s.deps.Entries.Entry(ctx, host)
	if err != nil {
		return fmt.Errorf("check %s: %w", host, err)
	}
	s.diagnose(ctx, &page, &entry)
	return s.render(c, http.StatusOK, checkTempl(page))
}

// diagnose fills in what is known of a host.
func (s *Site) diagnose(ctx context.Context, page *checkPage, e *landfall.Entry) {
	presence := directory.PresenceOf(e, page.Now)
	page.Domain, page.diaryVerdict = e.Host.Display(), s.judge(ctx, e, presence, page.Now)
	page.Title = tongue.Say(ctx, "Check of {server}", "server", page.Domain)
	page.Path, page.Canonical = checkPath(e.Host), s.cfg.PublicURL+tongue.Path(ctx, checkPath(e.Host))
	known := check.Known{Entry: e, Now: page.Now}
	if presence.Visits() {
		page.Diary = diaryPath(e.Host)
		if known.Server = s.snapshot().Server(e.Host); known.Server != nil {
			page.Page = "/s/" + string(e.Host)
		}
		var err error
		if known.Recent, err = s.history.visits(ctx, e.Host, checkVisits); err != nil {
			s.deps.Logger.WarnContext(ctx, "check shown without visits", "host", e.Host, "error", err)
		}
	}
	report := check.Judge(&known)
	page.Sections, page.Summary = sectionsOf(report.Lines), checkSummary(ctx, report)
	page.Host = string(report.Recheck.Host)
	page.Asks = report.Recheck.May && s.deps.Submit != nil && presence != directory.PresenceUnknown
	page.Look = lookAgain(ctx, report.Recheck, page.Asks, page.Now)
}

// lookAgain says when the next visit is, and what comes of asking for one.
func lookAgain(ctx context.Context, r check.Recheck, asks bool, now time.Time) string {
	var parts []string
	if !r.At.IsZero() {
		parts = append(parts, tongue.Say(ctx, "The next visit is due {when}.", "when", phrase.In(ctx, later(r.At, now), now)))
	}
	switch {
	case asks:
		parts = append(parts, tongue.Say(ctx, "If you ask for one: {then}", "then", phrase.Within(ctx, tongue.Say(ctx, r.Why))))
	case !r.May:
		parts = append(parts, tongue.Say(ctx, r.Why))
	}
	return tongue.Sentences(ctx, parts)
}

func sectionsOf(lines []landfall.Line) (all []checkSection) {
	for _, l := range lines {
		if n := len(all); n == 0 || all[n-1].Name != l.Section {
			all = append(all, checkSection{Name: l.Section})
		}
		last := &all[len(all)-1]
		last.Lines = append(last.Lines, l)
	}
	return all
}

// checkSummary counts the lines.
func checkSummary(ctx context.Context, r *check.Report) string {
	fails, warns := r.Count(landfall.LevelFail), r.Count(landfall.LevelWarn)
	switch {
	case fails > 0 && warns > 0:
		return tongue.Count(ctx, fails, "{n} thing is in the way, and {better}.", "{n} things are in the way, and {better}.",
			"better", tongue.Count(ctx, warns, "{n} thing could be better", "{n} things could be better"))
	case fails > 0:
		return tongue.Count(ctx, fails, "{n} thing is in the way.", "{n} things are in the way.")
	case warns > 0:
		return tongue.Count(ctx, warns, "Nothing is in the way; {n} thing could be better.", "Nothing is in the way; {n} things could be better.")
	}
	return tongue.Say(ctx, "There is nothing to do.")
}

// levelWord is what a level is called on pages.
func levelWord(ctx context.Context, level landfall.Level) string {
	return map[landfall.Level]string{
		landfall.LevelPass: tongue.Say(ctx, "Fine"), landfall.LevelWarn: tongue.Say(ctx, "Could be better"), landfall.LevelFail: tongue.Say(ctx, "In the way"), landfall.LevelUnknown: tongue.Say(ctx, "Not known"),
	}[level]
}

// levelClass gives a level the colours of the speeds: well is fast, wrong is slow.
func levelClass(level landfall.Level) string {
	switch level {
	case landfall.LevelPass:
		return "speed-fast"
	case landfall.LevelWarn:
		return "speed-moderate"
	case landfall.LevelFail:
		return "speed-slow"
	case landfall.LevelUnknown:
	}
	return ""
}

// levelShape is the shape beside the word, as with speeds.
func levelShape(level landfall.Level) directory.Speed {
	switch level {
	case landfall.LevelPass:
		return directory.SpeedFast
	case landfall.LevelWarn:
		return directory.SpeedModerate
	case landfall.LevelFail:
		return directory.SpeedSlow
	case landfall.LevelUnknown:
	}
	return directory.SpeedUnknown
}
