package web

import (
	"net/http"
	"strings"
	"testing"

	"landfall"
)

// Only an id leads to a picture, so that nobody can have an address fetched; what is
// no id does not even reach the store.
func TestPicturesAreAskedForByID(t *testing.T) {
	const id = "0123456789abcdef0123456789abcdef"
	world := newWorld(harbour())
	world.Icon = landfall.Picture{ID: id, Media: "image/png", Body: []byte("pixels")}
	site := engine(t, world, Config{})
	w := get(t, site, "/icons/"+id)
	if w.Code != http.StatusOK || w.Body.String() != "pixels" || w.Header().Get("Content-Type") != "image/png" {
		t.Errorf("%d, %q as %s", w.Code, w.Body, w.Header().Get("Content-Type"))
	}
	for name, want := range map[string]string{
		"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff", "Cache-Control": "immutable", "Content-Disposition": "inline",
	} {
		if got := w.Header().Get(name); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q in it", name, got, want)
		}
	}
	asked := world.Looked.Load()
	for _, path := range []string{"https:%2F%2Fvictim.example%2Fa.png", "..%2f", strings.ToUpper(id), id + "0", "x", "0123456789abcdef0123456789abcde\u00e9"} {
		if w := get(t, site, "/icons/"+path); w.Code != http.StatusNotFound || strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d, %s", path, w.Code, w.Header().Get("Cache-Control"))
		}
	}
	if now := world.Looked.Load(); now != asked {
		t.Errorf("the store was asked %d times for what is no id", now-asked)
	}
	if w := get(t, site, "/icons/"+strings.Repeat("f", 32)); w.Code != http.StatusNotFound {
		t.Errorf("a picture that is not there: %d", w.Code)
	}
}

// A server with a picture shows it, with its size and nothing to read aloud; the
// others have a letter.
func TestCardsShowPicturesOrLetters(t *testing.T) {
	const id = "0123456789abcdef0123456789abcdef"
	world := newWorld(everyone()...)
	world.Snapshot.Depict(harbour().Host, id)
	site := engine(t, world, Config{})
	for path, want := range map[string]int{"/servers?signup=any&q=" + string(harbour().Host): 1, "/s/" + string(harbour().Host): 1} {
		doc := document(t, site, path, http.StatusOK)
		found := 0
		for _, img := range elements(doc, "img") {
			found++
			for name, value := range map[string]string{"src": "/icons/" + id, "width": "48", "height": "48", "alt": "", "loading": "lazy"} {
				if got, ok := attr(img, name); !ok || got != value {
					t.Errorf("%s: %s=%q, want %q", path, name, got, value)
				}
			}
		}
		if found != want {
			t.Errorf("%s: %d pictures, want %d", path, found, want)
		}
	}
}
