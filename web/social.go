package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/internal/httpkit"
	"landfall/web/chart"
	"landfall/web/phrase"
	"landfall/web/social"
	"landfall/web/tongue"
)

// Where the pictures are that other sites show beside links.
const (
	sitePicturePath = "/social.png"
	picturesFolder  = "/social/"
)

// socialPicture is such a picture, and what it shows in words.
type socialPicture struct{ Path, Alt string }

// sitePicture stands for pages that are about no one server.
func sitePicture(ctx context.Context) socialPicture {
	return socialPicture{Path: sitePicturePath, Alt: "Landfall: " + siteCard(ctx, "").Title}
}

func siteCard(ctx context.Context, note string) social.Site {
	return social.Site{Title: tongue.Say(ctx, "Find a home in the fediverse"), Sentence: tongue.Say(ctx, "Its servers, visited and measured, for you to choose one."), Note: note}
}

// serverPicture is the picture of a server. There is one, in English, for pages of every
// language; what it shows is said in the page's.
func serverPicture(ctx context.Context, server *directory.Server) socialPicture {
	id := newIdentity(server)
	return socialPicture{
		Path: picturesFolder + string(server.Host) + ".png",
		Alt: tongue.Say(ctx, "{name} ({server}). Speed: {speed}. Sign-up: {signup}.", "name", id.Name, "server", id.Domain,
			"speed", newSpeedChip(ctx, server.Speed).Word, "signup", phrase.SignupShort(ctx, server.Facts.Signup)),
	}
}

// socialCard is what the picture of a server says.
func (s *Site) socialCard(ctx context.Context, server *directory.Server) social.Card {
	id := newIdentity(server)
	card := social.Card{
		Name: id.Name, Domain: id.Domain, Host: string(server.Host),
		Speed: server.Speed, SpeedWord: newSpeedChip(ctx, server.Speed).Word,
		Signup: phrase.SignupShort(ctx, server.Facts.Signup), Note: s.pictureNote(ctx),
	}
	sum := server.Whole()
	for _, day := range sum.Days {
		card.Days = append(card.Days, chart.StateOf(day))
	}
	visits, answered := 0, 0
	for _, day := range sum.Days {
		visits, answered = visits+day.Visits, answered+day.Answered
	}
	switch n := len(sum.Days); {
	case n == 0 || visits == 0:
		card.Caption = tongue.Say(ctx, "Not measured yet")
	default:
		card.Caption = tongue.Count(ctx, visits, "{period} to {day}: {share} of {n} visit answered", "{period} to {day}: {share} of {n} visits answered",
			"period", tongue.Count(ctx, n, "{n} day", "{n} days"), "day", tongue.Date(ctx, sum.Days[n-1].Date), "share", phrase.Share(ctx, answered, visits))
	}
	return card
}

// pictureNote marks what a demonstration shows, for a picture travels without its page.
func (s *Site) pictureNote(ctx context.Context) string {
	if s.cfg.Demo {
		return tongue.Say(ctx, "Demonstration: simulated")
	}
	return ""
}

func (s *Site) socialSite(c *gin.Context) error {
	ctx := c.Request.Context()
	card := siteCard(ctx, s.pictureNote(ctx))
	return s.studio.send(c, fmt.Sprintf("%q", card), func(p *social.Painter) ([]byte, error) { return p.Site(card) })
}

// socialServer sends the picture of a server by its host. There is none of a server whose
// page is not to be found: nobody is to pass it on.
func (s *Site) socialServer(c *gin.Context) error {
	name := c.Param("file")
	host, err := landfall.ParseHost(strings.TrimSuffix(name, ".png"))
	server := s.snapshot().Server(host)
	if err != nil || server == nil || name != string(host)+".png" || !shared(server, s.deps.Now()) {
		return fmt.Errorf("picture of %q: %w", clip(name, 80), landfall.ErrNotFound)
	}
	card := s.socialCard(c.Request.Context(), server)
	return s.studio.send(c, fmt.Sprintf("%q", card), func(p *social.Painter) ([]byte, error) { return p.Card(card) })
}

// shared reports whether the page of a server may be found, and so be shown by others.
func shared(server *directory.Server, now time.Time) bool {
	why := server.Unlisted(now)
	return why == "" || why == directory.UnlistedSilent
}

// Bounds on pictures: bytes that are kept, and how long one who asks waits for his turn.
const (
	picturesKept = 8 << 20
	pictureWait  = 2 * time.Second
)

// studio draws pictures, one at a time, and keeps them. A picture is kept by what it says,
// and so for as long as that stays true, through any number of snapshots.
type studio struct {
	painter func() (*social.Painter, error)
	turn    chan struct{}
	kept    *epochCache[[]byte]
}

func newStudio() *studio {
	return &studio{
		painter: sync.OnceValues(social.NewPainter), turn: make(chan struct{}, 1),
		kept: newEpochCache(picturesKept, func(b []byte) int { return len(b) }),
	}
}

// send answers with the picture that says what says.
func (d *studio) send(c *gin.Context, says string, draw func(*social.Painter) ([]byte, error)) error {
	tag := httpkit.ETag(says)
	picture, err := d.kept.of("", tag, func() ([]byte, error) { return d.draw(c.Request.Context(), draw) })
	if err != nil {
		return err
	}
	c.Header("Cache-Control", machinesFresh)
	c.Header("Cross-Origin-Resource-Policy", "cross-origin") // other sites are to show it
	if !httpkit.NotModified(c, tag) {
		c.Data(http.StatusOK, "image/png", picture)
	}
	return nil
}

// draw waits for its turn, but not for long: it is [landfall.ErrUnavailable] if many are
// waiting. Others may wait for the same picture, so that it does not end with one of them.
func (d *studio) draw(ctx context.Context, draw func(*social.Painter) ([]byte, error)) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), pictureWait)
	defer cancel()
	select {
	case d.turn <- struct{}{}:
		defer func() { <-d.turn }()
	case <-ctx.Done():
		return nil, fmt.Errorf("picture: waiting for a turn: %w", landfall.ErrUnavailable)
	}
	painter, err := d.painter()
	if err != nil {
		return nil, err
	}
	return draw(painter)
}

// favicon answers who looks for the site's sign at its old place.
func (s *Site) favicon(c *gin.Context) error {
	icon, err := s.studio.kept.of("", "favicon", func() ([]byte, error) { return social.Icon(32) })
	if err != nil {
		return err
	}
	c.Header("Cache-Control", machinesFresh)
	if !httpkit.NotModified(c, httpkit.ETag(icon)) {
		c.Data(http.StatusOK, "image/x-icon", icon)
	}
	return nil
}
