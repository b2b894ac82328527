package delivery

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"landfall/federation-core/followers"
	"landfall/federation-core/social"
)

// Limits of one attempt.
const (
	attemptTime = 10 * time.Second // for all of its requests
	answerBytes = 4 << 10          // that are read of an answer, to be dropped
)

// errStopping is why attempts end when the worker does.
var errStopping = errors.New("delivery is stopping")

// try tries to deliver d once. newer tells that the peer verifies RFC 9421.
func (w *Worker) try(ctx context.Context, d *social.Delivery, inbox *url.URL, newer bool) verdict {
	ctx, cancel := context.WithTimeout(ctx, attemptTime)
	defer cancel()
	k := knocker{Worker: w, delivery: d, inbox: inbox}
	var first *verdict
	for _, scheme := range schemes(newer, inbox.RawQuery != "") {
		status, v := k.knock(ctx, scheme)
		if !refusesSignature(status, scheme) {
			v.newer = scheme == RFC9421
			return v
		}
		if first == nil {
			first = &v
		}
	}
	return *first
}

// schemes is the order in which signatures are tried.
func schemes(newer, query bool) []Scheme {
	order := []Scheme{Cavage, RFC9421}
	if newer {
		order = []Scheme{RFC9421, Cavage}
	}
	if query {
		order = append(order, CavageNoQuery)
	}
	return order
}

// refusesSignature tells whether a status may be about how the request was signed.
func refusesSignature(status int, by Scheme) bool {
	switch status {
	case http.StatusUnauthorized:
		return true
	case http.StatusBadRequest, http.StatusForbidden:
		return by == RFC9421
	}
	return false
}

// knocker makes the requests of one attempt.
type knocker struct {
	*Worker
	delivery *social.Delivery
	inbox    *url.URL
	moved    bool // a redirect was followed
}

// knock sends the delivery under one kind of signature. The status is 0 if there was no
// answer.
func (k *knocker) knock(ctx context.Context, scheme Scheme) (int, verdict) {
	req, err := k.request(ctx, scheme)
	if err != nil {
		v := judgeError(ctx, err)
		v.ours, v.reason = true, "sign: "+plain(err.Error())
		return 0, v
	}
	resp, err := k.deps.Client.Do(req)
	if err != nil {
		return 0, judgeError(ctx, err)
	}
	_, _ = io.CopyN(io.Discard, resp.Body, answerBytes) // so that the connection can be used again
	_ = resp.Body.Close()
	if to := k.redirect(resp); to != nil && !k.moved {
		k.moved, k.inbox = true, to
		return k.knock(ctx, scheme)
	}
	return resp.StatusCode, judge(resp, time.Now())
}

// request is a signed request, new each time.
func (k *knocker) request(ctx context.Context, scheme Scheme) (*http.Request, error) {
	d := k.delivery
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, k.inbox.String(), bytes.NewReader(d.Body))
	if err != nil {
		return nil, fmt.Errorf("request: %w", err)
	}
	req.Header.Set("Content-Type", "application/activity+json")
	if d.Followers != "" {
		req.Header.Set(followers.HeaderName, d.Followers)
	}
	req.Header.Set("User-Agent", k.cfg.UserAgent)
	return req, k.deps.Sign(ctx, d.Actor, req, d.Body, scheme)
}

// redirect returns where an answer sends the same request, nil if it does not or that is
// another origin.
func (k *knocker) redirect(resp *http.Response) *url.URL {
	if resp.StatusCode != http.StatusTemporaryRedirect && resp.StatusCode != http.StatusPermanentRedirect {
		return nil
	}
	to, err := k.inbox.Parse(resp.Header.Get("Location"))
	if err != nil || to.Scheme != k.inbox.Scheme || to.Host != k.inbox.Host || to.User != nil {
		return nil
	}
	to.Fragment = ""
	return to
}
