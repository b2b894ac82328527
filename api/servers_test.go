package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"landfall"
	"landfall/directory"
	"landfall/internal/httpkit"
)

// crowd adds a hundred servers to the world.
func crowd(s *site) []string {
	instances := world()
	var names []string
	for i := range 100 {
		in := harbour()
		in.Host = landfall.Host(fmt.Sprintf("h%02d-sim.social", i))
		instances = append(instances, in)
		names = append(names, in.Host.String())
	}
	s.current.Store(build(instances, now))
	return names
}

func hostsOf(list serverList) []string {
	var names []string
	for _, r := range list.Servers {
		names = append(names, r.Host)
	}
	return names
}

// TestNextLeadsThroughTheWholeList: who follows next from the first answer to the last
// has met every server once.
func TestNextLeadsThroughTheWholeList(t *testing.T) {
	s := start(t, nil)
	want := append(crowd(s), "quiet-harbour-sim.social")
	for _, sort := range []string{"name", "shuffle", "fastest", "newest"} {
		var got []string
		for path := "/api/v1/servers?sw=mastodon&limit=7&sort=" + sort; path != ""; {
			list := read[serverList](t, s.get(t, path))
			if list.Total != len(want) || len(list.Servers) > 7 {
				t.Fatalf("%s: %d servers of %d", path, len(list.Servers), list.Total)
			}
			got = append(got, hostsOf(list)...)
			path = ""
			if list.Next != nil {
				path = *list.Next
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: met %d servers, want %d", sort, len(got), len(want))
		}
	}
}

// TestPagesAndAPIAgree: the parameters of a page give the servers of that page.
func TestPagesAndAPIAgree(t *testing.T) {
	s := start(t, nil)
	crowd(s)
	for _, raw := range []string{"", "page=2", "page=4&per=10&view=table", "q=quiet&sort=name", "q=h07-sim.social&page=1", "signup=any&lang=de&page=3", "sw=lemmy"} {
		values, err := url.ParseQuery(raw)
		if err != nil {
			t.Fatal(err)
		}
		query, _ := directory.ParseQuery(values)
		var want []string
		for _, server := range s.current.Load().Find(query).Servers {
			want = append(want, server.Host.String())
		}
		if got := hostsOf(read[serverList](t, s.get(t, "/api/v1/servers?"+raw))); !slices.Equal(got, want) {
			t.Errorf("%q: API %v, page %v", raw, got, want)
		}
	}
}

func TestBadParametersAreNamed(t *testing.T) {
	s := start(t, nil)
	for _, tt := range []struct {
		raw   string
		names []string
	}{
		{"q=" + strings.Repeat("x", 201), []string{"q"}},
		{"q=%25%25", []string{"q"}},
		{"limit=0", []string{"limit"}},
		{"limit=101&per=5", []string{"limit"}},
		{"per=101", []string{"per"}},
		{"page=1000000000", []string{"page"}},
		{"sort=name;DROP+TABLE", []string{"(query)"}},
		{"sort=name)--&sw=a'b&lang=<script>", []string{"lang", "sw", "sort"}},
		{"cursor=AAAA", []string{"cursor"}},
		{"facets=2", []string{"facets"}},
		{"%zz", []string{"(query)"}},
		{"size=" + strings.Repeat("tiny,", 60) + "vast", []string{"size"}},
	} {
		got := s.get(t, "/api/v1/servers?"+tt.raw)
		p := read[httpkit.Problem](t, got)
		var names []string
		for _, parameter := range p.Parameters {
			names = append(names, parameter.Name)
		}
		if got.StatusCode != http.StatusBadRequest || !slices.Equal(names, tt.names) {
			t.Errorf("%.60q: %d naming %q, want 400 naming %q", tt.raw, got.StatusCode, names, tt.names)
		}
	}
	for _, raw := range []string{"utm_source=x&topic=music", "view=map", "limit=&cursor=&facets="} {
		if got := s.get(t, "/api/v1/servers?"+raw); got.StatusCode != http.StatusOK {
			t.Errorf("%q: %d, want 200", raw, got.StatusCode)
		}
	}
}

// TestListIsCachedByEpoch: a client that has a list gets it again only after a new
// snapshot, and other lists have other tags.
func TestListIsCachedByEpoch(t *testing.T) {
	s := start(t, nil)
	tag := func(path string) string { return s.get(t, path).Header.Get("ETag") }
	for _, path := range []string{"/api/v1/servers", "/api/v1/servers/quiet-harbour-sim.social"} {
		first := s.get(t, path)
		if first.Header.Get("Cache-Control") != "public, max-age=60" {
			t.Errorf("%s: %q", path, first.Header.Get("Cache-Control"))
		}
		again := s.get(t, path, "If-None-Match", first.Header.Get("ETag"))
		if again.StatusCode != http.StatusNotModified || len(again.body) > 0 {
			t.Errorf("%s again: %d with %d bytes", path, again.StatusCode, len(again.body))
		}
	}
	if tag("/api/v1/servers") != tag("/api/v1/servers?view=table&utm=1&signup=not_closed,open,approval&limit=30") {
		t.Error("one list has two tags")
	}
	seen := map[string]string{}
	for _, path := range []string{
		"/api/v1/servers", "/api/v1/servers?limit=1", "/api/v1/servers?facets=true", "/api/v1/servers?signup=any",
		"/api/v1/servers/quiet-harbour-sim.social", "/api/v1/servers/lantern-sim.social",
	} {
		if before, ok := seen[tag(path)]; ok {
			t.Errorf("%s and %s have one tag", before, path)
		}
		seen[tag(path)] = path
	}
	old := tag("/api/v1/servers")
	s.current.Store(build(world(), now.Add(time.Second)))
	if got := s.get(t, "/api/v1/servers", "If-None-Match", old); got.StatusCode != http.StatusOK {
		t.Errorf("after a new snapshot: %d, want 200", got.StatusCode)
	}
}

func TestOtherSitesMayRead(t *testing.T) {
	s := start(t, nil)
	for _, tt := range []struct {
		method, path string
		status       int
	}{
		{http.MethodGet, "/api/v1/servers", 200},
		{http.MethodHead, "/api/v1/servers", 200},
		{http.MethodGet, "/api/v1/servers?sort=bad", 400},
		{http.MethodGet, "/api/v1/servers/nobody-sim.social", 404},
		{http.MethodOptions, "/api/v1/servers", 204},
		{http.MethodOptions, "/api/v1/servers/nobody-sim.social", 204},
	} {
		got := s.do(t, tt.method, tt.path, "Origin", "https://other-sim.social", "Access-Control-Request-Method", "GET")
		if got.StatusCode != tt.status || got.Header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s %s: %d, allows %q", tt.method, tt.path, got.StatusCode, got.Header.Get("Access-Control-Allow-Origin"))
		}
		if got.Header.Get("Access-Control-Allow-Credentials") != "" || got.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" {
			t.Errorf("%s %s: %v", tt.method, tt.path, got.Header)
		}
		if allowed := got.Header.Get("Access-Control-Allow-Methods"); (allowed != "") != (tt.method == http.MethodOptions) {
			t.Errorf("%s %s: allows methods %q", tt.method, tt.path, allowed)
		}
	}
	if got := s.do(t, http.MethodPost, "/api/v1/servers"); got.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d, want 405", got.StatusCode)
	}
}

func TestTooManyRequests(t *testing.T) {
	s := start(t, func(a *api) {
		a.deps.RateLimit = httpkit.NewRateLimit(httpkit.RateConfig{PerMinute: 2, Clients: 10}, func() time.Time { return now })
	})
	for i, want := range []int{200, 404, 429, 429} {
		got := s.get(t, []string{"/api/v1/servers", "/api/v1/servers/nobody-sim.social", "/api/v1/servers", "/api/v1/servers/x"}[i])
		if got.StatusCode != want || got.Header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("request %d: %d, want %d, for any origin", i, got.StatusCode, want)
		}
		if want == http.StatusTooManyRequests && (got.Header.Get("Retry-After") != "30" || read[httpkit.Problem](t, got).Detail == "") {
			t.Errorf("retry after %q, %s", got.Header.Get("Retry-After"), got.body)
		}
	}
	if got := s.do(t, http.MethodOptions, "/api/v1/servers"); got.StatusCode != http.StatusNoContent {
		t.Errorf("a browser that asks first: %d, want 204", got.StatusCode)
	}
}

// TestNullsHaveReasons: wherever a number may be missing, it says why.
func TestNullsHaveReasons(t *testing.T) {
	s := start(t, nil)
	var list struct{ Servers []map[string]any }
	if err := json.Unmarshal(s.get(t, "/api/v1/servers?signup=any").body, &list); err != nil || len(list.Servers) == 0 {
		t.Fatalf("%d servers, %v", len(list.Servers), err)
	}
	for _, server := range list.Servers {
		for field, reason := range map[string]string{
			"users_total": "users_total_reason", "users_active_month": "users_active_month_reason",
			"users_active_halfyear": "users_active_halfyear_reason", "posts": "posts_reason",
			"availability_90d": "availability_90d_reason",
			"click_ms_p50":     "click_ms_reason", "click_ms_p75": "click_ms_reason", "click_ms_p95": "click_ms_reason",
			"first_ms_p50": "first_ms_reason", "first_ms_p75": "first_ms_reason", "first_ms_p95": "first_ms_reason",
		} {
			value, has := server[field]
			why, hasWhy := server[reason]
			if !has || !hasWhy || value == nil && why == nil {
				t.Errorf("%s: %s is %v because %v", server["host"], field, value, why)
			}
		}
	}
}

// FuzzQueryString: whatever a stranger asks, the answer is no fault of ours.
func FuzzQueryString(f *testing.F) {
	current := &directory.Current{}
	current.Store(build(world(), now))
	engine, err := httpkit.NewEngine(httpkit.DefaultConfig(), httpkit.Deps{Metrics: prometheus.NewRegistry(), Now: time.Now, Logger: discard()})
	if err != nil {
		f.Fatal(err)
	}
	Register(engine, Deps{Directory: current, History: fakeHistory{}, Logger: discard()})
	step, err := current.Load().Walk(directory.Query{PerPage: 1}, "")
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{"", "q=%25&page=-1", "limit=1&signup=any&cursor=" + step.Next, "sort=match&q=quiet harbour&facets=true", "lang=de,&sw=%00", "%%%"} {
		f.Add(seed, "quiet-harbour-sim.social")
	}
	f.Add("", "..%2f..%2fetc")
	f.Fuzz(func(t *testing.T, raw, host string) {
		for _, target := range []*url.URL{
			{Path: "/api/v1/servers", RawQuery: raw},
			{Path: "/api/v1/servers/" + host, RawQuery: raw},
		} {
			recorder := httptest.NewRecorder()
			request := httptest.NewRequest(http.MethodGet, "/", nil)
			request.URL = target
			engine.ServeHTTP(recorder, request)
			if recorder.Code >= 500 {
				t.Errorf("%s: %d %s", target, recorder.Code, recorder.Body)
			}
			if kind := recorder.Header().Get("Content-Type"); kind != "application/json" && kind != "application/problem+json" {
				t.Errorf("%s: answered in %q", target, kind)
			}
			if !json.Valid(recorder.Body.Bytes()) {
				t.Errorf("%s: not JSON: %q", target, recorder.Body)
			}
		}
	})
}

// TestEveryFacetIsAParameter: what a facet's value says it gives is what it gives, and
// what does not want to be measured is in none.
func TestEveryFacetIsAParameter(t *testing.T) {
	s := start(t, nil)
	list := read[serverList](t, s.get(t, "/api/v1/servers?signup=any&facets=true"))
	values := 0
	for _, f := range list.Facets {
		for _, v := range f.Values {
			q := url.Values{"signup": {"any"}}
			q.Set(f.Key, v.Value)
			got := s.get(t, "/api/v1/servers?"+q.Encode())
			if found := read[serverList](t, got); found.Total != v.Count {
				t.Errorf("%s=%s says %d, gives %d", f.Key, v.Value, v.Count, found.Total)
			}
			if strings.Contains(string(got.body), "refused-sim") {
				t.Errorf("%s=%s shows a host that refuses", f.Key, v.Value)
			}
			values++
		}
	}
	if len(list.Facets) < 14 || values < 50 {
		t.Errorf("%d facets with %d values", len(list.Facets), values)
	}
}
