package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/internal/httpkit"
	"landfall/web/tongue"
)

// problemPage says what went wrong and leads on.
type problemPage struct {
	frame
	Heading, Sentence string
	Detail            string // about this request
	Search            bool
	List              crumb  // that what was looked for would be in
	Text              string // to search for
	Add               string // where to add the server that was looked for
	Diary             string // where its diary is
	Retry             string
	ID                string
}

// ErrorPage answers a request that failed with a page; it is what
// [httpkit.Deps] asks for.
func (s *Site) ErrorPage(c *gin.Context, p httpkit.Problem) error {
	t, path := s.inLanguage(c.Request.URL.Path)
	ctx := tongue.With(c.Request.Context(), t)
	c.Request = c.Request.WithContext(ctx)
	title := tongue.Say(ctx, p.Title)
	page := problemPage{frame: s.frame(ctx, path, title, title), Detail: say(ctx, p.Detail), ID: p.ID}
	page.NoIndex = true
	page.Path = "/" // what failed here fails in another language
	switch {
	case p.Status == http.StatusNotFound:
		page.Heading, page.Sentence, page.Search = tongue.Say(ctx, "Not found"), tongue.Say(ctx, "There is no page at this address."), true
		page.List = listAbove(ctx, path)
		if host, ok := serverNamed(path); ok && s.leftAlone(ctx, host) {
			page.Sentence, page.Search = tongue.Say(ctx, "This server asked not to be measured."), false
		} else if ok {
			page.Sentence = tongue.Say(ctx, "Landfall has no page for a server of this name. It may be new, or not on the fediverse, or its name may be spelt in another way.")
			page.Text = clip(host, 100)
			if known, err := landfall.ParseHost(host); err == nil && s.deps.Entries != nil {
				page.Diary = diaryPath(known)
			}
			if s.deps.Submit != nil {
				page.Add = "/add?host=" + url.QueryEscape(page.Text)
			}
		}
	case p.Status == http.StatusMethodNotAllowed:
		page.Heading, page.Sentence = tongue.Say(ctx, "Not possible"), tongue.Say(ctx, "This address can be read, and nothing else.")
	case p.Status == http.StatusTooManyRequests:
		page.Heading, page.Sentence = tongue.Say(ctx, "Not so fast"), tongue.Say(ctx, "That was more than one visitor may ask for in a minute.")
	case p.Status == http.StatusServiceUnavailable:
		page.Heading, page.Sentence = tongue.Say(ctx, "Not just now"), tongue.Say(ctx, "Landfall cannot answer this at the moment.")
		page.Retry = c.Request.URL.RequestURI()
	case p.Status >= http.StatusInternalServerError:
		page.Heading, page.Sentence = tongue.Say(ctx, "Something went wrong"), tongue.Say(ctx, "The fault is ours, and it has been noted.")
		page.Retry = c.Request.URL.RequestURI()
	default:
		page.Heading, page.Sentence, page.Search = tongue.Say(ctx, "Not understood"), tongue.Say(ctx, "This request could not be understood."), true
		if page.Detail != "" {
			page.Sentence, page.Detail = page.Detail, ""
		}
	}
	return s.render(c, p.Status, problemTempl(page))
}

// listAbove is the list of topics, places, languages or software that an address is below.
func listAbove(ctx context.Context, path string) crumb {
	for _, key := range []string{directory.KeyTopic, directory.KeyPlace, directory.KeyLanguage, directory.KeySoftware} {
		if root := sectionRoots[key]; strings.HasPrefix(path, root+"/") {
			return crumb{listLabel(ctx, key), root}
		}
	}
	return crumb{}
}

// serverNamed is what a path of a server's page has in the place of its name.
func serverNamed(path string) (name string, ok bool) {
	rest, ok := strings.CutPrefix(path, "/s/")
	name, _, _ = strings.Cut(rest, "/")
	return name, ok
}

// leftAlone reports whether a name is the whole one of a server that asked not to be
// measured.
func (s *Site) leftAlone(ctx context.Context, name string) bool {
	host, err := landfall.ParseHost(name)
	if err != nil || s.deps.Entries == nil {
		return false
	}
	entry, err := s.deps.Entries.Entry(ctx, host)
	return err == nil && entry.OptedOut
}
