package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/which"
	"landfall/web/tongue"
)

// whichPage answers tongue.Say(ctx, "Which server am I on?").
type whichPage struct {
	frame
	Text    string // what was typed, if no server is named in it
	Answers []whichAnswer
	Advice  which.Advice
}

// whichAnswer is one server that somebody may be on.
type whichAnswer struct {
	Domain, Name, Software string
	Known                  bool
	Note                   string // how the name that was given and the server belong together
	Page, Check, Add       string // addresses; empty if there is none
}

// The parameters of the page: what somebody types, and the hosts that were read from it,
// those from addresses of mail apart.
const (
	whichText = "q"
	whichHost = "host"
	whichMail = "mail"
)

// mostAnswers bounds how many servers one text is taken to name.
const mostAnswers = 5

// which reads a text and leads to an address that has the hosts in it and nothing else:
// the name of a person is not to stand in addresses, which are kept and passed on.
func (s *Site) which(c *gin.Context) error {
	ctx := c.Request.Context()
	if text := c.Query(whichText); text != "" {
		c.Header("Cache-Control", "no-store")
		if mentions := which.Read(text); len(mentions) > 0 {
			s.redirect(c, http.StatusSeeOther, whichPath(mentions))
			return nil
		}
		page := s.newWhichPage(ctx, which.Find(text, s.known))
		page.Text, page.NoIndex = clip(text, 255), true
		return s.render(c, http.StatusOK, whichTempl(page))
	}
	var mentions []which.Mention
	for key, form := range map[string]which.Form{whichHost: which.Name, whichMail: which.Address} {
		for text := range strings.SplitSeq(c.Query(key), ",") {
			if host, err := landfall.ParseHost(text); err == nil && len(mentions) < mostAnswers {
				mentions = append(mentions, which.Mention{Host: host, Form: form, Words: text})
			}
		}
	}
	page := s.newWhichPage(ctx, which.Resolve(mentions, s.known))
	page.NoIndex = len(mentions) > 0
	return s.render(c, http.StatusOK, whichTempl(page))
}

// whichPath is the address of the answers.
func whichPath(mentions []which.Mention) string {
	lists := map[string][]string{}
	for _, m := range mentions[:min(len(mentions), mostAnswers)] {
		key := whichHost
		if m.Form == which.Address {
			key = whichMail
		}
		lists[key] = append(lists[key], string(m.Host))
	}
	var parts []string
	for _, key := range []string{whichHost, whichMail} {
		if len(lists[key]) > 0 {
			parts = append(parts, key+"="+strings.Join(lists[key], ","))
		}
	}
	return "/which?" + strings.Join(parts, "&")
}

// known tells which instance a host belongs to, as far as it has a page.
func (s *Site) known(host landfall.Host) (landfall.Host, bool) {
	snapshot := s.snapshot()
	if instance := snapshot.Named(host); instance != "" {
		host = instance
	}
	server := snapshot.Server(host)
	return host, server != nil && !server.LastSeen.IsZero()
}

func (s *Site) newWhichPage(ctx context.Context, result which.Result) whichPage {
	f := s.frame(ctx, "/which", tongue.Say(ctx, "Which server am I on?"), tongue.Say(ctx, "Find your fediverse server from your handle, your profile’s address or a mail."))
	page := whichPage{frame: f, Advice: result.Advice}
	for _, a := range result.Answers {
		page.Answers = append(page.Answers, s.newWhichAnswer(ctx, a))
	}
	return page
}

func (s *Site) newWhichAnswer(ctx context.Context, a which.Answer) whichAnswer {
	if a.Way == which.ByNothing {
		answer := whichAnswer{Domain: a.Host.Display()}
		if s.deps.Entries != nil {
			answer.Check = checkPath(a.Host)
		}
		if s.deps.Submit != nil {
			answer.Add = "/add?host=" + url.QueryEscape(string(a.Host))
		}
		return answer
	}
	server := s.snapshot().Server(a.Instance)
	answer := whichAnswer{
		Known: true, Domain: server.Display(), Name: clip(server.Facts.Name, 80), Page: "/s/" + string(a.Instance),
		Software: directory.SoftwareLabel(server.Facts.Software.Name),
	}
	switch a.Way {
	case which.ByAlias:
		answer.Note = tongue.Say(ctx, "{name} is another name of it.", "name", a.Host.Display())
	case which.ByParent:
		answer.Note = tongue.Say(ctx, "Mail from {name} comes from below its domain, so that this is likely, and not sure.", "name", a.Host.Display())
	case which.ByName, which.ByNothing:
	}
	return answer
}
