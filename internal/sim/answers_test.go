package sim

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestHealthyInstancesAnswer(t *testing.T) {
	l := start(t, Config{Hosts: 20, Seed: 1, Mix: MixHealthy(0)})
	c := l.client(t, 10*time.Second)
	h := l.Hosts()[3]
	for path, media := range map[string]string{
		"/": mediaHTML, "/.well-known/nodeinfo": mediaJSON, "/nodeinfo/2.0": nodeinfoMedia("2.0"),
		"/api/v1/instance": mediaJSON, "/api/v2/instance": mediaJSON, "/api/v1/instance/rules": mediaJSON,
		"/api/v1/instance/extended_description": mediaJSON, "/api/v1/instance/peers": mediaJSON,
	} {
		a := mustGet(t, c, "https://"+h.Name+path)
		if a.status != 200 || a.header.Get("Content-Type") != media || media == mediaJSON && !json.Valid(a.body) {
			t.Errorf("%s: %d, %s, %.60s", path, a.status, a.header.Get("Content-Type"), a.body)
		}
	}
	for _, path := range []string{"/robots.txt", "/nothing", "/api/v1/nothing", "/nodeinfo/2.1"} {
		if a := mustGet(t, c, "https://"+h.Name+path); a.status != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", path, a.status)
		}
	}
}

func TestAnotherHostOnTheSameConnectionIsMisdirected(t *testing.T) {
	l := start(t, Config{Hosts: 5, Mix: MixHealthy(0)})
	req, err := http.NewRequest(http.MethodGet, "https://"+l.Hosts()[0].Name+"/", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]int{
		l.Hosts()[1].Name: http.StatusMisdirectedRequest, l.Hosts()[0].Name + ":443": http.StatusOK,
	} {
		req.Host = host
		resp, err := l.client(t, 10*time.Second).Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("Host %s: %d, want %d", host, resp.StatusCode, want)
		}
	}
}

func TestSlowInstancesTakeASecondOrMore(t *testing.T) {
	t.Parallel()
	l := start(t, Config{Hosts: 20, Seed: 1, Mix: only(Slow)})
	h := l.hostsOf(t, Slow)[0]
	if h.Latency < time.Second || h.Latency > 3*time.Second {
		t.Fatalf("latency %s", h.Latency)
	}
	began := time.Now()
	a := mustGet(t, l.client(t, 10*time.Second), "https://"+h.Name+"/")
	if took := time.Since(began); a.status != 200 || took < h.Latency {
		t.Errorf("%d after %s, want 200 after %s", a.status, took, h.Latency)
	}
}

func TestLatencyIsWhatWasAskedFor(t *testing.T) {
	l := start(t, Config{Hosts: 3, Mix: MixHealthy(60 * time.Millisecond)})
	c := l.client(t, 10*time.Second)
	for range 3 {
		began := time.Now()
		mustGet(t, c, "https://"+l.Hosts()[0].Name+"/nodeinfo/2.0")
		if took := time.Since(began); took < 60*time.Millisecond {
			t.Errorf("answered after %s", took)
		}
	}
	demo := network(t, Config{Hosts: 500, Mix: MixDemo()})
	bands := make(map[bool]int)
	for _, h := range demo.Hosts() {
		if h.Kind != Slow && (h.Latency < 20*time.Millisecond || h.Latency > 900*time.Millisecond) {
			t.Errorf("%s: latency %s", h.Name, h.Latency)
		}
		bands[h.Latency < 100*time.Millisecond]++
	}
	if bands[true] < 100 || bands[false] < 100 {
		t.Errorf("latencies do not differ: %v", bands)
	}
}

func TestStatusKinds(t *testing.T) {
	for kind, want := range map[Kind]struct {
		status, robots int
		media          string
	}{
		Throttled: {429, 404, "text/plain; charset=utf-8"},
		PlainSite: {404, 404, mediaHTML},
		Parked:    {200, 200, mediaHTML},
		Gone:      {410, 410, mediaJSON},
	} {
		l := start(t, Config{Hosts: 20, Seed: 1, Mix: only(kind)})
		host := l.hostsOf(t, kind)[0].Name
		c := l.client(t, 10*time.Second)
		a, robots := mustGet(t, c, "https://"+host+"/.well-known/nodeinfo"), mustGet(t, c, "https://"+host+"/robots.txt")
		if a.status != want.status || robots.status != want.robots || a.header.Get("Content-Type") != want.media {
			t.Errorf("%s: %d, robots.txt %d, %s", kind, a.status, robots.status, a.header.Get("Content-Type"))
		}
	}
}

func TestServerErrors(t *testing.T) {
	robots := make(map[string]bool)
	eachVariant(t, ServerError, func(t *testing.T, l *lab, h HostInfo) {
		a := mustGet(t, l.client(t, 10*time.Second), "https://"+h.Name+"/.well-known/nodeinfo")
		if got := http.StatusText(a.status); !strings.HasPrefix(string(a.body), got) || a.status/100 != 5 {
			t.Errorf("%d: %s", a.status, a.body)
		}
		for _, other := range l.hostsOf(t, ServerError) {
			robots[other.Robots] = true
		}
	})
	if !robots["none"] || !robots["server_error"] || len(robots) != 2 {
		t.Errorf("sorts of robots.txt: %v", robots)
	}
}

func TestMovedInstancesNameTheirNewHost(t *testing.T) {
	l := start(t, Config{Hosts: 20, Seed: 1, Mix: only(Moved)})
	h := l.hostsOf(t, Moved)[0]
	a := mustGet(t, l.client(t, 10*time.Second), "https://"+h.Name+"/nodeinfo/2.0?x=1")
	if want := "https://" + h.MovedTo + "/nodeinfo/2.0?x=1"; a.status != 301 || a.header.Get("Location") != want {
		t.Errorf("%d to %s, want 301 to %s", a.status, a.header.Get("Location"), want)
	}
	if to, ok := l.Host(h.MovedTo); !ok || to.Kind != Healthy {
		t.Errorf("moved to %s, which is %s", h.MovedTo, to.Kind)
	}
}

func TestRedirectsNeverEnd(t *testing.T) {
	eachVariant(t, RedirectLoop, func(t *testing.T, l *lab, h HostInfo) {
		c, here := l.client(t, 10*time.Second), "https://"+h.Name+"/nodeinfo/2.0"
		hosts := make(map[string]bool)
		for range 15 {
			a := mustGet(t, c, here)
			if a.status/100 != 3 {
				t.Fatalf("%s: %d", here, a.status)
			}
			next := a.header.Get("Location")
			if h.Variant == "growing" && len(next) <= len(here) {
				t.Errorf("%s does not grow", next)
			}
			u, err := url.Parse(next)
			if err != nil {
				t.Fatal(err)
			}
			hosts[u.Host], here = true, next
		}
		if ring := len(hosts) > 10; ring != (h.Variant == "ring") {
			t.Errorf("redirected through %d hosts", len(hosts))
		}
	})
}

func TestUnsafeRedirects(t *testing.T) {
	eachVariant(t, RedirectUnsafe, func(t *testing.T, l *lab, h HostInfo) {
		req, err := http.NewRequest(http.MethodGet, "https://"+h.Name+"/.well-known/nodeinfo", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := l.client(t, 10*time.Second).Transport.RoundTrip(req) // a client would read the address
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		to, err := url.Parse(resp.Header.Get("Location"))
		if resp.StatusCode != http.StatusFound || err == nil && to.Scheme == "https" && to.Host == h.Name && to.User == nil && len(to.Path) < 1000 {
			t.Errorf("%d to %q", resp.StatusCode, resp.Header.Get("Location"))
		}
	})
}
