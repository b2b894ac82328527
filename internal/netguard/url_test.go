package netguard

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"landfall"
)

// badURLs are what strangers put where a URL should be. None may be dialled.
var badURLs = []string{
	"", " ", "quiet-harbour-sim.social", "//quiet-harbour-sim.social/", "https:", "https://", "https:///path", "https:quiet-harbour-sim.social",
	"file:///etc/passwd", "gopher://quiet-harbour-sim.social/", "ftp://quiet-harbour-sim.social/", "data:text/html,x", "javascript:alert(1)", "unix:///run/docker.sock", "ws://quiet-harbour-sim.social/",
	"https://user@quiet-harbour-sim.social/", "https://user:secret@quiet-harbour-sim.social/", "https://@quiet-harbour-sim.social/", "https://good-sim.social@127.0.0.1/",
	"https://quiet-harbour-sim.social:22/", "https://quiet-harbour-sim.social:6379/", "https://quiet-harbour-sim.social:80/", "http://quiet-harbour-sim.social:443/", "https://quiet-harbour-sim.social:0443/", "https://quiet-harbour-sim.social:8443/", "https://quiet-harbour-sim.social:port/",
	"http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://0/", "http://169.254.169.254/latest/meta-data/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[fe80::1%25eth0]/", "https://1.1.1.1/",
	"http://127\u30020\u30020\u30021/", "http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3/", "http://\uff11\uff12\uff17.0.0.1/",
	"https://localhost/", "https://metadata.google.internal/", "https://router.local/", "https://abc.onion/", "https://host.test/", "https://example.com/", "https://social/", "https://co.uk/", "https://quiet-harbour-sim.social./",
	"https://quiet%2eharbour-sim.social/", "https://quiet_harbour-sim.social/", "https://xn--a.social/", "https://a..social/", "https://-a.social/",
	"https://quiet-harbour-sim.social\\@127.0.0.1/", "https:\\\\quiet-harbour-sim.social/", "https://quiet-harbour-sim.social/a b", "https://quiet-harbour-sim.social/\r\nHost: 127.0.0.1", "https://quiet-harbour-sim.social/\x00", "https://quiet-harbour-sim.social\t/", "https://quiet-harbour-sim.social/\xff", "https://quiet-harbour-sim.social/%zz",
	"https://quiet-harbour-sim.social/" + strings.Repeat("a", maxURLBytes), "https://quiet-harbour-sim.social/" + strings.Repeat("\u00e9", 400), "https://" + strings.Repeat("a.", 200) + "social/",
}

// TestURLFieldsAllGoThroughOneGate drives every way a URL can take from remote
// data to a connection: a document's link, absolute or resolved, a redirect, and
// the request itself.
func TestURLFieldsAllGoThroughOneGate(t *testing.T) {
	lab := newTestLab(t)
	s := session(t, lab.guard(t, Limits{}))
	base := &url.URL{Scheme: "https", Host: "quiet-harbour-sim.social", Path: "/.well-known/nodeinfo"}
	refused := func(field, text string, err error) {
		if reason, class := Classify(err); reason != "url_refused" || class != landfall.ClassTheirs || !errors.Is(err, landfall.ErrInvalid) {
			t.Errorf("%s %.80q: %v", field, text, err)
		}
		if err != nil && (strings.ContainsAny(err.Error(), "\r\n\x00") || len(err.Error()) > 800) {
			t.Errorf("%s %.80q: the message is no clear line: %q", field, text, err)
		}
	}
	for _, text := range badURLs {
		u, err := ParseURL(text)
		refused("ParseURL", text, err)
		if u != nil {
			t.Errorf("ParseURL(%q) = %v with its error", text, u)
		}
		if _, err := url.Parse(text); err == nil && strings.Contains(text, ":") {
			_, err = ResolveURL(base, text)
			refused("ResolveURL", text, err)
		}
		parsed, err := url.Parse(text)
		if err != nil {
			continue
		}
		if _, err := ParseURL(parsed.String()); err == nil {
			continue // net/url has mended it
		}
		refused("CheckRedirect", text, CheckRedirect(&http.Request{URL: parsed}, []*http.Request{{URL: base}}))
		_, err = s.RoundTrip((&http.Request{URL: parsed, Header: http.Header{}}).WithContext(t.Context()))
		refused("RoundTrip", text, err)
	}
	if len(lab.names) != 0 || len(s.Exchanges()) != 0 {
		t.Errorf("connections were made: %v", lab.names)
	}
	t.Logf("%d bad URLs", len(badURLs))
}

func TestParseURLIsCanonical(t *testing.T) {
	for text, want := range map[string]string{
		"https://quiet-harbour-sim.social":                     "https://quiet-harbour-sim.social/",
		"HTTPS://Quiet-Harbour-SIM.social:443/A?b=c#d":         "https://quiet-harbour-sim.social/A?b=c",
		"http://quiet-harbour-sim.social:80/":                  "http://quiet-harbour-sim.social/",
		"https://quiet-harbour-sim.social:/":                   "https://quiet-harbour-sim.social/",
		"https://b\u00fccher-sim.social/\u00e9?q=\u00e9":       "https://xn--bcher-sim-q9a.social/%C3%A9?q=%C3%A9",
		"https://quiet-harbour-sim.social/a%2Fb/%7Ec?x=%2e&y#": "https://quiet-harbour-sim.social/a%2Fb/%7Ec?x=%2e&y",
		"https://quiet-harbour-sim.social/?":                   "https://quiet-harbour-sim.social/?",
	} {
		u, err := ParseURL(text)
		if err != nil || u.String() != want {
			t.Errorf("ParseURL(%q) = %v, %v; want %s", text, u, err, want)
		}
	}
}

func FuzzParseURL(f *testing.F) {
	for _, text := range badURLs {
		f.Add(text)
	}
	f.Add("https://b\u00fccher-sim.social/\u00e9?q=\u00e9#x")
	f.Fuzz(func(t *testing.T, text string) {
		u, err := ParseURL(text)
		if err != nil {
			wantReason(t, err, "url_refused")
			return
		}
		again, err := ParseURL(u.String())
		if err != nil || *again != *u {
			t.Errorf("ParseURL(%q) = %s, and of that %v, %v", text, u, again, err)
		}
		host, err := landfall.ParseHost(u.Host)
		if err != nil || host.String() != u.Host || u.User != nil || u.Fragment != "" || u.Opaque != "" {
			t.Errorf("ParseURL(%q) = %#v", text, u)
		}
		if strings.ContainsFunc(u.RequestURI(), func(r rune) bool { return r <= ' ' || r > '~' }) {
			t.Errorf("ParseURL(%q) would be asked as %q", text, u.RequestURI())
		}
	})
}

func TestResolveURL(t *testing.T) {
	for _, tt := range []struct{ base, ref, want, reason string }{
		{"https://a-sim.social/.well-known/nodeinfo", "/nodeinfo/2.0", "https://a-sim.social/nodeinfo/2.0", ""},
		{"https://a-sim.social/x/y", "../z?q", "https://a-sim.social/z?q", ""},
		{"https://a-sim.social/x", "", "https://a-sim.social/x", ""},
		{"https://a-sim.social/x", "//b-sim.social/y", "https://b-sim.social/y", ""},
		{"http://a-sim.social/x", "https://a-sim.social/y", "https://a-sim.social/y", ""},
		{"https://a-sim.social/x", "http://a-sim.social/y", "", "redirect_downgrade"},
		{"https://a-sim.social/x", "//127.0.0.1/", "", "url_refused"},
		{"https://a-sim.social/x", "file:///etc/passwd", "", "url_refused"},
		{"https://a-sim.social/x", "/a b", "", "url_refused"},
		{"https://a-sim.social/x", "/\\b-sim.social/", "", "url_refused"},
		{"https://a-sim.social/x", "%zz", "", "url_refused"},
		{"https://a-sim.social/x", strings.Repeat("a", maxURLBytes+1), "", "url_refused"},
	} {
		base, err := ParseURL(tt.base)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ResolveURL(base, tt.ref)
		if reason, _ := Classify(err); reason != tt.reason || err == nil && got.String() != tt.want {
			t.Errorf("ResolveURL(%s, %.40q) = %v, %v; want %s, %s", tt.base, tt.ref, got, err, tt.want, tt.reason)
		}
	}
}

func TestRedirects(t *testing.T) {
	for _, tt := range []struct {
		name   string
		via    []string
		to     string
		reason string
	}{
		{"to itself with a slash", []string{"https://a-sim.social"}, "https://a-sim.social/", "redirect_loop"},
		{"to a sister host", []string{"https://a-sim.social/"}, "https://www.a-sim.social/", ""},
		{"up to https", []string{"http://a-sim.social/"}, "https://a-sim.social/", ""},
		{"down to http", []string{"https://a-sim.social/"}, "http://a-sim.social/x", "redirect_downgrade"},
		{"up and down again", []string{"http://a-sim.social/", "https://a-sim.social/"}, "http://a-sim.social/x", "redirect_downgrade"},
		{"to another domain", []string{"https://a-sim.social/"}, "https://b-sim.social/", "moved"},
		{"to another domain by http", []string{"https://a-sim.social/"}, "http://b-sim.social/", "moved"},
		{"to a neighbour on shared ground", []string{"https://a.github.io/"}, "https://b.github.io/", "moved"},
		{"to an address", []string{"https://a-sim.social/"}, "https://169.254.169.254/", "url_refused"},
		{"to another scheme", []string{"https://a-sim.social/"}, "gopher://a-sim.social/", "url_refused"},
		{"to a port", []string{"https://a-sim.social/"}, "https://a-sim.social:22/", "url_refused"},
		{"back to the start", []string{"https://a-sim.social/", "https://a-sim.social/b"}, "https://a-sim.social/#again", "redirect_loop"},
		{"to a growing query", []string{"https://a-sim.social/?a", "https://a-sim.social/?aa", "https://a-sim.social/?aaa", "https://a-sim.social/?aaaa"}, "https://a-sim.social/?aaaaa", "too_many_redirects"},
		{"for the third time", []string{"https://a-sim.social/1", "https://a-sim.social/2", "https://a-sim.social/3"}, "https://a-sim.social/4", ""},
		{"for the fourth time", []string{"https://a-sim.social/1", "https://a-sim.social/2", "https://a-sim.social/3", "https://a-sim.social/4"}, "https://a-sim.social/5", "too_many_redirects"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var via []*http.Request
			for _, text := range tt.via {
				u, err := url.Parse(text)
				if err != nil {
					t.Fatal(err)
				}
				via = append(via, &http.Request{URL: u})
			}
			u, err := url.Parse(tt.to)
			if err != nil {
				t.Fatal(err)
			}
			err = CheckRedirect(&http.Request{URL: u}, via)
			wantReason(t, err, tt.reason)
			if moved := new(MovedError); tt.reason == "moved" && (!errors.As(err, &moved) || moved.To.String() != u.Host) {
				t.Errorf("moved where? %v", err)
			}
		})
	}
}

func TestAClientFollowsByTheSameRules(t *testing.T) {
	lab := newTestLab(t)
	for from, to := range map[string]string{
		"a-sim.social/one": "/two", "a-sim.social/two": "https://www.a-sim.social/three",
		"www.a-sim.social/loop": "/loop", "a-sim.social/down": "http://a-sim.social/", "a-sim.social/away": "https://b-sim.social/x",
		"a-sim.social/inside": "http://169.254.169.254/latest", "a-sim.social/grow": "/grow/",
	} {
		lab.web.Handle(from, http.RedirectHandler(to, http.StatusFound))
	}
	lab.web.HandleFunc("a-sim.social/grow/", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Path+"a", http.StatusFound)
	})
	lab.serve("www.a-sim.social", "/three", nil, []byte("here"))
	s := session(t, lab.guard(t, Limits{}))
	client := &http.Client{Transport: s, CheckRedirect: CheckRedirect}
	for path, reason := range map[string]string{
		"a-sim.social/one": "", "www.a-sim.social/loop": "redirect_loop", "a-sim.social/down": "redirect_downgrade",
		"a-sim.social/away": "moved", "a-sim.social/inside": "url_refused", "a-sim.social/grow": "too_many_redirects",
	} {
		resp, err := client.Get("https://" + path)
		if resp != nil {
			resp.Body.Close()
		}
		wantReason(t, err, reason)
	}
}
