package web

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/moving"
	"landfall/directory/which"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// movePage leads to the guide for a software.
type movePage struct {
	frame
	Text    string // what was typed, if no server is named in it
	Unknown string // the server that was named, if nothing is known of it
	Which   string // the page that knows more about that name
	Rows    []moveRow
}

// moveRow is what a software lets people take along, in a few words.
type moveRow struct {
	Software, Page string
	Also           string // other names that the guide is for, "" if none is known
	Followers      string
	Follows        string
	Posts          string
}

const (
	moveRoot = "/move"
	moveText = "q"    // what somebody types
	moveFrom = "from" // the server that somebody leaves
	moveBy   = "by"   // the day by which it is to be done
)

// move reads what somebody types, and leads to the guide for the software of that server.
// As on /which, what names a person is dropped from the address.
func (s *Site) move(c *gin.Context) error {
	ctx := c.Request.Context()
	f := s.frame(ctx, moveRoot, tongue.Say(ctx, "Moving to another server"), tongue.Say(ctx, "What each fediverse software lets you take along when you move, what stays behind, and what to do in which order."))
	page := movePage{frame: f, Rows: moveRows(ctx)}
	if text := c.Query(moveText); text != "" {
		c.Header("Cache-Control", "no-store")
		page.NoIndex = true
		mentions := which.Read(text)
		if len(mentions) == 0 {
			page.Text = clip(text, 255)
			return s.render(c, http.StatusOK, moveTempl(page))
		}
		host := mentions[0].Host
		if instance, ok := s.known(host); ok {
			s.redirect(c, http.StatusSeeOther, movePath(moving.For(s.snapshot().Server(instance).Facts.Software.Name), instance, time.Time{}))
			return nil
		}
		page.Unknown, page.Which = host.Display(), whichPath(mentions)
	}
	return s.render(c, http.StatusOK, moveTempl(page))
}

// movePath is the address of a guide: for somebody on a server unless that is "", and to be
// done by a day unless that is zero.
func movePath(guide moving.Guide, from landfall.Host, by time.Time) string {
	query := url.Values{}
	if from != "" {
		query.Set(moveFrom, string(from))
	}
	if !by.IsZero() {
		query.Set(moveBy, phrase.MachineDay(by))
	}
	path := moveRoot + "/" + guide.ID
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return path
}

func moveRows(ctx context.Context) []moveRow {
	var rows []moveRow
	for _, guide := range moving.All() {
		if guide.ID == moving.Generic {
			continue
		}
		rows = append(rows, moveRow{
			Software: directory.SoftwareLabel(guide.ID), Page: movePath(guide, "", time.Time{}), Also: alsoFor(ctx, guide),
			Followers: keptWord(ctx, guide, "followers"), Follows: keptWord(ctx, guide, "follows", "communities"), Posts: keptWord(ctx, guide, "posts", "videos"),
		})
	}
	return rows
}

// alsoFor lists the other software that a guide is for, as far as it has a spelling.
func alsoFor(ctx context.Context, guide moving.Guide) string {
	var names []string
	for _, name := range guide.Names {
		if label := directory.SoftwareLabel(name); label != name && name != guide.ID {
			names = append(names, label)
		}
	}
	return tongue.List(ctx, names)
}

// keptWord says how the first of some things is kept that something is known of.
func keptWord(ctx context.Context, guide moving.Guide, things ...moving.Thing) string {
	for _, thing := range things {
		how, known := guide.Of(thing)
		switch {
		case !known:
		case how == moving.Moved:
			return tongue.Say(ctx, "Come along")
		case how == moving.Imported:
			return tongue.Say(ctx, "From a file")
		case how == moving.Copied:
			return tongue.Say(ctx, "As a copy for yourself")
		default:
			return tongue.Say(ctx, "Stay behind")
		}
	}
	return tongue.Say(ctx, "Not known")
}
