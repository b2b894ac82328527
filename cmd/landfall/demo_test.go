package main

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
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
		"/crawler", "/about", "/healthz", "/readyz", "/metrics",
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
		"/servers?page=99999&signup=wrong&per=-1&q=": http.StatusOK,
	} {
		if status, _ := get(t, base+path); status != want {
			t.Errorf("GET %s: %d, want %d", path, status, want)
		}
	}
}
