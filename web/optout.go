package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/web/tongue"
)

// OptOuts takes requests to leave hosts alone.
type OptOuts interface {
	// AskOptOut has a host looked at soon for whether it says so itself. One that is kept out
	// for good already is [landfall.ErrStale].
	AskOptOut(ctx context.Context, host landfall.Host) (landfall.OptOut, error)
	// OptOut returns a request that is not settled, [landfall.ErrNotFound] if there is none.
	OptOut(ctx context.Context, host landfall.Host) (landfall.OptOut, error)
}

// optOutPage says how to be left alone, and how a request stands.
type optOutPage struct {
	frame
	Takes         bool // requests
	Text, Problem string
	Domain        string // that the page is about, "example.social" if it is about none
	Asks          bool   // it is about a server that somebody named
	Host          landfall.Host
	Out           bool   // it is left alone
	Name          string // the server that it is another name of
	NamePage      string
	Request       *optOutRequest // not settled, nil if there is none
	Marks         []optOutMark
	Refused       string // says how many hosts asked not to be measured
	Contact       string
}

// optOutRequest is a request that is not settled.
type optOutRequest struct {
	Asked, Next time.Time
	Looked      time.Time // zero if it has not been looked at
	Places      []optOutPlace
}

// optOutPlace is what was found at one place.
type optOutPlace struct {
	Where, Found string
}

const optOutRoot = "/opt-out"

func optOutPath(host landfall.Host) string { return optOutRoot + "?host=" + string(host) }

// optOutForm shows the page. About a server it is never kept: it changes by the minute.
func (s *Site) optOutForm(c *gin.Context) error {
	ctx := c.Request.Context()
	text := c.Query("host")
	if text == "" {
		return s.render(c, http.StatusOK, optOutTempl(s.newOptOutPage(ctx)))
	}
	c.Header("Cache-Control", "no-store")
	page := s.newOptOutPage(ctx)
	page.NoIndex, page.Text = true, clip(text, 255)
	host, err := landfall.ParseSubmission(clip(text, nameBytes))
	if err != nil {
		page.Problem = nameProblem(ctx, err)
		return s.render(c, http.StatusOK, optOutTempl(page))
	}
	if err := s.standing(ctx, &page, host); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, optOutTempl(page))
}

// optOut takes a request, and leads to the page that says how it stands.
func (s *Site) optOut(c *gin.Context) error {
	ctx := c.Request.Context()
	c.Header("Cache-Control", "no-store")
	text := c.PostForm("host")
	host, err := landfall.ParseSubmission(clip(text, nameBytes))
	if err != nil {
		page := s.newOptOutPage(ctx)
		page.NoIndex, page.Text, page.Problem = true, clip(text, 255), nameProblem(ctx, err)
		return s.render(c, http.StatusUnprocessableEntity, optOutTempl(page))
	}
	if _, err := s.deps.OptOuts.AskOptOut(ctx, host); err != nil && !errors.Is(err, landfall.ErrStale) {
		return fmt.Errorf("opt-out of %s: %w", host, err)
	}
	s.redirect(c, http.StatusSeeOther, optOutPath(host))
	return nil
}

func (s *Site) newOptOutPage(ctx context.Context) optOutPage {
	f := s.frame(ctx, optOutRoot, tongue.Say(ctx, "Opt out"), tongue.Say(ctx, "How a server is left out of Landfall, by which words, and from when."))
	return optOutPage{
		frame: f, Takes: s.deps.OptOuts != nil, Domain: "example.social", Marks: optOutMarks(ctx), Contact: s.cfg.Contact,
		Refused: tongue.Count(ctx, s.snapshot().Totals().Refused, "So far {n} host has asked not to be measured.", "So far {n} hosts have asked not to be measured."),
	}
}

// standing fills in how a server stands: what anybody learns who types its whole name.
func (s *Site) standing(ctx context.Context, page *optOutPage, host landfall.Host) error {
	page.Host, page.Domain, page.Asks, page.Text = host, host.Display(), true, string(host)
	page.Path = optOutPath(host)
	if s.deps.Entries == nil {
		return nil
	}
	entry, err := s.deps.Entries.Entry(ctx, host)
	if err != nil {
		return fmt.Errorf("opt-out of %s: %w", host, err)
	}
	if directory.PresenceOf(&entry, page.Now) == directory.PresenceOptedOut {
		page.Out = true
	}
	if entry.MergedInto != "" {
		page.Name, page.NamePage = entry.MergedInto.Display(), optOutPath(entry.MergedInto)
	}
	if s.deps.OptOuts == nil {
		return nil
	}
	o, err := s.deps.OptOuts.OptOut(ctx, host)
	if errors.Is(err, landfall.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("opt-out of %s: %w", host, err)
	}
	page.Request = newOptOutRequest(ctx, o, page.Now)
	return nil
}

func newOptOutRequest(ctx context.Context, o landfall.OptOut, now time.Time) *optOutRequest {
	r := &optOutRequest{Asked: o.Asked, Looked: o.Looked, Next: later(o.Next, now)}
	for _, place := range []struct {
		where string
		sign  landfall.OptOutSign
	}{
		{tongue.Say(ctx, "TXT record"), o.DNS}, {tongue.Say(ctx, "The file"), o.File}, {"robots.txt", o.Robots},
	} {
		r.Places = append(r.Places, optOutPlace{place.where, optOutFound(ctx, place.sign)})
	}
	return r
}

// optOutFound says in words what was found at a place.
func optOutFound(ctx context.Context, sign landfall.OptOutSign) string {
	switch sign {
	case landfall.OptOutAsks:
		return tongue.Say(ctx, "asks for it")
	case landfall.OptOutNot:
		return tongue.Say(ctx, "does not ask for it")
	case landfall.OptOutUnread:
		return tongue.Say(ctx, "could not be read this time")
	case landfall.OptOutLater:
		return tongue.Say(ctx, "the server wants more time between requests, so it is read the next time")
	case landfall.OptOutUnseen:
	}
	return tongue.Say(ctx, "not looked at yet")
}

// optOutMark is one word in a document of a server that keeps Landfall out.
type optOutMark struct{ Mark, Where, Does string }

func optOutMarks(ctx context.Context) []optOutMark {
	all, document := tongue.Say(ctx, "The server is left out altogether."), tongue.Say(ctx, "This document is not used: what stands in it alone is unknown.")
	return []optOutMark{
		{"X-Robots-Tag: noindex", tongue.Say(ctx, "the header of any document"), document},
		{"hide_in_statistics", tongue.Say(ctx, "nodeinfo’s metadata, or Friendica’s and Hubzilla’s siteinfo"), all},
		{"noindex", tongue.Say(ctx, "nodeinfo’s metadata, or the document of the instance; of an account it means the account"), all},
		{"site.private", tongue.Say(ctx, "GNU social’s configuration"), all},
	}
}
