package server

import (
	"bytes"
	_ "embed"
	"errors"
	"html/template"
	"net/http"
	"strings"
	"time"

	"landfall/federation-core/markup"
	"landfall/federation-core/social"
)

//go:embed page.html
var pageText string

var pages = template.Must(template.New("").Parse(pageText))

// policy lets a page do nothing: no script, no style, nothing from anywhere.
const policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// page is what people see of an actor, a post or the server. All of it is text.
type page struct {
	Title, Language string
	Document        string // its address
	Name, Account   string
	Profile         string // address
	Warning         string
	Text            []string // paragraphs
	Fields          []social.Field
	Rules           []string
	Published       time.Time
}

// profilePage is for people who follow a link to somebody.
func (s *Server) profilePage(r *http.Request) answer {
	if s.settings().AllowList {
		return unpublished
	}
	a, err := s.person(r.Context(), r)
	if err == nil && a.Standing != social.Active {
		err = social.ErrNotFound
	}
	if err != nil {
		return s.noPage(r, err)
	}
	p := s.pageOf(&a)
	p.Title, p.Document, p.Text = p.Name, a.ID, paragraphs(a.Profile.Summary)
	for _, f := range a.Profile.Fields {
		p.Fields = append(p.Fields, social.Field{Name: f.Name, Value: markup.Text(f.Value)})
	}
	return s.render(r, http.StatusOK, p)
}

// postPage is for people who follow a link to a post that anybody may read.
func (s *Server) postPage(r *http.Request) answer {
	if s.settings().AllowList {
		return unpublished
	}
	post, author, err := s.readable(r.Context(), r, "")
	if err != nil {
		return s.noPage(r, err)
	}
	p := s.pageOf(&author)
	p.Title, p.Document, p.Language = "A post by "+p.Name, post.ID, post.Language
	p.Warning, p.Text, p.Published = post.Summary, paragraphs(post.Content), post.Published.UTC()
	return s.render(r, http.StatusOK, p)
}

// unpublished is the answer to people where nothing is for everybody.
var unpublished = plain(http.StatusForbidden, "This server shows what is said here to the servers that it knows only.")

func (s *Server) pageOf(a *social.Actor) page {
	name := a.Profile.Name
	if strings.TrimSpace(name) == "" {
		name = a.Username
	}
	return page{Name: name, Account: "@" + a.Username + "@" + s.Site.Host(), Profile: s.Site.Page(a.Username)}
}

// noPage says to people that there is nothing, or nothing any more.
func (s *Server) noPage(r *http.Request, err error) answer {
	switch {
	case errors.Is(err, social.ErrGone):
		return s.render(r, http.StatusGone, page{Title: "This was deleted"})
	case errors.Is(err, social.ErrNotFound):
		return s.render(r, http.StatusNotFound, page{Title: "There is nothing here for you"})
	}
	return s.failed(r, err)
}

func (s *Server) render(r *http.Request, status int, p page) answer {
	var b bytes.Buffer
	if err := pages.Execute(&b, p); err != nil {
		return s.failed(r, err)
	}
	a := answer{status: status, kind: "text/html; charset=utf-8", body: b.Bytes(), cache: shared}
	if status == http.StatusNotFound {
		a.cache = notStored
	}
	return a.with("Content-Security-Policy", policy).with("Referrer-Policy", "no-referrer")
}

// paragraphs are those of a text in HTML.
func paragraphs(html string) (all []string) {
	for part := range strings.SplitSeq(markup.Text(html), "\n\n") {
		if part != "" {
			all = append(all, part)
		}
	}
	return all
}
