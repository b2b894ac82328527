package api

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"landfall"
	"landfall/internal/httpkit"
)

func TestAddingAServer(t *testing.T) {
	var told []landfall.Host
	s := start(t, func(a *api) {
		origin, err := httpkit.NewSameOrigin("https://landfall-sim.org")
		if err != nil {
			t.Fatal(err)
		}
		a.deps.SameOrigin = origin
		a.deps.Submit = func(_ context.Context, host landfall.Host) (landfall.Submission, error) {
			told = append(told, host)
			return landfall.Submission{Host: host, State: landfall.SubmissionAlias, Instance: "quiet-sim.social"}, nil
		}
	})
	for _, tt := range []struct {
		body, origin string
		status       int
		answer       string
	}{
		{`{"host":"https://New-Sim.social/about"}`, "", 202, `{"host":"new-sim.social","state":"alias","instance":"quiet-sim.social","href":"/api/v1/servers/quiet-sim.social"}`},
		{`{"host":"new-sim.social"}`, "https://landfall-sim.org", 202, `"state":"alias"`},
		{`{"host":"new-sim.social"}`, "https://evil-sim.club", 403, ""},
		{`{"host":"localhost"}`, "", 400, "below a public suffix"},
		{`{"hosts":["new-sim.social"]}`, "", 400, "JSON object"},
		{`{"host":"new-sim.social"}{}`, "", 400, "JSON object"},
		{``, "", 400, "JSON object"},
		{`{"host":"` + strings.Repeat("x", 300_000) + `"}`, "", 413, ""},
	} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/api/v1/servers", strings.NewReader(tt.body))
		if err != nil {
			t.Fatal(err)
		}
		if tt.origin != "" {
			request.Header.Set("Origin", tt.origin)
		}
		got, err := s.client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(got.Body)
		got.Body.Close()
		if err != nil || got.StatusCode != tt.status || !strings.Contains(string(body), tt.answer) {
			t.Errorf("%.60s: %d %.200s, %v; want %d and %q", tt.body, got.StatusCode, body, err, tt.status, tt.answer)
		}
	}
	if len(told) != 2 {
		t.Errorf("told %v, want two names", told)
	}
}
