package sim

import (
	"strings"
	"testing"
	"time"

	"github.com/temoto/robotstxt"
)

func TestRobotsOracleAgreesWithAParser(t *testing.T) {
	paths := []string{
		"/", "/.well-known/nodeinfo", "/nodeinfo/2.0", "/nodeinfo/2.1", "/api/v1/instance", "/api/v2/instance",
		"/api/v1/instance/peers", "/api/v1/instance/rules", "/api/v1/instance/extended_description", "/search", "/media_proxy/x",
	}
	for _, r := range append([]*robots{robotsGoToSocial, robotsGoToSocialServes}, robotsFiles...) {
		if r.name == "messy" { // that parser knows no lone carriage return
			continue
		}
		status := r.status
		if r.redirect != "" {
			status = 200 // of the file the redirect leads to
		}
		parsed, err := robotstxt.FromStatusAndString(status, r.body)
		if err != nil {
			t.Fatalf("%s: %v", r.name, err)
		}
		for _, path := range paths {
			if got, want := r.forbids(path), !parsed.TestAgent(path, "Landfall"); got != want {
				t.Errorf("%s: forbids(%s) = %t, the parser says %t", r.name, path, got, want)
			}
		}
		if r.forbids("/robots.txt") {
			t.Errorf("%s forbids itself", r.name)
		}
	}
}

func TestRobotsAreServedAsTheyAre(t *testing.T) {
	mix := Mix{Robots: true}
	l := start(t, Config{Hosts: 1500, Seed: 8, Mix: mix})
	c := l.client(t, 10*time.Second)
	served := make(map[string]bool)
	for _, h := range l.Hosts() {
		if served[h.Robots] {
			continue
		}
		served[h.Robots] = true
		r := l.byName[h.Name].robots
		a := mustGet(t, c, "https://"+h.Name+"/robots.txt")
		if a.status != r.status || r.status == 200 && a.header.Get("Content-Type") != r.media {
			t.Errorf("%s: %d, %s", r.name, a.status, a.header.Get("Content-Type"))
		}
		if r.redirect != "" {
			a = mustGet(t, c, "https://"+h.Name+a.header.Get("Location"))
		}
		if !strings.HasPrefix(string(a.body), r.body) {
			t.Errorf("%s: %.60q", r.name, a.body)
		}
		if r.name == "huge" && len(a.body) < 600<<10 {
			t.Errorf("huge: %d bytes", len(a.body))
		}
	}
	for _, r := range robotsFiles {
		if !served[r.name] {
			t.Errorf("no instance serves %s", r.name)
		}
	}
}
