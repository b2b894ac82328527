// Package webfinger asks other servers who stands behind an account's name (RFC 7033, with
// host-meta of RFC 6415 where a server has no WebFinger of its own at its name).
package webfinger

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"landfall/federation-core/vocab"
)

// Errors of looking up. One that is neither is a fault that may pass.
var (
	// ErrNotFound says that the server knows no such account, or that there is no such name.
	ErrNotFound = errors.New("no such account")
	// ErrRefused says that the answer cannot be believed, or that the server may not be asked.
	ErrRefused = errors.New("refused")
)

// Bounds of one look-up.
const (
	hops     = 5
	maxBytes = 64 << 10
	patience = 10 * time.Second
)

// Client makes requests. It follows no redirects.
type Client interface {
	Do(*http.Request) (*http.Response, error)
}

// Finder looks accounts up. It is safe for concurrent use.
type Finder struct {
	Client Client
	// Allowed reports whether a host may be asked at all.
	Allowed func(host string) bool
	Agent   string
}

// Account is a name as user@host, both parts in lower case.
type Account struct{ User, Host string }

// ParseAccount reads user@host, @user@host or acct:user@host.
func ParseAccount(text string) (Account, error) {
	text = strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(text), "acct:"), "@")
	user, host, ok := strings.Cut(text, "@")
	if !ok || user == "" || len(text) > 512 || strings.ContainsAny(user, "/?#:\\ ") {
		return Account{}, fmt.Errorf("%q is no account: %w", text, ErrNotFound)
	}
	id, err := vocab.ParseID("https://" + host + "/")
	if err != nil || id.Host() == "" || strings.ContainsAny(host, "/?#\\ ") {
		return Account{}, fmt.Errorf("%q has no host: %w", text, ErrNotFound)
	}
	return Account{strings.ToLower(user), id.Host()}, nil
}

// String is the account as user@host.
func (a Account) String() string { return a.User + "@" + a.Host }

// Found is who stands behind an account: Subject is the name that the server has for it, which
// may be on another host, if that host says so too.
type Found struct {
	Subject Account
	Actor   vocab.ID
}

// Lookup asks an account's server. Where it answers for another account, that one's own server
// has to agree.
func (f *Finder) Lookup(ctx context.Context, a Account) (Found, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	found, err := f.ask(ctx, a)
	if err != nil || found.Subject == a {
		return found, wrap(a, err)
	}
	again, err := f.ask(ctx, found.Subject)
	if err == nil && again != found {
		err = fmt.Errorf("%w: %s says that it is %s, which says otherwise", ErrRefused, a, found.Subject)
	}
	return again, wrap(a, err)
}

func wrap(a Account, err error) error {
	if err != nil {
		return fmt.Errorf("look up %s: %w", a, err)
	}
	return nil
}

// ask asks the well-known place and, if there is nothing, where host-meta leads to.
func (f *Finder) ask(ctx context.Context, a Account) (Found, error) {
	resource := url.QueryEscape("acct:" + a.String())
	body, err := f.get(ctx, "https://"+a.Host+"/.well-known/webfinger?resource="+resource, "application/jrd+json", "application/json")
	if errors.Is(err, ErrNotFound) {
		template, metaErr := f.template(ctx, a.Host)
		if metaErr != nil || template == "" {
			return Found{}, err
		}
		body, err = f.get(ctx, strings.Replace(template, "{uri}", resource, 1), "application/jrd+json", "application/json")
	}
	if err != nil {
		return Found{}, err
	}
	return read(body)
}

// jrd is what is read of an answer.
type jrd struct {
	Subject string `json:"subject"`
	Links   []struct {
		Rel  string `json:"rel"`
		Type string `json:"type"`
		Href string `json:"href"`
	} `json:"links"`
}

// read takes the account and its actor out of a JRD.
func read(body []byte) (Found, error) {
	var doc jrd
	if err := json.Unmarshal(body, &doc); err != nil { // exact names, none twice
		return Found{}, fmt.Errorf("%w: what it answers is no JRD", ErrRefused)
	}
	subject, err := ParseAccount(doc.Subject)
	if err != nil {
		return Found{}, fmt.Errorf("%w: its subject %.80q is no account", ErrRefused, doc.Subject)
	}
	for _, link := range doc.Links {
		if link.Rel != "self" || !vocab.IsActivityJSON(link.Type) {
			continue
		}
		id, err := vocab.ParseID(link.Href)
		if err != nil {
			return Found{}, fmt.Errorf("%w: its actor %.80q is no https URL", ErrRefused, link.Href)
		}
		return Found{subject, id}, nil
	}
	return Found{}, fmt.Errorf("%w: it names no actor", ErrRefused)
}

// xrd is what is read of host-meta.
type xrd struct {
	Links []struct {
		Rel      string `xml:"rel,attr"`
		Template string `xml:"template,attr"`
	} `xml:"Link"`
}

// template returns where host-meta sends look-ups to; "" if it does not say.
func (f *Finder) template(ctx context.Context, host string) (string, error) {
	body, err := f.get(ctx, "https://"+host+"/.well-known/host-meta", "application/xrd+xml", "application/xml", "text/xml")
	if err != nil {
		return "", err
	}
	var doc xrd
	if err := xml.Unmarshal(body, &doc); err != nil { // entities that are not XML's own are errors
		return "", fmt.Errorf("%w: its host-meta is no XRD", ErrRefused)
	}
	for _, link := range doc.Links {
		if link.Rel == "lrdd" && strings.Count(link.Template, "{uri}") == 1 {
			return link.Template, nil
		}
	}
	return "", nil
}

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
	ok := false
	for _, t := range types {
		ok = ok || kind == t
	}
	if !ok {
		return nil, "", fmt.Errorf("%w: answered %.80q", ErrRefused, kind)
	}
	body, err = io.ReadAll(io.LimitReader(res.Body, maxBytes+1))
	if err == nil && len(body) > maxBytes {
		err = fmt.Errorf("%w: its answer is too long", ErrRefused)
	}
	return body, "", err
}
