package collect

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"landfall"
	"landfall/crawler/probe"
	"landfall/crawler/robots"
	"landfall/internal/netguard"
)

const robotsPath = "/robots.txt"

// product is the token that robots.txt files address Landfall by.
const product = "Landfall"

// permitted asks the robots.txt of the URL's host whether it may be fetched,
// which the log shows as it is told to:
// nil, [probe.ErrForbidden], [probe.ErrPostponed], or what went wrong on the way
// to the host.
func (v *Visit) permitted(ctx context.Context, u *url.URL, shown string) error {
	file, err := v.robotsOf(ctx, u)
	if err != nil {
		return err
	}
	if delay, ok := file.CrawlDelay(product); ok && u.Hostname() == v.host.String() {
		v.delay = delay
	}
	switch {
	case file.Allowed(product, u.RequestURI()):
		return nil
	case file.Unreadable():
		v.shut = true
		return fmt.Errorf("%s: %w", shown, probe.ErrPostponed)
	}
	v.steps = append(v.steps, landfall.Step{URL: shown, Note: "robots.txt forbids it: not requested"})
	return fmt.Errorf("%s: %w", shown, probe.ErrForbidden)
}

// robotsOf returns the file of the URL's host, from the cache or fetched anew.
func (v *Visit) robotsOf(ctx context.Context, u *url.URL) (*robots.File, error) {
	host := landfall.Host(u.Hostname()) // netguard.ParseURL has made it canonical
	if file, ok := v.c.robots.Get(host); ok {
		return file, nil
	}
	status, body, err := v.fetchRobots(ctx, &url.URL{Scheme: u.Scheme, Host: u.Host, Path: robotsPath})
	if err != nil {
		return nil, err
	}
	file := robots.ForStatus(status, body)
	v.c.robots.Put(host, file)
	return file, nil
}

// fetchRobots follows up to five redirects inside the registrable domain, as RFC
// 9309 §2.3.1.2 asks; each hop passes netguard's address rules. One that leads to
// another domain is a [netguard.MovedError]: following it would be a request to a
// host whose turn it is not. A file that is longer than what counts is cut there.
// An answer on the way that breaks a bound counts as a server error; a redirect
// that must not be followed leads nowhere.
func (v *Visit) fetchRobots(ctx context.Context, at *url.URL) (status int, body []byte, err error) {
	for hop := 0; ; hop++ {
		got, err := v.send(ctx, at, probe.Request{Accept: "text/plain, */*;q=0.1", MaxBytes: robots.MaxBytes + 1}, func(r io.Reader) (err error) {
			body, err = io.ReadAll(io.LimitReader(r, robots.MaxBytes))
			return err
		})
		if err != nil {
			if !answered(err) || errors.Is(err, probe.ErrPostponed) {
				return 0, nil, err
			}
			return http.StatusBadGateway, nil, nil
		}
		location := got.header.Get("Location")
		if !isRedirect(got.status) || location == "" || hop == robots.MaxRedirects {
			return got.status, body, nil
		}
		next, err := netguard.ResolveURL(at, location)
		if err != nil {
			return got.status, nil, nil //nolint:nilerr // a redirect that leads nowhere is an answer
		}
		if to := landfall.Host(next.Hostname()); to.Registrable() != v.host.Registrable() {
			return 0, nil, &netguard.MovedError{To: to}
		}
		at = next
	}
}

// answered reports whether an error came from an answer, and not from the way to
// the host: one that came too slowly may have been held up here.
func answered(err error) bool {
	var fault *netguard.Error
	if !errors.As(err, &fault) {
		return false
	}
	switch fault.Reason {
	case "body_too_large", "header_too_large", "encoding_refused", "bad_gzip":
		return true
	}
	return false
}
