package web

import (
	"bytes"
	"encoding/binary"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"landfall"
	"landfall/web/social"
)

func TestPicturesOfServers(t *testing.T) {
	hostile := harbour()
	hostile.Host, hostile.Facts.Name = "evil-sim.social", "\u202e\x00<b>\"evil\"</b>"
	refused := harbour()
	refused.Host, refused.Status = "opted-out-sim.social", landfall.StatusRefused
	site := engine(t, newWorld(append(everyone(), own(), refused, hostile)...), public)
	for path, status := range map[string]int{
		"/social.png":                            http.StatusOK,
		"/social/quiet-harbour-sim.social.png":   http.StatusOK,
		"/social/mina-sim.blog.png":              http.StatusOK,
		"/social/lost-lantern-sim.online.png":    http.StatusOK,
		"/social/evil-sim.social.png":            http.StatusOK,
		"/social/opted-out-sim.social.png":       http.StatusNotFound,
		"/social/never-heard-of-sim.social.png":  http.StatusNotFound,
		"/social/" + string(own().Host) + ".png": http.StatusNotFound,
		"/social/quiet-harbour-sim.social":       http.StatusNotFound,
		"/social/QUIET-harbour-sim.social.png":   http.StatusNotFound,
		"/social/.png":                           http.StatusNotFound,
	} {
		w := get(t, site, path)
		if w.Code != status {
			t.Errorf("%s: %d; want %d", path, w.Code, status)
			continue
		}
		if status != http.StatusOK {
			continue
		}
		picture, err := png.Decode(bytes.NewReader(w.Body.Bytes()))
		if err != nil || picture.Bounds().Dx() != social.Width || picture.Bounds().Dy() != social.Height || w.Header().Get("Content-Type") != "image/png" {
			t.Errorf("%s: %v, %v", path, w.Header(), err)
		}
	}
}

// TestEveryPageNamesItsPicture follows what pages say to other sites.
func TestEveryPageNamesItsPicture(t *testing.T) {
	w := newWorld(append(everyone(), own())...)
	site := engine(t, w, public)
	for path, want := range map[string]string{
		"/": "/social.png", "/about": "/social.png", "/s/mina-sim.blog": "/social/mina-sim.blog.png",
		"/s/" + string(own().Host): "", "/nowhere": "",
	} {
		status := http.StatusOK
		if path == "/nowhere" {
			status = http.StatusNotFound
		}
		said := map[string]string{}
		for _, n := range elements(document(t, site, path, status), "meta") {
			for _, key := range []string{"property", "name"} {
				if name, ok := attr(n, key); ok {
					said[name], _ = attr(n, "content")
				}
			}
		}
		if want == "" {
			if said["og:image"] != "" || said["og:title"] != "" {
				t.Errorf("%s says %v", path, said)
			}
			continue
		}
		if said["og:image"] != public.PublicURL+want || said["og:image:alt"] == "" || said["og:url"] != public.PublicURL+path ||
			said["og:title"] == "" || said["og:description"] == "" || said["twitter:card"] != "summary_large_image" {
			t.Errorf("%s says %v", path, said)
		}
		if code := get(t, site, strings.TrimPrefix(said["og:image"], public.PublicURL)).Code; code != http.StatusOK {
			t.Errorf("%s: its picture answers %d", path, code)
		}
	}
}

func TestAPictureIsKeptForWhatItSays(t *testing.T) {
	w, at := newWorld(harbour()), now
	site, engine := clocked(w, &at)
	path := "/social/" + string(harbour().Host) + ".png"
	first := get(t, engine, path)
	w.Snapshot = newWorld(append(everyone(), own())...).Snapshot // another snapshot, the same server
	if again := get(t, engine, path); again.Header().Get("ETag") != first.Header().Get("ETag") || len(site.studio.kept.kept) != 1 {
		t.Errorf("the same picture was drawn %d times", len(site.studio.kept.kept))
	}
	other := harbour()
	other.Facts.Signup.Mode = landfall.SignupClosed
	w.Snapshot = newWorld(other).Snapshot
	if changed := get(t, engine, path); changed.Header().Get("ETag") == first.Header().Get("ETag") || bytes.Equal(changed.Body.Bytes(), first.Body.Bytes()) {
		t.Error("a server that is closed has the picture of one that is not")
	}
}

func TestFavicon(t *testing.T) {
	data := get(t, engine(t, newWorld(), Config{}), "/favicon.ico").Body.Bytes()
	if len(data) < 22 || binary.LittleEndian.Uint32(data[18:]) != 22 || int(binary.LittleEndian.Uint32(data[14:])) != len(data)-22 {
		t.Fatalf("header %v of %d bytes", data[:min(len(data), 22)], len(data))
	}
	if icon, err := png.Decode(bytes.NewReader(data[22:])); err != nil || icon.Bounds().Dx() != 32 || data[6] != 32 {
		t.Error(err)
	}
}
