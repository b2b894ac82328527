package netguard

import (
	"net/http"
	"net/url"

	"landfall"
)

// CheckRedirect decides whether a redirect is followed, by [DefaultLimits]; it
// fits [http.Client] and takes its arguments: the request to come, and those
// made, oldest first. A hop must keep ParseURL's rules, stay in the registrable
// domain (else *[MovedError]), not step down from https to http, and not come
// back to a URL already asked.
func CheckRedirect(req *http.Request, via []*http.Request) error {
	return DefaultLimits().CheckRedirect(req, via)
}

// CheckRedirect is the same with l.Redirects as the limit.
func (l Limits) CheckRedirect(req *http.Request, via []*http.Request) error {
	to, err := ParseURL(req.URL.String())
	if err != nil {
		return err
	}
	if len(via) == 0 {
		return nil
	}
	if host := landfall.Host(to.Host); !sameDomain(host, via[0].URL) {
		return &MovedError{To: host}
	}
	if isDowngrade(via[len(via)-1].URL, to) {
		return errDowngrade(to)
	}
	for _, asked := range via {
		if u, err := ParseURL(asked.URL.String()); err == nil && *u == *to {
			return fault("redirect_loop", landfall.ClassTheirs, "redirect to %s: asked before", to)
		}
	}
	if len(via) > l.Redirects {
		return fault("too_many_redirects", landfall.ClassTheirs, "redirect to %s: %d already followed", to, l.Redirects)
	}
	return nil
}

func sameDomain(host landfall.Host, from *url.URL) bool {
	first, err := landfall.ParseHost(from.Hostname())
	return err == nil && first.Registrable() == host.Registrable()
}

func isDowngrade(from, to *url.URL) bool { return from.Scheme == "https" && to.Scheme == "http" }

func errDowngrade(to *url.URL) error {
	return fault("redirect_downgrade", landfall.ClassTheirs, "url %q: %w: steps down from https", clip(to.String()), landfall.ErrInvalid)
}
