package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/internal/httpkit"
)

// problemPage says what went wrong and leads on.
type problemPage struct {
	frame
	Heading, Sentence string
	Detail            string // about this request
	Search            bool
	Text              string // to search for
	Add               string // where to add the server that was looked for
	Diary             string // where its diary is
	Retry             string
	ID                string
}

// ErrorPage answers a request that failed with a page; it is what
// [httpkit.Deps] asks for.
func (s *Site) ErrorPage(c *gin.Context, p httpkit.Problem) error {
	page := problemPage{frame: s.frame(c.Request.Context(), c.Request.URL.Path, p.Title, p.Title), Detail: p.Detail, ID: p.ID}
	page.NoIndex = true
	switch {
	case p.Status == http.StatusNotFound:
		page.Heading, page.Sentence, page.Search = "Not found", "There is no page at this address.", true
		if host, ok := strings.CutPrefix(c.Request.URL.Path, "/s/"); ok {
			page.Sentence = "Landfall has no page for a server of this name. It may be new, or not on the fediverse, or its name may be spelt in another way."
			page.Text = clip(host, 100)
			if known, err := landfall.ParseHost(host); err == nil && s.deps.Entries != nil {
				page.Diary = diaryPath(known)
			}
			if s.deps.Submit != nil {
				page.Add = "/add?host=" + url.QueryEscape(page.Text)
			}
		}
	case p.Status == http.StatusMethodNotAllowed:
		page.Heading, page.Sentence = "Not possible", "This address can be read, and nothing else."
	case p.Status == http.StatusTooManyRequests:
		page.Heading, page.Sentence = "Not so fast", "That was more than one visitor may ask for in a minute."
	case p.Status == http.StatusServiceUnavailable:
		page.Heading, page.Sentence = "Not just now", "Landfall cannot answer this at the moment."
		page.Retry = c.Request.URL.RequestURI()
	case p.Status >= http.StatusInternalServerError:
		page.Heading, page.Sentence = "Something went wrong", "The fault is ours, and it has been noted."
		page.Retry = c.Request.URL.RequestURI()
	default:
		page.Heading, page.Sentence = p.Title, "This request could not be understood."
	}
	return s.render(c, p.Status, problemTempl(page))
}
