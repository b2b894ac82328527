package server_test

import (
	"net/url"
	"testing"

	"landfall/federation-core/schematest"
	"landfall/federation-core/server"
	"landfall/federation-core/webfinger"
)

// TestWhatIsServedFollowsItsSchema, whoever it is about and whatever is set.
func TestWhatIsServedFollowsItsSchema(t *testing.T) {
	w := newWorld(t)
	resource := func(of string) string { return webfinger.Path + "?resource=" + url.QueryEscape(of) }
	for path, schema := range map[string]string{
		resource("acct:alice@home.example"): "webfinger", resource("https://home.example/@bob"): "webfinger", resource("https://home.example/actor"): "webfinger",
		"/users/alice": "actor", "/@bob": "actor", "/users/hester": "actor", "/users/sue": "actor", "/actor": "actor",
	} {
		got := w.ask(asking{path: path, accept: document})
		if got.status != 200 {
			t.Errorf("%s is %d", path, got.status)
		}
		schematest.Check(t, schema, []byte(got.body))
	}
	full := settings()
	full.Contact, full.Rules, full.Sunset = "admin@home.example", []string{"Be kind"}, &server.Sunset{Announced: day, Closes: day.AddDate(0, 0, 90), Reason: "x"}
	for _, set := range []server.Settings{{}, settings(), full} {
		w.settings = set
		for path, schema := range map[string]string{"/.well-known/nodeinfo": "nodeinfo-links", "/nodeinfo/2.0": "nodeinfo-2.0", "/nodeinfo/2.1": "nodeinfo-2.1"} {
			schematest.Check(t, schema, []byte(w.ask(asking{path: path}).body))
		}
	}
}

// TestHostMeta leads to WebFinger in either form, from the pages of other sites too.
func TestHostMeta(t *testing.T) {
	w := newWorld(t)
	for path, kind := range map[string]string{webfinger.HostMetaPath: "application/xrd+xml; charset=utf-8", webfinger.HostMetaJSONPath: "application/json"} {
		got := w.ask(asking{path: path})
		template, err := webfinger.ParseHostMeta([]byte(got.body))
		if err != nil || template != "https://home.example/.well-known/webfinger?resource={uri}" {
			t.Errorf("%s: %q, %v\n%s", path, template, err, got.body)
		}
		if got.header.Get("Content-Type") != kind || got.header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: %v", path, got.header)
		}
	}
}
