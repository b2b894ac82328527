package collect

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"image"
	"net/http"
	"net/url"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/crawler/icon"
	"landfall/crawler/polite"
	"landfall/crawler/probe"
	"landfall/internal/netguard"
)

// secret stands for what an original carries beside its pixels.
const secret = "48.2082N-16.3738E-secret"

// What one picture may cost, whatever it is.
const (
	iconTime   = 3 * time.Second
	iconMemory = 96 << 20
)

// TestHostileImages serves pictures, and what passes itself off as one, and expects
// of each a small picture made here or a refusal, within bounds of time and memory.
func TestHostileImages(t *testing.T) {
	tests := hostileImages(t)
	bodies := make(map[string]int)
	l := newLab(t, func(w http.ResponseWriter, r *http.Request) {
		at, found := bodies[r.URL.Path]
		if !found {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", tests[at].media)
		if tests[at].tag != "" {
			w.Header().Set("X-Robots-Tag", tests[at].tag)
		}
		if tests[at].encoding != "" {
			w.Header().Set("Content-Encoding", tests[at].encoding)
		}
		_, _ = w.Write(tests[at].body)
	})
	l.limits = polite.New(polite.Limits{}, time.Now)
	maker := icon.NewMaker(1)
	for i, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := "/" + strconv.Itoa(i)
			bodies[path] = i
			v, _ := l.visit(t)
			var made landfall.Picture
			var err error
			took, memory := cost(func() {
				made, err = v.Icon(t.Context(), maker, &url.URL{Scheme: "https", Host: host.String(), Path: path})
			})
			if got := outcome(err); got != tt.want {
				t.Errorf("%s, want %s: %v", got, tt.want, err)
			}
			if took > iconTime || memory > iconMemory {
				t.Errorf("took %s and %d MiB", took, memory>>20)
			}
			if err == nil {
				checkIcon(t, made)
			}
		})
	}
	t.Run("not found", func(t *testing.T) {
		v, _ := l.visit(t)
		if _, err := v.Icon(t.Context(), maker, &url.URL{Scheme: "https", Host: host.String(), Path: "/none"}); outcome(err) != "icon_not_a_picture" {
			t.Error(err)
		}
	})
}

// served is a picture as a host serves it, and what is to become of it: "made" or
// the reason of a refusal.
type served struct {
	name, media, encoding string
	body                  []byte
	want                  string
	tag                   string // its X-Robots-Tag
}

func hostileImages(t *testing.T) []served {
	t.Helper()
	picture := gradient(640, 360)
	plainPNG, plainJPEG := encodePNG(t, picture), encodeJPEG(t, picture)
	small, err := base64.StdEncoding.DecodeString("UklGRjYAAABXRUJQVlA4TCkAAAAvJ8AFAA9wBYor+N4Kef6jBaYi2Xjo30mz/TYKRPR/HgAAAACTfXMNAQA=")
	if err != nil {
		t.Fatal(err)
	}
	svg := `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>fetch('//x.example')</script></svg>`
	return []served{
		{name: "png", media: "image/png", body: plainPNG, want: "made"},
		{name: "jpeg", media: "image/jpeg", body: plainJPEG, want: "made"},
		{name: "gif of many frames", media: "image/gif", body: animation(t, 40), want: "made"},
		{name: "webp", media: "image/webp", body: small, want: "made"},
		{name: "png called text", media: "text/plain", body: plainPNG, want: "made"},
		{name: "png with text and place", media: "image/png", body: withChunk(plainPNG, "tEXt", "Comment\x00"+secret), want: "made"},
		{name: "jpeg with EXIF", media: "image/jpeg", body: withSegment(plainJPEG, 0xe1, "Exif\x00\x00"+secret), want: "made"},
		{name: "png with a page behind it", media: "image/png", body: append(bytes.Clone(plainPNG), "<html><script>"+secret+"</script>"...), want: "made"},
		{name: "jpeg with an archive behind it", media: "image/jpeg", body: append(bytes.Clone(plainJPEG), "PK\x03\x04"+secret...), want: "made"},
		{name: "four million equal pixels", media: "image/png", body: encodePNG(t, image.NewGray(image.Rect(0, 0, 2048, 2048))), want: "made"},
		{name: "sixteen bits a colour", media: "image/png", body: encodePNG(t, image.NewNRGBA64(image.Rect(0, 0, 2048, 2048))), want: "made"},
		{name: "one pixel high", media: "image/png", body: encodePNG(t, gradient(4000, 1)), want: "icon_too_small"},
		{name: "a dot", media: "image/gif", body: screen(animation(t, 1), 1, 1), want: "icon_too_small"},

		{name: "not to be used", media: "image/png", body: plainPNG, tag: "noimageindex", want: "icon_noindex"},
		{name: "not to be used by another", media: "image/png", body: plainPNG, tag: "otherbot: noindex", want: "made"},

		{name: "svg", media: "image/svg+xml", body: []byte(svg), want: "icon_not_a_picture"},
		{name: "svg called png", media: "image/png", body: []byte(svg), want: "icon_not_a_picture"},
		{name: "svg behind a declaration", media: "image/svg+xml", body: []byte("\ufeff<?xml version=\"1.0\"?>\n" + svg), want: "icon_not_a_picture"},
		{name: "compressed svg", media: "image/svg+xml", body: gzipped(t, []byte(svg)), want: "icon_not_a_picture"},
		{name: "page", media: "image/png", body: []byte("<!doctype html><title>404</title>"), want: "icon_not_a_picture"},
		{name: "nothing", media: "image/png", body: nil, want: "icon_not_a_picture"},
		{name: "bmp", media: "image/bmp", body: append([]byte("BM"), make([]byte, 100)...), want: "icon_not_a_picture"},
		{name: "tiff", media: "image/tiff", body: append([]byte("II*\x00"), make([]byte, 100)...), want: "icon_not_a_picture"},
		{name: "ico", media: "image/x-icon", body: append([]byte{0, 0, 1, 0, 1, 0}, plainPNG...), want: "icon_not_a_picture"},
		{name: "other RIFF", media: "image/webp", body: []byte("RIFF\x10\x00\x00\x00WAVEfmt "), want: "icon_not_a_picture"},

		{name: "script that is a gif", media: "image/gif", body: []byte("GIF89a/*" + strings.Repeat("x", 200) + "*/=1;alert(1)"), want: "icon_too_large"},
		{name: "png of 60000 by 60000", media: "image/png", body: resized(plainPNG, 60_000, 60_000), want: "icon_too_large"},
		{name: "png of 16384 by 257", media: "image/png", body: resized(plainPNG, 16_384, 257), want: "icon_too_large"},
		{name: "png longer than it is", media: "image/png", body: resized(plainPNG, 2_000, 2_000), want: "icon_broken"},
		{name: "png without width", media: "image/png", body: resized(plainPNG, 0, 360), want: "icon_broken"},
		{name: "gif of 65535 by 65535", media: "image/gif", body: screen(animation(t, 1), 65_535, 65_535), want: "icon_too_large"},
		{name: "gif smaller than its frame", media: "image/gif", body: screen(animation(t, 1), 32, 32), want: "icon_broken"},
		{name: "jpeg of 65500 by 65500", media: "image/jpeg", body: jpegSized(plainJPEG, 65_500, 65_500), want: "icon_too_large"},
		{name: "jpeg of 20000 scans", media: "image/jpeg", body: scans(plainJPEG, 20_000), want: "icon_too_complex"},
		{name: "webp of 16384 by 16384", media: "image/webp", body: webpSized(small, 16_384, 16_384), want: "icon_too_large"},
		{name: "png cut off", media: "image/png", body: plainPNG[:len(plainPNG)/2], want: "icon_broken"},
		{name: "jpeg cut off", media: "image/jpeg", body: plainJPEG[:300], want: "icon_broken"},
		{name: "gif cut off", media: "image/gif", body: animation(t, 1)[:200], want: "icon_broken"},
		{name: "webp cut off", media: "image/webp", body: small[:24], want: "icon_broken"},
		{name: "png with a wrong sum", media: "image/png", body: flipped(plainPNG), want: "icon_broken"},
		{name: "png that is nothing else", media: "image/png", body: plainPNG[:8], want: "icon_broken"},
		{name: "too many bytes", media: "image/png", body: append(bytes.Clone(plainPNG), make([]byte, 600<<10)...), want: "body_too_large"},
		{name: "compression bomb", media: "image/png", encoding: "gzip", body: gzipped(t, make([]byte, 64<<20)), want: "body_too_large"},
	}
}

// The same picture gives the same icon, and another one another.
func TestIconsAreNamedForTheirPixels(t *testing.T) {
	maker := icon.NewMaker(1)
	var ids []string
	for _, original := range [][]byte{encodePNG(t, gradient(80, 40)), withChunk(encodePNG(t, gradient(80, 40)), "tEXt", "a\x00b"), encodePNG(t, gradient(40, 80))} {
		made, err := maker.Make(t.Context(), original)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, made.ID)
	}
	if ids[0] != ids[1] || ids[0] == ids[2] {
		t.Errorf("ids %q", ids)
	}
}

// checkIcon expects a small square picture that holds pixels only.
func checkIcon(t *testing.T, made landfall.Picture) {
	t.Helper()
	config, kind, err := image.DecodeConfig(bytes.NewReader(made.Body))
	if err != nil || "image/"+kind != made.Media || config.Width != config.Height || config.Width > icon.Side {
		t.Fatalf("icon is a %s of %+v, %v", made.Media, config, err)
	}
	parts, wanted := segments(made.Body), []string{"\xdb", "\xc0", "\xc4", "\xda"}
	if kind == "png" {
		parts, wanted = chunks(made.Body), []string{"IHDR", "PLTE", "tRNS", "IDAT", "IEND"}
	}
	for _, part := range parts {
		if !slices.Contains(wanted, part) {
			t.Errorf("icon has a part %q", part)
		}
	}
	if whole := bytes.HasSuffix(made.Body, []byte("IEND\xaeB`\x82")) || bytes.HasSuffix(made.Body, []byte("\xff\xd9")); !whole || bytes.Contains(made.Body, []byte(secret)) {
		t.Error("icon carries more than pixels")
	}
}

// chunks names the chunks of a PNG.
func chunks(body []byte) (kinds []string) {
	for rest := body[8:]; len(rest) >= 12; rest = rest[12+binary.BigEndian.Uint32(rest):] {
		kinds = append(kinds, string(rest[4:8]))
	}
	return kinds
}

// segments names the markers of a JPEG up to its pixels.
func segments(body []byte) (kinds []string) {
	for rest := body[2:]; len(rest) >= 4 && rest[0] == 0xff; rest = rest[2+binary.BigEndian.Uint16(rest[2:]):] {
		kinds = append(kinds, string(rest[1:2]))
		if rest[1] == 0xda {
			break
		}
	}
	return kinds
}

// A picture of another owner is not asked for.
func TestIconsAreTheirOwn(t *testing.T) {
	l := newLab(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("asked %s for %s", r.Host, r.URL) })
	v, _ := l.visit(t)
	_, err := v.Icon(t.Context(), icon.NewMaker(1), &url.URL{Scheme: "https", Host: "victim-sim.example.org", Path: "/big.png"})
	if outcome(err) != "icon_elsewhere" {
		t.Error(err)
	}
}

// A picture for which a visit would have to wait too long is left out, and the visit
// is over all the same.
func TestIconsAreNoReasonToComeAgain(t *testing.T) {
	l := newLab(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			_, _ = w.Write([]byte("User-agent: *\nCrawl-delay: 500"))
		}
	})
	v := l.Open(t.Context(), host, func(context.Context, time.Duration) error { return probe.ErrPostponed })
	defer v.Close()
	u := &url.URL{Scheme: "https", Host: host.String(), Path: "/icon.png"}
	if _, err := v.Icon(t.Context(), icon.NewMaker(1), u); WhyNoIcon(err) != "robots_postponed" || v.Unfinished() {
		t.Errorf("%v; unfinished %v", err, v.Unfinished())
	}
}

func outcome(err error) string {
	var refused *icon.Error
	var fault *netguard.Error
	switch {
	case err == nil:
		return "made"
	case errors.As(err, &refused):
		return string(refused.Reason)
	case errors.As(err, &fault):
		return fault.Reason
	}
	return err.Error()
}

// cost measures how long do takes and how much more heap it holds at any time.
func cost(do func()) (took time.Duration, memory uint64) {
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	runtime.GC()
	before, most := heap(), make(chan uint64)
	stop := make(chan struct{})
	go func() {
		var peak uint64
		for {
			select {
			case <-stop:
				most <- peak
				return
			case <-time.After(2 * time.Millisecond):
				peak = max(peak, heap())
			}
		}
	}()
	began := time.Now()
	do()
	took = time.Since(began)
	close(stop)
	if peak := <-most; peak > before {
		memory = peak - before
	}
	return took, memory
}
