package netguard

import (
	"bytes"
	"compress/gzip"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func zipped(t testing.TB, text []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOneConnectionServesAVisit(t *testing.T) {
	lab := newTestLab(t)
	text := []byte(strings.Repeat("hello ", 2000))
	lab.serve("quiet-harbour-sim.social", "/plain", nil, text)
	lab.serve("quiet-harbour-sim.social", "/zipped", http.Header{"Content-Encoding": {"gzip"}}, zipped(t, text))
	s := session(t, lab.guard(t, Limits{}))
	for _, path := range []string{"/plain", "/zipped", "/plain", "/none"} {
		resp, got, err := get(t, s, "https://quiet-harbour-sim.social"+path)
		if err != nil {
			t.Fatal(err)
		}
		if path != "/none" && !bytes.Equal(got, text) {
			t.Errorf("%s: %d bytes; want %d", path, len(got), len(text))
		}
		if resp.Header.Get("Content-Encoding") != "" || !resp.Uncompressed {
			t.Errorf("%s: the answer still calls itself encoded", path)
		}
	}
	seen := s.Exchanges()
	if len(seen) != 4 {
		t.Fatalf("%d exchanges; want 4", len(seen))
	}
	for i, x := range seen {
		if x.Reused != (i > 0) || (x.Timings.TLS > 0) != (i == 0) || (x.Timings.TCP > 0) != (i == 0) || x.Timings.DNS != 0 {
			t.Errorf("exchange %d: reused %v, timings %+v", i, x.Reused, x.Timings)
		}
		if x.Err != nil || x.Timings.FirstByte <= 0 || x.RemoteIP != netip.MustParseAddr("127.0.0.1") {
			t.Errorf("exchange %d: %+v", i, x)
		}
	}
	if z := seen[1]; z.Bytes != int64(len(text)) || z.WireBytes != int64(len(zipped(t, text))) || z.URL != "https://quiet-harbour-sim.social/zipped" || z.Status != 200 {
		t.Errorf("zipped exchange: %+v", z)
	}
	if seen[3].Status != 404 {
		t.Errorf("missing document: status %d", seen[3].Status)
	}
}

func TestSessionsShareNoConnection(t *testing.T) {
	lab := newTestLab(t)
	lab.serve("quiet-harbour-sim.social", "/", nil, []byte("x"))
	g := lab.guard(t, Limits{})
	for range 2 {
		s := g.Session(t.Context())
		if _, _, err := get(t, s, "https://quiet-harbour-sim.social/"); err != nil {
			t.Fatal(err)
		}
		s.Close()
		s.Close()
		if s.Exchanges()[0].Reused {
			t.Error("a visit used another visit's connection")
		}
		_, _, err := get(t, s, "https://quiet-harbour-sim.social/")
		wantReason(t, err, "cancelled")
		if n := len(s.Exchanges()); n != 1 {
			t.Errorf("%d exchanges after the end; want 1", n)
		}
	}
}

func TestLabChangesOnlyTheAddress(t *testing.T) {
	lab := newTestLab(t)
	var host, agent, encodings string
	lab.web.HandleFunc("/", func(_ http.ResponseWriter, r *http.Request) {
		host, agent, encodings = r.Host, r.UserAgent(), strings.Join(r.Header.Values("Accept-Encoding"), "|")
	})
	s := session(t, lab.guard(t, Limits{}))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "HTTPS://B\u00fccher-SIM.Social:443/a?b#c", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("User-Agent", "someone else")
	req.Header.Set("Accept-Encoding", "br")
	req.Host = "127.0.0.1"
	resp, err := s.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	got := []string{host, agent, encodings, lab.names[0], s.Exchanges()[0].URL, req.Header.Get("User-Agent")}
	want := []string{
		"xn--bcher-sim-q9a.social", "Landfall/test", "gzip", "xn--bcher-sim-q9a.social",
		"https://xn--bcher-sim-q9a.social/a?b", "someone else",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("host, agent, encodings, server name, URL, and the caller's header (-want +got):\n%s", diff)
	}
	for _, url := range []string{"https://quiet-harbour-sim.social:8443/", "https://127.0.0.1/", "ftp://quiet-harbour-sim.social/", "https://localhost/"} {
		_, _, err := get(t, s, url)
		wantReason(t, err, "url_refused")
	}
}

func TestNewLabTakesOnlyLoopback(t *testing.T) {
	ca := newAuthority(t)
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, ca.pem, 0o600); err != nil {
		t.Fatal(err)
	}
	for addr, ok := range map[string]bool{
		"127.0.0.1:8443": true, "[::1]:8443": true, "127.8.9.10:1": true, "[::ffff:127.0.0.1]:443": true,
		"localhost:8443": false, "127.0.0.1": false, "127.0.0.1:0": false, "0.0.0.0:8443": false, "[::]:8443": false,
		"10.0.0.1:8443": false, "8.8.8.8:443": false, "[::1%lo]:8443": false, "": false, "127.0.0.1:70000": false,
	} {
		_, err := NewLab(addr, file)
		if got, _ := Classify(err); (err == nil) != ok || !ok && got != "url_refused" {
			t.Errorf("NewLab(%q) = %v", addr, err)
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("NewLab(%q): more than one line: %v", addr, err)
		}
	}
	empty := filepath.Join(t.TempDir(), "empty.pem")
	if err := os.WriteFile(empty, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, ca := range []string{empty, filepath.Join(t.TempDir(), "none")} {
		if _, err := NewLab("127.0.0.1:8443", ca); err == nil {
			t.Errorf("NewLab took %s", ca)
		}
	}
}

func TestCertificatesAreVerified(t *testing.T) {
	lab := newTestLab(t)
	lab.certs["expired-sim.social"] = func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) }
	lab.certs["early-sim.social"] = func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Minute) }
	lab.certs["wrong-sim.social"] = func(c *x509.Certificate) { c.DNSNames = []string{"other-sim.social"} }
	lab.serve("/", "", nil, nil)
	s := session(t, lab.guard(t, Limits{}))
	for host, reason := range map[string]string{
		"expired-sim.social": "tls_expired", "early-sim.social": "tls_expired", "wrong-sim.social": "tls_wrong_host", "good-sim.social": "",
	} {
		_, _, err := get(t, s, "https://"+host+"/")
		wantReason(t, err, reason)
	}
	stranger := newTestLab(t)
	stranger.roots = lab.roots
	s = session(t, stranger.guard(t, Limits{}))
	_, _, err := get(t, s, "https://good-sim.social/")
	wantReason(t, err, "tls_unknown_authority")
	if got := s.Exchanges()[0]; got.Status != 0 || got.Timings.TLS == 0 || got.Timings.TCP == 0 || got.Err == nil {
		t.Errorf("a failed handshake is recorded as %+v", got)
	}
}

func TestABodyEndsExactlyAtItsCap(t *testing.T) {
	const limit = 10_000
	lab := newTestLab(t)
	gz := http.Header{"Content-Encoding": {"gzip"}}
	for _, n := range []int{0, limit - 1, limit, limit + 1, 3 * limit} {
		text := bytes.Repeat([]byte("a"), n)
		path := fmt.Sprintf("/%d", n)
		lab.serve("cap-sim.social", "/plain"+path, nil, text)
		lab.serve("cap-sim.social", "/zipped"+path, gz, zipped(t, text))
		lab.web.HandleFunc("cap-sim.social/chunked"+path, func(w http.ResponseWriter, _ *http.Request) {
			for part := range bytes.Lines(bytes.ReplaceAll(text, []byte("aaaa"), []byte("aaa\n"))) {
				_, _ = w.Write(part)
				w.(http.Flusher).Flush()
			}
		})
	}
	s := session(t, lab.guard(t, Limits{}))
	for _, n := range []int{0, limit - 1, limit, limit + 1, 3 * limit} {
		for _, how := range []string{"plain", "zipped", "chunked"} {
			_, got, err := getUpTo(t, s, fmt.Sprintf("https://cap-sim.social/%s/%d", how, n), limit)
			if n > limit {
				wantReason(t, err, "body_too_large")
			} else if err != nil || len(got) != n {
				t.Errorf("%s, %d of %d bytes: got %d, %v", how, n, limit, len(got), err)
			}
		}
	}
}

func TestNoBodyNeedsNoDecoding(t *testing.T) {
	lab := newTestLab(t)
	gz := http.Header{"Content-Encoding": {"gzip"}}
	lab.serve("empty-sim.social", "/zipped", gz, nil)
	lab.web.HandleFunc("empty-sim.social/chunked", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.(http.Flusher).Flush()
	})
	lab.web.HandleFunc("empty-sim.social/unchanged", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		w.WriteHeader(http.StatusNotModified)
	})
	s := session(t, lab.guard(t, Limits{}))
	for _, path := range []string{"/zipped", "/chunked", "/unchanged"} {
		if _, got, err := get(t, s, "https://empty-sim.social"+path); err != nil || len(got) != 0 {
			t.Errorf("%s: %d bytes, %v", path, len(got), err)
		}
	}
}

// raw answers of hosts that do not keep to HTTP, and what comes of them.
func TestBrokenAnswers(t *testing.T) {
	gz := zipped(t, bytes.Repeat([]byte("a"), 5000))
	gzHead := "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"
	for _, tt := range []struct{ name, answer, reason string }{
		{"nothing", "", "tcp_reset"},
		{"not-http", "SSH-2.0-OpenSSH\r\n\r\n", "http_malformed"},
		{"http2", "\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", "http_malformed"},
		{"half-a-header", "HTTP/1.1 200 OK\r\nContent-", "http_malformed"},
		{"bad-header", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "http_malformed"},
		{"two-lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "http_malformed"},
		{"short-body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "http_malformed"},
		{"bad-chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc", "http_malformed"},
		{"unfinished-chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc", "http_malformed"},
		{"not-gzip", gzHead + "plain", "bad_gzip"},
		{"cut-gzip", gzHead + string(gz[:len(gz)/2]), "bad_gzip"},
		{"cut-gzip-head", gzHead + string(gz[:5]), "bad_gzip"},
		{"gzip-and-more", gzHead + string(gz) + "more", "bad_gzip"},
		{"wrong-checksum", gzHead + string(gz[:len(gz)-8]) + "12345678", "bad_gzip"},
		{"header-flood", "HTTP/1.1 200 OK\r\n" + strings.Repeat("X-Flood: "+strings.Repeat("a", 1000)+"\r\n", 80) + "\r\n", "header_too_large"},
		{"one-long-cookie", "HTTP/1.1 200 OK\r\nSet-Cookie: " + strings.Repeat("a", 1<<20) + "\r\n\r\n", "header_too_large"},
		{"many-fields", "HTTP/1.1 200 OK\r\n" + strings.Repeat("A: b\r\n", 200_000) + "\r\n", "header_too_large"},
		{"interim-flood", strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 10_000) + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "header_too_large"},
		{"continue-flood", strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 10_000), "header_too_large"},
		{"a-few-interim", strings.Repeat("HTTP/1.1 103 Early Hints\r\n\r\n", 3) + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", ""},
		{"no-length", "HTTP/1.0 200 OK\r\n\r\nabc", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lab := newTestLab(t)
			lab.raw["broken-sim.social"] = func(c net.Conn) { _, _ = io.WriteString(c, tt.answer) }
			s := session(t, lab.guard(t, Limits{}))
			_, _, err := get(t, s, "https://broken-sim.social/")
			wantReason(t, err, tt.reason)
			if seen := s.Exchanges(); len(seen) != 1 || (seen[0].Err == nil) != (tt.reason == "") {
				t.Errorf("recorded as %+v", seen)
			}
		})
	}
}

func TestHeadersJustBelowTheCapPass(t *testing.T) {
	lab := newTestLab(t)
	lab.serve("long-sim.social", "/", http.Header{"X-Long": {strings.Repeat("a", 60<<10)}}, []byte("x"))
	s := session(t, lab.guard(t, Limits{}))
	for range 3 {
		if _, _, err := get(t, s, "https://long-sim.social/"); err != nil {
			t.Error(err)
		}
	}
}

func TestABodyClosedEarlyIsNoFailure(t *testing.T) {
	lab := newTestLab(t)
	lab.serve("early-sim.social", "/", nil, bytes.Repeat([]byte("a"), 500_000))
	s := session(t, lab.guard(t, Limits{}))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://early-sim.social/", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := s.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Exchanges()) != 0 {
		t.Error("an exchange is complete before its body was read")
	}
	if _, err := io.ReadFull(resp.Body, make([]byte, 1000)); err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if _, err := resp.Body.Read(make([]byte, 1)); err == nil {
		t.Error("a closed body can be read")
	}
	if seen := s.Exchanges(); len(seen) != 1 || seen[0].Err != nil || seen[0].Bytes != 1000 {
		t.Errorf("recorded as %+v", seen)
	}
}

func TestNewRefusesAUserAgentThatIsNoHeader(t *testing.T) {
	for _, agent := range []string{"a\r\nCookie: b", "a\x00", "caf\u00e9"} {
		if _, err := New(Config{UserAgent: agent}); err == nil {
			t.Errorf("New took the user agent %q", agent)
		}
	}
	if got := (Limits{}).filled(); got != DefaultLimits() {
		t.Errorf("zero limits become %+v", got)
	}
}
