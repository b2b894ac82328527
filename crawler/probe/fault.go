package probe

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"landfall"
	"landfall/internal/netguard"
	"landfall/internal/netguard/strictjson"
)

// docBytes caps one document; more is an error.
const docBytes = 1 << 20

// fault is why a document gave nothing, in the words of an Observation.
type fault struct {
	outcome landfall.Outcome
	class   landfall.Class
	reason  string
	status  int
	// to is the host of another owner that the answer leads to.
	to landfall.Host
	// over is set if the host should be left alone for the rest of the visit.
	over bool
	// final is set if it decides the outcome, whatever else was read.
	final bool
}

func (f *fault) Error() string { return f.reason }

// get fetches one document with a 2xx status.
func (v *Visit) get(ctx context.Context, u *url.URL) (*Document, error) {
	return v.ask(ctx, Request{URL: u})
}

// ask sends one request for JSON and takes an answer with a 2xx status.
func (v *Visit) ask(ctx context.Context, req Request) (*Document, error) {
	req.Accept, req.MaxBytes = "application/json", docBytes
	v.asked++
	doc, err := v.Fetcher.Fetch(ctx, req)
	switch {
	case err != nil:
		return nil, fetchFault(err)
	case doc.Status/100 != 2:
		return nil, statusFault(doc.Status)
	case doc.NoIndex:
		return nil, &fault{outcome: landfall.OutcomeRefused, class: landfall.ClassTheirs, reason: "noindex", status: doc.Status}
	}
	return doc, nil
}

// fetchFault says what it means that no document came. What went wrong below
// HTTP will go wrong again, so the visit is over; a path that is forbidden or a
// redirect that must not be followed says nothing about the next path.
func fetchFault(err error) *fault {
	reason, class := netguard.Classify(err)
	f := &fault{class: class, reason: reason, over: true}
	var moved *netguard.MovedError
	switch {
	case errors.Is(err, ErrForbidden):
		return &fault{outcome: landfall.OutcomeRefused, class: landfall.ClassTheirs, reason: "robots_forbidden"}
	case errors.Is(err, ErrPostponed):
		return &fault{outcome: landfall.OutcomePostponed, class: landfall.ClassTheirs, reason: "robots_postponed", over: true}
	case errors.As(err, &moved):
		f.outcome, f.to = landfall.OutcomeMoved, moved.To
	case class == landfall.ClassOurs:
		f.outcome = landfall.OutcomePostponed
	case errors.Is(err, netguard.ErrBlockedAddr):
		f.outcome = landfall.OutcomeBlocked
	case reason == "url_refused", strings.HasPrefix(reason, "redirect_"), reason == "too_many_redirects":
		f.outcome, f.over = landfall.OutcomeInvalid, false
	case slices.Contains([]string{"body_too_large", "header_too_large", "encoding_refused", "bad_gzip"}, reason):
		f.outcome = landfall.OutcomeInvalid
	case strictjson.Reason(err) != "":
		f.outcome = landfall.OutcomeInvalid
	default:
		f.outcome = landfall.OutcomeUnreachable
	}
	return f
}

// Unanswered is the result of a visit that ended with err and read nothing.
func Unanswered(err error) Result {
	f := fetchFault(err)
	return Result{Outcome: f.outcome, Class: f.class, Reason: f.reason, Status: f.status}
}

// statusFault says what an answer without a document means. A server that is in
// trouble, or asks for fewer requests, is left alone for the rest of the visit.
func statusFault(status int) *fault {
	f := &fault{outcome: landfall.OutcomeError, class: landfall.ClassTheirs, reason: "http_" + strconv.Itoa(status), status: status}
	switch status {
	case http.StatusGone:
		f.outcome = landfall.OutcomeGone
	case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotAcceptable, http.StatusBadRequest, http.StatusNotImplemented:
		f.outcome = landfall.OutcomeForeign
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		f.over = true
	default: // 520 to 530 are what content networks say for an origin that fails
		f.over = status >= 520 && status <= 530
	}
	return f
}

// foreign is a well-formed answer that is no document of an instance.
func foreign(doc *Document, reason string) *fault {
	return &fault{outcome: landfall.OutcomeForeign, class: landfall.ClassTheirs, reason: reason, status: doc.Status}
}

// parse reads a document that has to be JSON by its type and by its content.
// HTML with a 200 is a web page, not a broken document.
func parse(doc *Document) (strictjson.Value, error) {
	if !isJSON(doc.Type) {
		return strictjson.Value{}, foreign(doc, "not_json")
	}
	root, err := strictjson.Parse(doc.Body)
	if err != nil {
		return strictjson.Value{}, invalid(doc, strictjson.Reason(err))
	}
	return root, optsOut(doc, root)
}

// parseLoosely reads a document that some servers send with the wrong media
// type: then content that is no JSON is a web page.
func parseLoosely(doc *Document) (root strictjson.Value, typed bool, err error) {
	if isJSON(doc.Type) {
		root, err = parse(doc)
		return root, true, err
	}
	if root, err = strictjson.Parse(doc.Body); err != nil {
		return root, false, foreign(doc, "not_json")
	}
	return root, false, optsOut(doc, root)
}

// isJSON accepts application/json and application/*+json.
func isJSON(media string) bool {
	return media == "application/json" || strings.HasPrefix(media, "application/") && strings.HasSuffix(media, "+json")
}

// invalid is a document that breaks a rule.
func invalid(doc *Document, reason string) *fault {
	return &fault{outcome: landfall.OutcomeInvalid, class: landfall.ClassTheirs, reason: reason, status: doc.Status}
}

// verdicts orders outcomes of a visit in which no document was read: the first
// that occurs tells the most about the host.
var verdicts = []landfall.Outcome{
	landfall.OutcomePostponed, landfall.OutcomeRefused, landfall.OutcomeMoved, landfall.OutcomeBlocked, landfall.OutcomeGone,
	landfall.OutcomeInvalid, landfall.OutcomeUnreachable, landfall.OutcomeError, landfall.OutcomeForeign,
}

// worst returns the fault that decides the outcome; of several equal ones the first.
func worst(faults []*fault) *fault {
	if i := slices.IndexFunc(faults, func(f *fault) bool { return f.final }); i >= 0 {
		return faults[i]
	}
	return slices.MinFunc(faults, func(a, b *fault) int {
		return slices.Index(verdicts, a.outcome) - slices.Index(verdicts, b.outcome)
	})
}
