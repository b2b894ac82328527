package sim

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestDripsOutlastPatience(t *testing.T) {
	for _, kind := range []Kind{Drip, HeaderDrip, Interim} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			l := start(t, Config{Hosts: 20, Seed: 1, Mix: only(kind)})
			secure := l.ask(t, l.hostsOf(t, kind)[0])
			_ = secure.SetDeadline(time.Now().Add(4 * short))
			got, err := io.ReadAll(secure)
			var timeout net.Error
			if len(got) < 3 || !errors.As(err, &timeout) || !timeout.Timeout() {
				t.Errorf("%d bytes, %v", len(got), err)
			}
			if kind == HeaderDrip && len(got) > 20 || kind == Interim && !strings.HasPrefix(string(got), "HTTP/1.1 103 Early Hints\r\n") {
				t.Errorf("%.60q", got)
			}
		})
	}
}

func TestHugeHeadersAreHuge(t *testing.T) {
	eachVariant(t, HugeHeader, func(t *testing.T, l *lab, h HostInfo) {
		secure := l.ask(t, h)
		var size, fields int
		for r := bufio.NewReaderSize(secure, 16<<20); ; fields++ {
			line, err := r.ReadSlice('\n')
			size += len(line)
			if err != nil || len(line) == 2 {
				break
			}
		}
		if size < 2<<20 || h.Variant == "fields" && fields < 200_000 {
			t.Errorf("%d bytes in %d fields", size, fields)
		}
		if _, err := get(t, l.client(t, 10*time.Second), l.targetURL(t, h)); err == nil {
			t.Error("a client with a limit took it")
		}
	})
}

func TestEndlessDocumentsGoOn(t *testing.T) {
	eachVariant(t, Endless, func(t *testing.T, l *lab, h HostInfo) {
		resp, err := l.client(t, 10*time.Second).Get(l.targetURL(t, h))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if n, err := io.CopyN(io.Discard, resp.Body, 16<<20); err != nil {
			t.Errorf("ended after %d bytes: %v", n, err)
		}
	})
}

func TestBombsExpand(t *testing.T) {
	eachVariant(t, Bomb, func(t *testing.T, l *lab, h HostInfo) {
		a := mustGet(t, l.client(t, 20*time.Second), l.targetURL(t, h))
		want := map[string]string{"gzip": "gzip", "gzip_media": "", "gzip_twice": "gzip, gzip", "zstd": "zstd"}[h.Variant]
		if a.header.Get("Content-Encoding") != want || len(a.body) > 1<<20 {
			t.Errorf("encoding %q, %d bytes", a.header.Get("Content-Encoding"), len(a.body))
		}
		if h.Variant != "gzip" {
			return
		}
		r, err := gzip.NewReader(bytes.NewReader(a.body))
		if err != nil {
			t.Fatal(err)
		}
		if n, err := io.Copy(io.Discard, r); err != nil || n != bombMiB<<20+2 {
			t.Errorf("expands to %d bytes, %v", n, err)
		}
	})
}

func TestEncodingsNobodyAskedFor(t *testing.T) {
	eachVariant(t, Encoded, func(t *testing.T, l *lab, h HostInfo) {
		a := mustGet(t, l.client(t, 10*time.Second), l.targetURL(t, h))
		if a.header.Get("Content-Encoding") == "" || h.Variant != "claimed" && h.Variant != "unknown" && json.Valid(a.body) {
			t.Errorf("encoding %q of %.40q", a.header.Get("Content-Encoding"), a.body)
		}
	})
}

func TestTruncatedDocumentsEndEarly(t *testing.T) {
	eachVariant(t, Truncated, func(t *testing.T, l *lab, h HostInfo) {
		a, err := get(t, l.client(t, 10*time.Second), l.targetURL(t, h))
		if err == nil {
			t.Errorf("no error, %d bytes", len(a.body))
		}
	})
}

func TestMalformedDocumentsAreNoObjects(t *testing.T) {
	// What encoding/json forgives, a careful reader does not.
	forgiven := []string{"surrogate", "invalid_utf8"}
	eachVariant(t, Malformed, func(t *testing.T, l *lab, h HostInfo) {
		a := mustGet(t, l.client(t, 10*time.Second), l.targetURL(t, h))
		var v map[string]any
		err := json.Unmarshal(a.body, &v)
		if sound := err == nil && v != nil; sound != slices.Contains(forgiven, h.Variant) || a.status != 200 {
			t.Errorf("%d, %v: %.60q", a.status, err, a.body)
		}
	})
}

func TestDuplicatesAndDepth(t *testing.T) {
	eachVariant(t, Duplicates, func(t *testing.T, l *lab, h HostInfo) {
		a := mustGet(t, l.client(t, 10*time.Second), l.targetURL(t, h))
		if !json.Valid(a.body) || !bytes.Contains(bytes.ToLower(a.body), []byte("impostor")) {
			t.Errorf("%.80s", a.body)
		}
	})
	eachVariant(t, Deep, func(t *testing.T, l *lab, h HostInfo) {
		a := mustGet(t, l.client(t, 10*time.Second), l.targetURL(t, h))
		if len(a.body) < 200_000 {
			t.Errorf("only %d bytes", len(a.body))
		}
	})
	eachVariant(t, WrongType, func(t *testing.T, l *lab, h HostInfo) {
		a := mustGet(t, l.client(t, 10*time.Second), l.targetURL(t, h))
		if !json.Valid(a.body) || strings.HasPrefix(a.header.Get("Content-Type"), "application/json;") || a.header.Get("Content-Type") == "application/json" {
			t.Errorf("%q: %.40s", a.header.Get("Content-Type"), a.body)
		}
	})
}

func TestLiarsAndHostileLinks(t *testing.T) {
	eachVariant(t, Liar, func(t *testing.T, l *lab, h HostInfo) {
		a := mustGet(t, l.client(t, 10*time.Second), l.targetURL(t, h))
		if !bytes.Contains(a.body, []byte(`"usage":`+lies[h.Variant])) || h.Users != nil {
			t.Errorf("%s; users %v", a.body, h.Users)
		}
	})
	eachVariant(t, HostileLinks, func(t *testing.T, l *lab, h HostInfo) {
		a := mustGet(t, l.client(t, 10*time.Second), l.targetURL(t, h))
		sound := `{"href":"https://` + h.Name + l.byName[h.Name].software.path + `","rel":"` + relSchema + "2."
		if !json.Valid(a.body) || h.Variant != "many" && h.Variant != "not_objects" && bytes.Contains(a.body, []byte(sound)) {
			t.Errorf("%.200s", a.body)
		}
	})
}

func TestHostileTextsAreValidJSON(t *testing.T) {
	l := start(t, Config{Hosts: 60, Seed: 1, Mix: only(HostileText)})
	for _, h := range l.hostsOf(t, HostileText) {
		a := mustGet(t, l.client(t, 10*time.Second), "https://"+h.Name+l.byName[h.Name].software.path)
		if a.status == 200 && !json.Valid(a.body) {
			t.Errorf("%s: %.80s", h.Name, a.body)
		}
		if !slices.Contains(hostileTexts, h.Title) {
			t.Errorf("%s: harmless title %q", h.Name, h.Title)
		}
	}
}

func TestPeerFloodsAndFarmsNeverEnd(t *testing.T) {
	l := start(t, Config{Hosts: 20, Seed: 1, Mix: only(PeerFlood)})
	a := mustGet(t, l.client(t, 20*time.Second), l.targetURL(t, l.hostsOf(t, PeerFlood)[0]))
	var names []string
	if err := json.Unmarshal(a.body, &names); err != nil || len(names) != floodNames {
		t.Errorf("%d names, %v", len(names), err)
	}

	l = start(t, Config{Hosts: 20, Seed: 1, Mix: only(Farm)})
	c, seen := l.client(t, 10*time.Second), make(map[string]bool)
	host := l.hostsOf(t, Farm)[0].Name
	for range 10 {
		a := mustGet(t, c, "https://"+host+"/api/v1/instance/peers")
		if err := json.Unmarshal(a.body, &names); err != nil || len(names) != farmPeerCount {
			t.Fatalf("%s: %d names, %v", host, len(names), err)
		}
		for _, name := range names {
			if !strings.HasSuffix(name, "."+l.farm) {
				t.Fatalf("%s is not of the farm", name)
			}
			seen[name] = true
		}
		host = names[0]
	}
	if len(seen) != 10*farmPeerCount {
		t.Errorf("%d distinct names", len(seen))
	}
	if s := l.Stats(); s.ByHost["*."+l.farm].Requests != 9 || s.Hosts != 1 {
		t.Errorf("%d requests to unplanned names, %d hosts", s.ByHost["*."+l.farm].Requests, s.Hosts)
	}
}
