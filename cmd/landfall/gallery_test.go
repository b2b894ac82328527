package main

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"landfall/internal/gallery"
)

// getAt asks for an address by another name than the one that it is found at.
func getAt(t *testing.T, url, name string) (status int, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = name
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

// TestDemoHasAGallery of all pages in every state, each of which says that its data are samples.
func TestDemoHasAGallery(t *testing.T) {
	t.Parallel()
	base := startDemo(t, "60")
	port := base[strings.LastIndex(base, ":"):]
	status, index := get(t, base+gallery.Path)
	if status != http.StatusOK || !marked(index) {
		t.Fatalf("the list: %d, %.300s", status, index)
	}
	if strings.Contains(index, "You came by the name") {
		t.Error("who is on the machine is told of another")
	}
	for _, sample := range gallery.Samples() {
		name := sample.Name + ".localhost" + port
		if !strings.Contains(index, `<a href="http://`+name+`/">`) || !strings.Contains(index, sample.What) {
			t.Errorf("the list lacks %s", sample.Name)
		}
		_, pages := get(t, base+gallery.Path+"?world="+sample.Name)
		if !strings.Contains(pages, `<a href="http://`+name+`/servers?page=2">`) {
			t.Errorf("the list of %s lacks a page", sample.Name)
		}
		has := sample.Make().Snapshot.Server("nameless-cove-sim.net") != nil
		for path, want := range map[string]int{"/": http.StatusOK, "/servers": http.StatusOK, "/crawler": http.StatusOK, "/nowhere": http.StatusNotFound, "/s/nameless-cove-sim.net": found(has)} {
			status, body := getAt(t, base+path, name)
			if status != want || !marked(body) {
				t.Errorf("%s%s: %d, want %d; marked: %v", name, path, status, want, marked(body))
			}
		}
		if has != strings.Contains(pages, `<a href="http://`+name+`/s/nameless-cove-sim.net">`) {
			t.Errorf("the list of %s has a page that is not there, or lacks one", sample.Name)
		}
	}
	if status, body := getAt(t, base+gallery.Path, "demo-sim.org"); status != http.StatusOK || !strings.Contains(body, "You came by the name demo-sim.org.") {
		t.Errorf("who came from elsewhere is not told what the names need: %d", status)
	}
	if status, _ := get(t, base+"/s/nameless-cove-sim.net"); status != http.StatusNotFound {
		t.Errorf("the demo itself has a server of the gallery: %d", status)
	}
}

// marked reports whether a page says that it is a demonstration.
func marked(page string) bool {
	return strings.Contains(page, `<aside class="demo" aria-label="Demonstration">`) && strings.Contains(page, "these servers are simulated. None of them exists.")
}

func found(is bool) int {
	if is {
		return http.StatusOK
	}
	return http.StatusNotFound
}
