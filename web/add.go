package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/web/tongue"
)

// Submit takes hosts that visitors name; see [landfall.Submission].
type Submit func(ctx context.Context, host landfall.Host) (landfall.Submission, error)

// addPage takes the name of a server and says what comes next.
type addPage struct {
	frame
	Closed  bool   // names are not taken here
	Text    string // what was typed
	Problem string // what is wrong with it
	Done    string // what was done with it
	Next    string // what happens now
	Page    string // the page of the server that was named, if there is one
	Domain  string // {server} in what was done
	Other   string // {other} in it
}

// nameBytes is more than any address that somebody pastes.
const nameBytes = 2048

func (s *Site) newAddPage(ctx context.Context) addPage {
	f := s.frame(ctx, "/add", tongue.Say(ctx, "Add a server"), tongue.Say(ctx, "Tell Landfall of a fediverse server that is missing."))
	return addPage{frame: f, Closed: s.deps.Submit == nil}
}

func (s *Site) addForm(c *gin.Context) error {
	page := s.newAddPage(c.Request.Context())
	page.Text = clip(c.Query("host"), 255)
	return s.render(c, http.StatusOK, addTempl(page))
}

// add takes a form. Nobody but the visitor should see what he typed, so that the
// answer is never kept.
func (s *Site) add(c *gin.Context) error {
	ctx := c.Request.Context()
	c.Header("Cache-Control", "no-store")
	page := s.newAddPage(ctx)
	page.NoIndex = true
	text := c.PostForm("host")
	page.Text = clip(text, 255)
	if page.Closed || len(text) > nameBytes {
		page.Problem = tongue.Say(ctx, "This is too long for a name.")
		return s.render(c, http.StatusUnprocessableEntity, addTempl(page))
	}
	host, err := landfall.ParseSubmission(text)
	if err != nil {
		page.Problem = nameProblem(ctx, err)
		return s.render(c, http.StatusUnprocessableEntity, addTempl(page))
	}
	submission, err := s.deps.Submit(ctx, host)
	if err != nil {
		return fmt.Errorf("add %s: %w", host, err)
	}
	s.tell(ctx, &page, submission)
	return s.render(c, http.StatusAccepted, addTempl(page))
}

func nameProblem(ctx context.Context, err error) string {
	var fault *landfall.HostError
	switch {
	case !errors.As(err, &fault):
		return tongue.Say(ctx, "This is no name of a server.")
	case fault.Fault == landfall.HostEmpty:
		return tongue.Say(ctx, "Please type the name of a server.")
	}
	return tongue.Say(ctx, "This is not the name of a server: {why}. Names look like example.social.", "why", tongue.Say(ctx, fault.Fault.Why()))
}

// tell says in words what became of the name.
func (s *Site) tell(ctx context.Context, page *addPage, submission landfall.Submission) {
	page.Domain = submission.Host.Display()
	shown := submission.Host
	switch submission.State {
	case landfall.SubmissionNew:
		page.Done = tongue.Mark("{server} is noted.")
		page.Next = tongue.Say(ctx, "The crawler visits it within minutes: it asks for robots.txt first, and then for the documents in which a server describes itself. If it answers as a fediverse server, it gets a page; if more than one person uses it, it is listed. If it asks not to be visited, it is left alone.")
	case landfall.SubmissionAgain:
		page.Done = tongue.Mark("{server} is known already.")
		page.Next = tongue.Say(ctx, "It is visited again within minutes.")
	case landfall.SubmissionAlias:
		page.Done, page.Other = tongue.Mark("{server} is another name of {other}."), submission.Instance.Display()
		page.Next = tongue.Say(ctx, "Both are one server, and have one page.")
		shown = submission.Instance
	case landfall.SubmissionShut:
		page.Done = tongue.Mark("{server} is not taken.")
		page.Next = tongue.Say(ctx, "Its domain is blocked here, or every name below it answers, so that only one of them is visited.")
	case landfall.SubmissionLater:
		page.Done = tongue.Mark("{server} has to wait.")
		page.Next = tongue.Say(ctx, "Many servers of its domain are new. They are visited by and by, a few more each day; please try again tomorrow.")
	case landfall.SubmissionKnown:
		page.Done = tongue.Mark("{server} is not new.")
		page.Next = tongue.Say(ctx, "It is visited when it is its turn. If it has no page, it has not answered yet, or it asks not to be listed.")
	}
	if s.snapshot().Server(shown) != nil {
		page.Page = "/s/" + string(shown)
	}
}
