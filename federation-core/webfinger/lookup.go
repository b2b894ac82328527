package webfinger

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"landfall/federation-core/vocab"
)

// patience is how long one look-up may take.
const patience = 10 * time.Second

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
	answer, err := f.ask(ctx, a)
	if err != nil || answer.Subject == a {
		return answer, wrap(a, err)
	}
	again, err := f.ask(ctx, answer.Subject)
	if err == nil && again != answer {
		err = fmt.Errorf("%w: %s says that it is %s, which says otherwise", ErrRefused, a, answer.Subject)
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
	body, err := f.get(ctx, "https://"+a.Host+Path+"?resource="+resource, MediaType, jsonType)
	if errors.Is(err, ErrNotFound) {
		template, metaErr := f.template(ctx, a.Host)
		if metaErr != nil || template == "" {
			return Found{}, err
		}
		body, err = f.get(ctx, strings.Replace(template, "{uri}", resource, 1), MediaType, jsonType)
	}
	if err != nil {
		return Found{}, err
	}
	return found(body)
}

// found takes the account and its actor out of a descriptor.
func found(body []byte) (Found, error) {
	d, err := ParseDescriptor(body)
	if err != nil {
		return Found{}, err
	}
	subject, err := ParseAccount(d.Subject)
	if err != nil {
		return Found{}, fmt.Errorf("%w: its subject %.80q is no account", ErrRefused, d.Subject)
	}
	for _, link := range d.Links {
		if link.Rel != Self || !vocab.IsActivityJSON(link.Type) {
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

// template returns where host-meta sends look-ups to; "" if it does not say.
func (f *Finder) template(ctx context.Context, host string) (string, error) {
	body, err := f.get(ctx, "https://"+host+HostMetaPath, xrdType, "application/xml", "text/xml", jsonType, MediaType)
	if err != nil {
		return "", err
	}
	return ParseHostMeta(body)
}
