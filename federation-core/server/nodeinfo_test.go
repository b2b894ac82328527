package server_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/server"
	"landfall/federation-core/social"
)

// nodeInfo is the schema of both versions: nothing else may be there, and all of it has to be.
type nodeInfo struct {
	Version  *string `json:"version"`
	Software *struct {
		Name       *string `json:"name"`
		Version    *string `json:"version"`
		Repository *string `json:"repository,omitempty"`
		Homepage   *string `json:"homepage,omitempty"`
	} `json:"software"`
	Protocols []string `json:"protocols"`
	Services  *struct {
		Inbound  []string `json:"inbound"`
		Outbound []string `json:"outbound"`
	} `json:"services"`
	OpenRegistrations *bool `json:"openRegistrations"`
	Usage             *struct {
		Users *struct {
			Total          *uint `json:"total"`
			ActiveHalfyear *uint `json:"activeHalfyear"`
			ActiveMonth    *uint `json:"activeMonth"`
		} `json:"users"`
		LocalPosts *uint `json:"localPosts"`
	} `json:"usage"`
	Metadata map[string]any `json:"metadata"`
}

func (w *world) nodeInfo(version string) (n nodeInfo, got answered) {
	w.t.Helper()
	got = w.ask(asking{path: "/nodeinfo/" + version})
	d := json.NewDecoder(bytes.NewReader([]byte(got.body)))
	d.DisallowUnknownFields()
	if err := d.Decode(&n); err != nil {
		w.t.Fatalf("%v: %s", err, got.body)
	}
	return n, got
}

func TestNodeInfo(t *testing.T) {
	w := newWorld(t)
	w.settings.Rules, w.settings.Contact = []string{"Be kind"}, "admin@home.example"
	for _, version := range []string{"2.0", "2.1"} {
		n, got := w.nodeInfo(version)
		if got.header.Get("Content-Type") != `application/json; profile="http://nodeinfo.diaspora.software/ns/schema/`+version+`#"` {
			t.Errorf("Content-Type %s", got.header.Get("Content-Type"))
		}
		if *n.Version != version || !regexp.MustCompile(`^[a-z0-9-]+$`).MatchString(*n.Software.Name) || *n.Software.Version != "1.2.3" {
			t.Errorf("%s", got.body)
		}
		if diff := cmp.Diff([]string{"activitypub"}, n.Protocols); diff != "" || n.Services.Inbound == nil || n.Services.Outbound == nil || n.Metadata == nil {
			t.Errorf("%s", got.body)
		}
		// alice, bob and hester; sue is suspended, gina gone, and the server no person. Four posts
		// of alice's are left, and one each of bob's and sue's.
		users := n.Usage.Users
		if *users.Total != 3 || *users.ActiveMonth > *users.ActiveHalfyear || *users.ActiveHalfyear > *users.Total || *n.Usage.LocalPosts != 6 {
			t.Errorf("%s", got.body)
		}
		if n.Metadata["nodeName"] != "Home" || n.Metadata["maintainer"].(map[string]any)["email"] != "admin@home.example" || n.Metadata["sunset"] != nil {
			t.Errorf("metadata %v", n.Metadata)
		}
		if got.header.Get("Sunset") != "" || got.header.Get("Link") != "" {
			t.Errorf("a notice that was not given: %v", got.header)
		}
	}
	var links struct{ Links []struct{ Rel, Href string } }
	if err := json.Unmarshal([]byte(w.ask(asking{path: "/.well-known/nodeinfo"}).body), &links); err != nil {
		t.Fatal(err)
	}
	for i, version := range []string{"2.0", "2.1"} {
		if l := links.Links[i]; l.Rel != "http://nodeinfo.diaspora.software/ns/schema/"+version || l.Href != "https://home.example/nodeinfo/"+version {
			t.Errorf("link %+v", l)
		}
	}
	if l := links.Links[2]; l.Rel != "https://www.w3.org/ns/activitystreams#Application" || l.Href != site.Instance() {
		t.Errorf("link %+v", l)
	}
}

// TestRegistrationsAreTold: open to whoever may ask, and never while the server is closing.
func TestRegistrationsAreTold(t *testing.T) {
	w := newWorld(t)
	for registrations, open := range map[server.Registrations]bool{
		server.Open: true, server.Approval: true, server.Invite: false, server.Closed: false, "": false,
	} {
		w.settings = server.Settings{Registrations: registrations}
		if n, _ := w.nodeInfo("2.0"); *n.OpenRegistrations != open {
			t.Errorf("%q: open %v", registrations, *n.OpenRegistrations)
		}
		w.settings.Sunset = &server.Sunset{Announced: day, Closes: day.AddDate(0, 0, 90)}
		if n, _ := w.nodeInfo("2.0"); *n.OpenRegistrations {
			t.Errorf("%q: open while closing", registrations)
		}
	}
}

// TestTheSunset: header and metadata agree, to the second and in UTC.
func TestTheSunset(t *testing.T) {
	w := newWorld(t)
	zone := time.FixedZone("", 2*3600)
	w.settings.Sunset = &server.Sunset{
		Announced: time.Date(2026, 12, 1, 2, 0, 0, 0, zone), Closes: time.Date(2027, 3, 15, 2, 0, 0, 5, zone),
		Reason: `The team can no longer "run" <this>.`, URL: "https://home.example/closing",
	}
	for _, path := range []string{"/nodeinfo/2.0", "/nodeinfo/2.1", "/.well-known/nodeinfo"} {
		got := w.ask(asking{path: path})
		if got.header.Get("Sunset") != "Mon, 15 Mar 2027 00:00:00 GMT" || got.header.Get("Link") != `<https://home.example/closing>; rel="sunset"` {
			t.Errorf("%s: %v", path, got.header)
		}
	}
	n, got := w.nodeInfo("2.1")
	want := map[string]any{
		"announcedAt": "2026-12-01T00:00:00Z", "closesAt": "2027-03-15T00:00:00Z",
		"reason": `The team can no longer "run" <this>.`, "url": "https://home.example/closing",
	}
	if diff := cmp.Diff(want, n.Metadata["sunset"]); diff != "" {
		t.Error(diff)
	}
	closes, _ := http.ParseTime(got.header.Get("Sunset"))
	if stated, _ := time.Parse(time.RFC3339, want["closesAt"].(string)); !closes.Equal(stated) {
		t.Errorf("header %v, metadata %v", closes, stated)
	}
	w.settings.Sunset.Reason, w.settings.Sunset.URL = "", ""
	if n, got := w.nodeInfo("2.0"); len(n.Metadata["sunset"].(map[string]any)) != 2 || got.header.Get("Link") != "" {
		t.Errorf("what is not given is told: %s %v", got.body, got.header)
	}
}

// TestTheModeIsTold, so that a directory can show it.
func TestTheModeIsTold(t *testing.T) {
	w := newWorld(t)
	told := func(mode string, suspended, allowed float64, signed bool) {
		t.Helper()
		n, _ := w.nodeInfo("2.1")
		want := map[string]any{"mode": mode, "silenced": 0.0, "suspended": suspended, "allowed": allowed, "authorizedFetch": signed}
		if diff := cmp.Diff(want, n.Metadata["federation"]); diff != "" {
			t.Error(diff)
		}
	}
	told("open", 1, 0, false)
	w.settings.AuthorizedFetch = true
	told("open", 1, 0, true)
	w.settings.AuthorizedFetch, w.policy = false, allowing("away.example", "far.example")
	told("allow_list", 1, 2, true)
}

// TestCountsAreKeptAWhile: who asks often does not make us count often.
func TestCountsAreKeptAWhile(t *testing.T) {
	w := newWorld(t)
	now := day
	w.deps.Now = func() time.Time { return now }
	w.listen()
	users := func() uint { n, _ := w.nodeInfo("2.0"); return *n.Usage.Users.Total }
	before := users()
	w.apply(social.SaveActor{Actor: person("newcomer")})
	if now = now.Add(10*time.Minute - 1); users() != before {
		t.Error("counted again too soon")
	}
	if now = now.Add(1); users() != before+1 {
		t.Error("not counted again")
	}
}
