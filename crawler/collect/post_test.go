package collect

import (
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall/crawler/probe"
)

// A request with a body reaches its path once robots.txt permits it, and goes on
// only where a redirect keeps the method.
func TestRequestsWithABody(t *testing.T) {
	l := newLab(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			_, _ = io.WriteString(w, "User-agent: *\nDisallow: /shut\n")
		case "/moved":
			http.Redirect(w, r, "/api", http.StatusPermanentRedirect)
		case "/elsewhere":
			http.Redirect(w, r, "/api", http.StatusFound)
		default:
			body, _ := io.ReadAll(r.Body)
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, r.Method+" "+r.Header.Get("Content-Type")+" "+string(body))
		}
	})
	post := func(path string) (string, int, error) {
		v, _ := l.visit(t)
		req := request(t, path)
		req.Method, req.Body = http.MethodPost, []byte(`{"detail":true}`)
		doc, err := v.Fetch(t.Context(), req)
		if err != nil {
			return "", 0, err
		}
		return string(doc.Body), doc.Status, nil
	}
	for _, path := range []string{"/api", "/moved"} {
		if body, _, err := post(path); err != nil || body != `POST application/json {"detail":true}` {
			t.Errorf("%s: %q, %v", path, body, err)
		}
	}
	if body, status, err := post("/elsewhere"); err != nil || status != http.StatusFound || body != "" {
		t.Errorf("a redirect that asks for GET: %q, %d, %v", body, status, err)
	}
	l.asked = nil
	if _, _, err := post("/shut"); !errors.Is(err, probe.ErrForbidden) {
		t.Errorf("a forbidden path: %v", err)
	}
	if diff := cmp.Diff([]string(nil), l.asked); diff != "" {
		t.Errorf("asked for a forbidden path: %s", diff)
	}
}
