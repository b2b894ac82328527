package webfinger

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"landfall/federation-core/vocab"
)

// hops is how many redirects are followed.
const hops = 5

// get reads one document of one of the types, over https, wherever redirects lead to that may
// be asked.
func (f *Finder) get(ctx context.Context, address string, types ...string) ([]byte, error) {
	for range hops + 1 {
		u, err := allowedURL(address, f.Allowed)
		if err != nil {
			return nil, err
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
		if err != nil {
			return nil, fmt.Errorf("%w: it cannot be asked", ErrRefused)
		}
		req.Header.Set("Accept", strings.Join(types, ", "))
		req.Header.Set("User-Agent", f.Agent)
		res, err := f.Client.Do(req)
		if err != nil {
			return nil, err
		}
		body, next, err := answer(res, types)
		res.Body.Close()
		if err != nil || next == "" {
			return body, err
		}
		to, err := u.Parse(next)
		if err != nil {
			return nil, fmt.Errorf("%w: it leads to no URL", ErrRefused)
		}
		address = to.String()
	}
	return nil, fmt.Errorf("%w: it leads on more than %d times", ErrRefused, hops)
}

// allowedURL reads an address that may be asked.
func allowedURL(address string, allowed func(string) bool) (*url.URL, error) {
	id, err := vocab.ParseID(address)
	if err != nil {
		return nil, fmt.Errorf("%w: %.80q is no https URL", ErrRefused, address)
	}
	if !allowed(id.Host()) {
		return nil, fmt.Errorf("%w: %s is not federated with", ErrRefused, id.Host())
	}
	u, err := url.Parse(string(id.WithoutFragment()))
	if err != nil {
		return nil, fmt.Errorf("%w: %.80q is no URL", ErrRefused, address)
	}
	return u, nil
}

// answer returns the document, or where it is.
func answer(res *http.Response, types []string) (body []byte, next string, err error) {
	switch code := res.StatusCode; {
	case code == http.StatusNotFound, code == http.StatusGone:
		return nil, "", ErrNotFound
	case code >= 300 && code < 400 && res.Header.Get("Location") != "":
		return nil, res.Header.Get("Location"), nil
	case code == http.StatusTooManyRequests, code == http.StatusRequestTimeout, code >= 500:
		return nil, "", fmt.Errorf("answered %d", code)
	case code != http.StatusOK:
		return nil, "", fmt.Errorf("%w: answered %d", ErrRefused, code)
	}
	kind, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if !slices.Contains(types, kind) {
		return nil, "", fmt.Errorf("%w: answered %.80q", ErrRefused, kind)
	}
	body, err = io.ReadAll(io.LimitReader(res.Body, MaxBytes+1))
	if err == nil && len(body) > MaxBytes {
		err = fmt.Errorf("%w: its answer is too long", ErrRefused)
	}
	return body, "", err
}
