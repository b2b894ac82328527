package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/web/tongue"
)

// TakeTip takes what a reader knows of a closing. A host that is not known, or asked to be
// left alone, is [landfall.ErrNotFound].
type TakeTip func(ctx context.Context, tip landfall.ClosingTip) error

// tipPage asks where a closing is announced.
type tipPage struct {
	frame
	Host         landfall.Host
	Domain       string
	Address, Day string // what was typed
	Problem      string
	Taken        bool
}

func (s *Site) newTipPage(c *gin.Context) (page tipPage, err error) {
	ctx := c.Request.Context()
	host, err := landfall.ParseHost(c.Param("host"))
	if err != nil {
		return page, fmt.Errorf("page of a server: %w", landfall.ErrNotFound)
	}
	server := s.snapshot().Server(host)
	if server == nil {
		return page, fmt.Errorf("page of %s: %w", host, landfall.ErrNotFound)
	}
	page = tipPage{Host: host, Domain: server.Display()}
	page.frame = s.frame(ctx, "/s/"+host.String()+"/closing", tongue.Say(ctx, "Tell of a closing of {server}", "server", page.Domain),
		tongue.Say(ctx, "Where does {server} say that it closes?", "server", page.Domain))
	page.NoIndex = true
	return page, nil
}

// tipForm shows the form.
func (s *Site) tipForm(c *gin.Context) error {
	page, err := s.newTipPage(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, tipTempl(page))
}

// tip takes the form. Nobody but the reader should see what he typed, so that the answer
// is never kept.
func (s *Site) tip(c *gin.Context) error {
	ctx := c.Request.Context()
	c.Header("Cache-Control", "no-store")
	page, err := s.newTipPage(c)
	if err != nil {
		return err
	}
	page.Address, page.Day = clip(c.PostForm("address"), 500), clip(c.PostForm("day"), 20)
	tip, err := landfall.NewClosingTip(page.Host, c.PostForm("address"), c.PostForm("day"))
	if err != nil {
		page.Problem = tipProblem(ctx, err)
		return s.render(c, http.StatusUnprocessableEntity, tipTempl(page))
	}
	if err := s.deps.TakeTip(ctx, tip); err != nil {
		return err
	}
	page.Taken = true
	return s.render(c, http.StatusAccepted, tipTempl(page))
}

func tipProblem(ctx context.Context, err error) string {
	if errors.Is(err, landfall.ErrInvalid) && strings.Contains(err.Error(), "no day") {
		return tongue.Say(ctx, "This is no day. It is written year, month, day: 2026-08-19.")
	}
	return tongue.Say(ctx, "Please give the address of a page of the web on which the closing is announced.")
}
