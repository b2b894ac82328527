package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/moving"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// moveGuidePage is the guide for one software.
type moveGuidePage struct {
	frame
	Software string // "" of the one for any
	Also     string // other software that it is for
	Moving   *movingPart
	From     identity // the server that somebody leaves, if it is known
	Notice   string   // where to read that it closes, "" if nothing is known of that
	Day      string   // by which it is to be done, as the form has it
	Note     string   // what was wrong with a value
}

// furthestMove is how many days ahead a move is planned at most.
const furthestMove = 5 * 366

func (s *Site) moveGuide(c *gin.Context) error {
	ctx, id := c.Request.Context(), c.Param("software")
	guide := moving.For(id)
	if guide.ID != id {
		if guide.ID == moving.Generic {
			return fmt.Errorf("guide for %q: %w", clip(id, 80), landfall.ErrNotFound)
		}
		s.redirect(c, http.StatusMovedPermanently, movePath(guide, "", time.Time{})) // the name of a fork, or another spelling
		return nil
	}
	return s.render(c, http.StatusOK, moveGuideTempl(s.newMoveGuidePage(ctx, guide, c.Query(moveFrom), c.Query(moveBy))))
}

func (s *Site) newMoveGuidePage(ctx context.Context, guide moving.Guide, from, by string) moveGuidePage {
	now := s.deps.Now()
	server := s.leaving(from)
	day, note := moveDay(ctx, by, now)
	host := landfall.Host("")
	if server != nil {
		host = server.Host
	}
	page := moveGuidePage{Note: note, Also: alsoFor(ctx, guide)}
	about, title := tongue.Say(ctx, "any software"), tongue.Say(ctx, "Moving away from any software")
	if guide.ID != moving.Generic {
		page.Software = directory.SoftwareLabel(guide.ID)
		about, title = page.Software, tongue.Say(ctx, "Moving away from {software}", "software", page.Software)
	}
	page.frame = s.frame(ctx, movePath(guide, host, day), title, tongue.Say(ctx, "What can be taken along from {software}, what stays behind, and the steps in their order.", "software", about))
	page.NoIndex = host != "" || !day.IsZero() || note != ""
	if server != nil {
		page.From = newIdentity(server)
		if n := server.Closing; n != nil && (n.State.Closing() || n.State.Gone()) {
			page.Notice = noticePath(n.ID)
			if day.IsZero() {
				day = endOf(n, now)
			}
		}
	}
	page.Moving = s.movingBy(ctx, guide, day, now)
	if day.IsZero() {
		for i := range page.Moving.Steps {
			page.Moving.Steps[i].When = "" // nothing presses
		}
	} else {
		page.Day = phrase.MachineDay(day)
	}
	return page
}

// leaving returns the server that somebody leaves, nil if none is known by that name.
func (s *Site) leaving(name string) *directory.Server {
	host, err := landfall.ParseHost(name)
	if err != nil {
		return nil
	}
	instance, ok := s.known(host)
	if !ok {
		return nil
	}
	return s.snapshot().Server(instance)
}

// moveDay reads the day by which a move is to be done, zero if none is given. The note says
// what is wrong with it.
func moveDay(ctx context.Context, text string, now time.Time) (day time.Time, note string) {
	if text == "" {
		return time.Time{}, ""
	}
	day, err := time.Parse(time.DateOnly, text)
	if days := phrase.DaysUntil(day, now); err != nil || days < 0 || days > furthestMove {
		return time.Time{}, tongue.Say(ctx, "The day was left out: it has to be one from today on, within five years, such as {day}.", "day", phrase.MachineDay(now.AddDate(0, 2, 0)))
	}
	return day, ""
}
