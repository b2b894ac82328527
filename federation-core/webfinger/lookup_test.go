package webfinger_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"landfall/federation-core/webfinger"
)

// page is what is at an address, or where it leads to.
type page struct {
	status         int
	kind, body, to string
}

// web answers from a table, by URL without the scheme, and counts.
type web struct {
	pages map[string]page
	asked []string
}

func (w *web) Do(req *http.Request) (*http.Response, error) {
	w.asked = append(w.asked, req.URL.String())
	p, ok := w.pages[strings.TrimPrefix(req.URL.String(), "https://")]
	if !ok {
		p.status = http.StatusNotFound
	}
	if p.status == 0 {
		return nil, errors.New("it cannot be reached")
	}
	header := http.Header{"Content-Type": {p.kind}}
	if p.to != "" {
		header.Set("Location", p.to)
	}
	return &http.Response{StatusCode: p.status, Header: header, Body: io.NopCloser(strings.NewReader(p.body))}, nil
}

func at(host, user string) string {
	return host + "/.well-known/webfinger?resource=acct%3A" + user + "%40" + host
}

func says(user, host, actor string) page {
	return page{status: 200, kind: "application/jrd+json; charset=utf-8", body: fmt.Sprintf(
		`{"subject":"acct:%s@%s","links":[{"rel":"self","type":"text/html","href":"https://no.example"},{"rel":"self","type":"application/activity+json","href":%q}]}`, user, host, actor)}
}

func TestLookup(t *testing.T) {
	alice := "https://away.example/users/alice"
	good := says("alice", "away.example", alice)
	leads := func(to string) page { return page{status: 302, to: to} }
	meta := page{status: 200, kind: "application/xrd+xml", body: `<XRD><Link rel="lrdd" template="https://social.away.example/find?u={uri}"/></XRD>`}
	jsonMeta := page{status: 200, kind: "application/json", body: `{"links":[{"rel":"lrdd","template":"https://social.away.example/find?u={uri}"}]}`}
	unlike := good
	unlike.kind = "text/html"
	var passing error // a fault that may pass is neither of the two
	for name, tt := range map[string]struct {
		pages map[string]page
		want  string // subject and actor
		err   error
		fault bool
	}{
		"answers":                        {pages: map[string]page{at("away.example", "alice"): good}, want: "alice@away.example " + alice},
		"leads on":                       {pages: map[string]page{at("away.example", "alice"): leads("/x"), "away.example/x": good}, want: "alice@away.example " + alice},
		"leads elsewhere":                {pages: map[string]page{at("away.example", "alice"): leads("https://other.example/x"), "other.example/x": good}, want: "alice@away.example " + alice},
		"leads in a circle":              {pages: map[string]page{at("away.example", "alice"): leads("https://" + at("away.example", "alice"))}, err: webfinger.ErrRefused},
		"leads to plain HTTP":            {pages: map[string]page{at("away.example", "alice"): leads("http://away.example/x")}, err: webfinger.ErrRefused},
		"leads to who may not be asked":  {pages: map[string]page{at("away.example", "alice"): leads("https://blocked.example/x"), "blocked.example/x": good}, err: webfinger.ErrRefused},
		"has host-meta":                  {pages: map[string]page{"away.example/.well-known/host-meta": meta, "social.away.example/find?u=acct%3Aalice%40away.example": good}, want: "alice@away.example " + alice},
		"has host-meta in JSON":          {pages: map[string]page{"away.example/.well-known/host-meta": jsonMeta, "social.away.example/find?u=acct%3Aalice%40away.example": good}, want: "alice@away.example " + alice},
		"has another name, which agrees": {pages: map[string]page{at("away.example", "alice"): says("ally", "social.example", alice), at("social.example", "ally"): says("ally", "social.example", alice)}, want: "ally@social.example " + alice},
		"has another name, which does not": {
			pages: map[string]page{at("away.example", "alice"): says("ally", "social.example", alice), at("social.example", "ally"): says("ally", "social.example", "https://social.example/users/ally")}, err: webfinger.ErrRefused,
		},
		"is not there":         {pages: nil, err: webfinger.ErrNotFound},
		"is gone":              {pages: map[string]page{at("away.example", "alice"): {status: 410}}, err: webfinger.ErrNotFound},
		"refuses":              {pages: map[string]page{at("away.example", "alice"): {status: 403}}, err: webfinger.ErrRefused},
		"is no JRD":            {pages: map[string]page{at("away.example", "alice"): unlike}, err: webfinger.ErrRefused},
		"is too long":          {pages: map[string]page{at("away.example", "alice"): {status: 200, kind: "application/json", body: `{"x":"` + strings.Repeat("x", 1<<17) + `"}`}}, err: webfinger.ErrRefused},
		"names no actor":       {pages: map[string]page{at("away.example", "alice"): {status: 200, kind: "application/json", body: `{"subject":"acct:alice@away.example","links":[]}`}}, err: webfinger.ErrRefused},
		"has an actor of HTTP": {pages: map[string]page{at("away.example", "alice"): says("alice", "away.example", "http://away.example/users/alice")}, err: webfinger.ErrRefused},
		"has no subject":       {pages: map[string]page{at("away.example", "alice"): {status: 200, kind: "application/json", body: strings.Replace(good.body, "acct:alice@", "mailto:", 1)}}, err: webfinger.ErrRefused},
		"is down":              {pages: map[string]page{at("away.example", "alice"): {status: 503}}, fault: true},
		"is busy":              {pages: map[string]page{at("away.example", "alice"): {status: 429}}, fault: true},
		"cannot be reached":    {pages: map[string]page{at("away.example", "alice"): {}}, fault: true},
	} {
		w := &web{pages: tt.pages}
		finder := webfinger.Finder{Client: w, Allowed: func(host string) bool { return host != "blocked.example" }, Agent: "test"}
		found, err := finder.Lookup(t.Context(), webfinger.Account{User: "alice", Host: "away.example"})
		if got := found.Subject.String() + " " + string(found.Actor); err == nil && got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
		if tt.fault {
			tt.err = passing
		}
		known := errors.Is(err, webfinger.ErrNotFound) || errors.Is(err, webfinger.ErrRefused)
		if !errors.Is(err, tt.err) && tt.err != nil || (err == nil) != (tt.want != "") || tt.fault && known {
			t.Errorf("%s: %v, want %v", name, err, tt.err)
		}
		for _, address := range w.asked {
			if strings.Contains(address, "blocked.example") || !strings.HasPrefix(address, "https://") {
				t.Errorf("%s: %s is asked", name, address)
			}
		}
		if len(w.asked) > 12 {
			t.Errorf("%s: %d requests", name, len(w.asked))
		}
	}
}
