package main

import (
	"cmp"
	"encoding/json"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

func get(t *testing.T, url string) (status int, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

func TestDemoCrawlsAndShowsWhatItFound(t *testing.T) {
	t.Parallel()
	base := startDemo(t, "60")
	var list struct {
		Total   int
		Servers []struct{ Host, Href, Page string }
	}
	_, body := get(t, base+"/api/v1/servers?signup=any")
	if err := json.Unmarshal([]byte(body), &list); err != nil || len(list.Servers) == 0 {
		t.Fatalf("list of servers: %v, %d servers in %.200s", err, len(list.Servers), body)
	}
	first := list.Servers[0]
	for _, path := range []string{
		"/", "/servers", "/servers?view=table", first.Page, first.Href, "/methodology", "/methodology/sign-up",
		"/crawler", "/about", "/healthz", "/readyz", "/metrics", "/notices.atom", "/notices.ics", "/notices.json", "/notices.csv", "/notices.ndjson",
	} {
		status, body := get(t, base+path)
		if status != http.StatusOK {
			t.Errorf("GET %s: %d", path, status)
		}
		isPage := strings.HasPrefix(body, "<!doctype html>") || strings.HasPrefix(body, "<!DOCTYPE html>")
		if isPage && !strings.Contains(strings.ToLower(body), "simulated") {
			t.Errorf("GET %s does not say that the servers are simulated", path)
		}
	}
	for path, want := range map[string]int{
		"/s/no-such-server-sim.social":               http.StatusNotFound,
		"/api/v1/servers/no-such-server-sim.social":  http.StatusNotFound,
		"/api/v1/servers/not%20a%20host":             http.StatusBadRequest,
		"/nowhere":                                   http.StatusNotFound,
		"/notices/nothing.ics":                       http.StatusNotFound,
		"/notices.atom?state=opne":                   http.StatusBadRequest,
		"/servers?page=99999&signup=wrong&per=-1&q=": http.StatusOK,
	} {
		if status, _ := get(t, base+path); status != want {
			t.Errorf("GET %s: %d, want %d", path, status, want)
		}
	}
}

// A picture goes from an instance through the crawler, the store and the page to the
// reader, who asks nobody but us.
func TestDemoShowsPictures(t *testing.T) {
	base := startDemo(t, "60")
	address := ""
	for until := time.Now().Add(time.Minute); address == "" && time.Now().Before(until); time.Sleep(200 * time.Millisecond) {
		var list struct{ Servers []struct{ Icon string } }
		_, body := get(t, base+"/api/v1/servers?signup=any")
		if err := json.Unmarshal([]byte(body), &list); err != nil {
			t.Fatal(err)
		}
		for _, server := range list.Servers {
			address = cmp.Or(address, server.Icon)
		}
	}
	if address == "" {
		t.Fatal("no server has a picture")
	}
	_, page := get(t, base+"/servers?signup=any")
	if !strings.Contains(page, `src="`+address+`" width="48" height="48" alt=""`) {
		t.Errorf("%s is not on the page", address)
	}
	for _, source := range regexp.MustCompile(`\ssrc="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !strings.HasPrefix(source[1], "/") || strings.HasPrefix(source[1], "//") {
			t.Errorf("the page loads %s", source[1])
		}
	}
	resp, err := http.Get(base + address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if img, kind, err := image.Decode(resp.Body); err != nil || "image/"+kind != resp.Header.Get("Content-Type") || img.Bounds().Dx() > 96 {
		t.Errorf("picture: %s, %v", resp.Header.Get("Content-Type"), err)
	}
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox",
		"Cache-Control": "public, max-age=2592000, immutable", "Set-Cookie": "",
	} {
		if got := resp.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
