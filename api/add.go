package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/internal/httpkit"
)

// Submit takes hosts that clients name; see [landfall.Submission].
type Submit func(ctx context.Context, host landfall.Host) (landfall.Submission, error)

// addRequest is the body of POST /servers.
type addRequest struct {
	Host string `json:"host"` // a name, or the address of one of its pages
}

// addAnswer says what became of it.
type addAnswer struct {
	Host     string                   `json:"host"` // canonical, in ASCII
	State    landfall.SubmissionState `json:"state"`
	Instance *string                  `json:"instance"` // the server that the name belongs to, if it is another's
	Href     string                   `json:"href"`     // where it will be in the API, if it answers
}

// add answers POST /servers.
func (a *api) add(c *gin.Context) error {
	c.Header("Cache-Control", "no-store")
	var request addRequest
	decoder := json.NewDecoder(c.Request.Body)
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&request)
	if err == nil {
		if _, more := decoder.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("more than one value")
		}
	}
	if tooLong := new(http.MaxBytesError); errors.As(err, &tooLong) {
		return err
	}
	if err != nil {
		return badParameter("body", `It should be a JSON object such as {"host": "example.social"}.`)
	}
	host, err := landfall.ParseSubmission(request.Host)
	if err != nil {
		return badParameter("host", "It is not the name of a host: a name only, below a public suffix.")
	}
	submission, err := a.deps.Submit(c.Request.Context(), host)
	if err != nil {
		return fmt.Errorf("add %s: %w", host, err)
	}
	answer := addAnswer{Host: host.String(), State: submission.State, Href: Prefix + "/servers/" + host.String()}
	if submission.Instance != "" {
		answer.Instance = text(submission.Instance.String())
		answer.Href = Prefix + "/servers/" + submission.Instance.String()
	}
	body, err := json.Marshal(answer)
	if err != nil {
		return fmt.Errorf("encode answer: %w", err)
	}
	c.Data(http.StatusAccepted, "application/json", append(body, '\n'))
	return nil
}

// registerAdd adds the route that takes names.
func (a *api) registerAdd(r gin.IRouter) {
	var handlers []gin.HandlerFunc
	for _, limit := range []*httpkit.RateLimit{a.deps.RateLimit, a.deps.SubmitLimit} {
		if limit != nil {
			handlers = append(handlers, limit.Middleware)
		}
	}
	if a.deps.SameOrigin != nil {
		handlers = append(handlers, a.deps.SameOrigin.Middleware)
	}
	r.POST("/servers", append(handlers, httpkit.Handle(a.add))...)
}
