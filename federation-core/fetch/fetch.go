package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/vocab"
)

// Bounds of one document.
const (
	redirects = 3
	patience  = 10 * time.Second
)

// Client makes requests. It does not follow redirects, refuses addresses that are nobody's
// business (loopback, private networks) with an [ErrRefused], and gives up on slow answers.
type Client interface {
	Do(*http.Request) (*http.Response, error)
}

// Deps are what a fetcher works with.
type Deps struct {
	Client Client
	// Sign signs a request in the name of this server's own actor.
	Sign func(ctx context.Context, req *http.Request, scheme httpsig.Scheme) error
	// Allowed reports whether a host may be asked at all.
	Allowed func(host string) bool
	// Agent is the User-Agent.
	Agent string
	Now   func() time.Time
}

// Fetcher reads documents. It is safe for concurrent use.
type Fetcher struct {
	Deps
	Counts   Counts
	origins  origins
	absences absences
}

// New returns a fetcher.
func New(deps Deps) *Fetcher { return &Fetcher{Deps: deps} }

// Document reads the document of an id: that of another place if that is what the id leads to
// and what it says of itself. Errors are [ErrGone], [ErrRefused], or faults that may pass.
func (f *Fetcher) Document(ctx context.Context, budget *Budget, id vocab.ID) (*vocab.Document, error) {
	doc, err := f.remember(id, func() (*vocab.Document, error) { return f.document(ctx, budget, id) })
	if err != nil {
		return nil, fmt.Errorf("fetch %s: %w", id, err)
	}
	return doc, nil
}

// remember answers what could not be had lately without asking.
func (f *Fetcher) remember(id vocab.ID, get func() (*vocab.Document, error)) (*vocab.Document, error) {
	now := f.Now()
	if err := f.absences.of(string(id), now); err != nil {
		f.Counts.Remembered.Add(1)
		return nil, err
	}
	doc, err := get()
	f.Counts.count(err)
	switch {
	case err == nil, errors.Is(err, errBudget), errors.Is(err, ErrCrowded), errors.Is(err, context.Canceled):
	case errors.Is(err, ErrRefused):
		f.absences.add(string(id), err, now.Add(missingFor))
	default:
		f.absences.add(string(id), err, now.Add(awayFor))
	}
	return doc, err
}

func (f *Fetcher) document(ctx context.Context, budget *Budget, id vocab.ID) (*vocab.Document, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	doc, at, err := f.get(ctx, budget, id)
	if err != nil {
		return nil, err
	}
	own := doc.ID()
	if own == at {
		return doc, nil
	}
	// It says that it lives somewhere else: then it has to say so there.
	if !vocab.SameOrigin(own, at) {
		return nil, refused("what is at %s says that it is %q", at, own)
	}
	if doc, at, err = f.get(ctx, budget, own); err != nil {
		return nil, err
	}
	if doc.ID() != at || at != own.WithoutFragment() {
		return nil, refused("what is at %s says that it is %q", at, doc.ID())
	}
	return doc, nil
}

// get follows redirects, and returns where it came to.
func (f *Fetcher) get(ctx context.Context, budget *Budget, id vocab.ID) (*vocab.Document, vocab.ID, error) {
	at := id.WithoutFragment()
	for range redirects + 1 {
		doc, next, err := f.hop(ctx, budget, at)
		if err != nil || next == "" {
			return doc, at, err
		}
		at = next
	}
	return nil, at, refused("it leads on more than %d times", redirects)
}

// hop asks one URL: for the document, or where that is.
func (f *Fetcher) hop(ctx context.Context, budget *Budget, at vocab.ID) (doc *vocab.Document, next vocab.ID, err error) {
	u, err := url.Parse(string(at))
	if err != nil {
		return nil, "", refused("it is no URL")
	}
	if !f.Allowed(at.Host()) {
		return nil, "", refused("%s is not federated with", at.Host())
	}
	if err := budget.take(u.Hostname(), false); err != nil {
		return nil, "", err
	}
	leave, err := f.origins.enter(ctx, vocab.Origin(at))
	if err != nil {
		return nil, "", err
	}
	defer leave()
	res, err := f.knock(ctx, budget, u)
	if err != nil {
		return nil, "", err
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 && res.StatusCode < 400 {
		next, err := target(u, res.Header.Get("Location"))
		return nil, next, err
	}
	doc, err = read(res)
	return doc, "", err
}

// knock asks with one kind of signature, and with the other if the first is refused.
func (f *Fetcher) knock(ctx context.Context, budget *Budget, u *url.URL) (*http.Response, error) {
	for _, scheme := range []httpsig.Scheme{httpsig.Cavage, httpsig.RFC9421} {
		if scheme == httpsig.RFC9421 {
			if err := budget.take(u.Hostname(), true); err != nil {
				return nil, err
			}
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
		if err != nil {
			return nil, refused("it cannot be asked for")
		}
		req.Header.Set("Accept", vocab.AcceptHeader)
		req.Header.Set("User-Agent", f.Agent)
		if err := f.Sign(ctx, req, scheme); err != nil {
			return nil, err
		}
		res, err := f.Client.Do(req)
		if err != nil || res.StatusCode != http.StatusUnauthorized || scheme == httpsig.RFC9421 {
			return res, err
		}
		res.Body.Close()
	}
	panic("not reached")
}

// target is where a redirect leads to: https, and nothing that a signature cannot cover.
func target(from *url.URL, location string) (vocab.ID, error) {
	to, err := from.Parse(location)
	if err != nil || location == "" {
		return "", refused("it leads to no URL")
	}
	id, err := vocab.ParseID(to.String())
	if err != nil {
		return "", refused("it leads to what is no https URL")
	}
	return id.WithoutFragment(), nil
}

// read judges an answer.
func read(res *http.Response) (*vocab.Document, error) {
	switch code := res.StatusCode; {
	case code == http.StatusGone:
		return nil, ErrGone
	case code == http.StatusRequestTimeout, code == http.StatusTooManyRequests, code >= 500 && code != http.StatusNotImplemented:
		return nil, fmt.Errorf("answered %d", code)
	case code != http.StatusOK:
		return nil, refused("answered %d", code)
	case !vocab.IsActivityJSON(res.Header.Get("Content-Type")):
		return nil, refused("it is no ActivityStreams document by its type")
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, vocab.MaxBytes+1))
	if err != nil {
		return nil, err
	}
	doc, err := vocab.Parse(body)
	if err != nil {
		return nil, refused("%v", err)
	}
	return doc, nil
}
