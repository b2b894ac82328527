package web

import (
	"context"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// handoverFile is where the file is that a newcomer keeps.
func handoverFile(host landfall.Host) string { return tabJoin.path(host) + ".txt" }

// saveHandover answers /s/{host}/join.txt.
func (s *Site) saveHandover(c *gin.Context) error {
	server, err := s.answeredAt(c, tabJoin)
	if server == nil {
		return err
	}
	c.Header("Cache-Control", pageFresh)
	c.Header("Content-Disposition", `attachment; filename="`+string(server.Host)+`.txt"`)
	c.Data(http.StatusOK, "text/plain; charset=utf-8", []byte(s.handoverText(c.Request.Context(), server)))
	return nil
}

// handoverText is what to keep of joining a server, a line each. Names from elsewhere are
// on one line and have nothing invisible in them.
func (s *Site) handoverText(ctx context.Context, server *directory.Server) string {
	id, now := newIdentity(server), s.deps.Now()
	box := s.newJoinBox(ctx, server)
	lines := []string{clip(directory.Visible(id.Name), 200), ""}
	add := func(label, value string) {
		if value != "" {
			lines = append(lines, tongue.Labelled(ctx, label, value))
		}
	}
	add(tongue.Say(ctx, "Your server"), id.Domain)
	if !s.cfg.Demo {
		add(tongue.Say(ctx, "Its address"), "https://"+string(server.Host)+"/")
	}
	add(tongue.Say(ctx, "Your name there"), box.Handle)
	add(tongue.Say(ctx, "Sign-up"), box.Sentence)
	lines = append(lines, "")
	if s.cfg.Demo {
		lines = append(lines, tongue.Say(ctx, "This server is simulated, so there is nothing to join."))
	} else {
		lines = append(lines, tongue.Say(ctx, "Sign in on {server}, or in an app that asks for the name of your server.", "server", id.Domain))
	}
	if box.Handle != "" {
		lines = append(lines, tongue.Say(ctx, "Put the name that you chose in place of “you”. People on other servers find you by the whole of it."))
	}
	lines = append(lines, "")
	if s.cfg.PublicURL != "" {
		add(tongue.Say(ctx, "What is measured of it"), s.cfg.PublicURL+tongue.Path(ctx, id.Page))
		add(tongue.Say(ctx, "Which server am I on?"), s.cfg.PublicURL+tongue.Path(ctx, "/which"))
	}
	add(tongue.Say(ctx, "As of"), tongue.Moment(ctx, now))
	if read := server.Facts.Evidence[landfall.FieldSignup].LastSeen; !read.IsZero() {
		add(tongue.Say(ctx, "Sign-up read"), phrase.Ago(ctx, read, now))
	}
	return strings.Join(lines, "\n") + "\n"
}
