package server_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"landfall/federation-core/server"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// TestWhichForm: a document for who asks for one by name, a page for everybody else.
func TestWhichForm(t *testing.T) {
	w := newWorld(t)
	const ld = `application/ld+json; profile="https://www.w3.org/ns/activitystreams"`
	for accept, want := range map[string]string{
		document: document, ld: document, vocab.AcceptHeader: document,
		strings.ToUpper(document): document, document + "; charset=utf-8": document, `application/ld+json;profile="x https://www.w3.org/ns/activitystreams"`: document,
		document + ", text/html;q=0.1": document, document + ", text/html": document, "text/html;q=0.5, " + ld + ";q=0.9": document, document + ", */*": document,
		document + ";q=0.5, text/html": "text/html", document + ";q=0": "text/html", document + ";q=x": "text/html", document + ";q=2": "text/html",
		document + ";q=NaN": "text/html", browser: "text/html", "*/*": "text/html", "": "text/html", "application/*": "text/html", "application/json": "text/html",
		"application/ld+json": document, "application/ld+json; profile=https://www.w3.org/ns/activitystreams": document, "image/png": "text/html", ",,,": "text/html", "application/activity+jsonx": "text/html",
		strings.Repeat("image/png,", 100) + document: "text/html",
	} {
		for _, path := range []string{"/users/alice", "/@alice", "/@Alice", "/users/alice/statuses/public", "/@alice/public"} {
			got := w.ask(asking{path: path, accept: accept})
			if kind, _, _ := strings.Cut(got.header.Get("Content-Type"), ";"); got.status != 200 || kind != want {
				t.Errorf("%s for %q is %d %s, want %s", path, accept, got.status, kind, want)
			}
		}
		if got := w.ask(asking{path: "/users/alice/outbox", accept: accept}); got.status != 200 || got.header.Get("Content-Type") != document {
			t.Errorf("the outbox for %q is %d %s", accept, got.status, got.header.Get("Content-Type"))
		}
	}
}

// TestPages: people see what is for anybody, as text.
func TestPages(t *testing.T) {
	w := newWorld(t)
	for path, want := range map[string]int{
		"/@alice": 200, "/users/alice": 200, "/@alice/public": 200, "/@alice/unlisted": 200, "/@alice/followers": 404, "/@alice/direct": 404,
		"/@alice/missing": 404, "/@alice/deleted": 410, "/@gina": 410, "/@sue": 404, "/@sue/1": 404, "/@nobody": 404, "/alice": 404, "/x/y": 404,
		"/@home.example": 404, "/@": 404,
	} {
		got := w.ask(asking{path: path, accept: browser, by: w.fay}) // signatures are for documents
		if got.status != want || got.header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s is %d %s, want %d", path, got.status, got.header.Get("Content-Type"), want)
		}
		if got.header.Get("Content-Security-Policy") != "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'" {
			t.Errorf("%s: policy %q", path, got.header.Get("Content-Security-Policy"))
		}
	}
	page := w.ask(asking{path: "/@alice/public", accept: browser})
	for _, part := range []string{"Dr alice", "@alice@home.example", "<p>This is public</p>", `href="https://home.example/users/alice/statuses/public"`} {
		if !strings.Contains(page.body, part) {
			t.Errorf("the page has no %s: %s", part, page.body)
		}
	}
	if got := w.ask(asking{path: "/@alice", accept: browser}); !strings.Contains(got.body, "<p>Hello</p>") {
		t.Errorf("the profile says %s", got.body)
	}
	w.settings.AuthorizedFetch = true
	if got := w.ask(asking{path: "/@alice", accept: browser}); got.status != 200 {
		t.Errorf("with authorized fetch a page is %d", got.status)
	}
	w.settings.AllowList = true
	for _, path := range []string{"/@alice", "/@nobody", "/@alice/public", "/@alice/missing", "/@gina"} {
		if got := w.ask(asking{path: path, accept: browser}); got.status != 403 {
			t.Errorf("with an allow-list %s is %d", path, got.status)
		}
	}
}

// TestPagesAreText: nothing that anybody wrote is markup, whatever came into the store.
func TestPagesAreText(t *testing.T) {
	w := newWorld(t)
	for i, evil := range []string{
		`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `"><svg/onload=alert(1)>`, `<a href="javascript:alert(1)">x</a>`,
		`</title><script>x</script>`, `<style>*{}</style>`, `<iframe src="https://evil.example">`, `&lt;script&gt;x&lt;/script&gt;`,
		`<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`, `{{.}}`, `<!--><script>x</script>`,
	} {
		who := person("mallory")
		who.Profile = social.Profile{Name: evil, Summary: evil, URL: evil, Icon: evil, Fields: []social.Field{{Name: evil, Value: evil}}}
		id := who.ID + "/statuses/" + string(rune('a'+i))
		w.apply(social.SaveActor{Actor: who}, social.AddPost{Post: social.Post{
			ID: id, Author: who.ID, Local: true, Type: "Note", Content: evil, Summary: evil, Language: evil, URL: evil, Published: day,
		}})
		for _, path := range []string{"/@mallory", strings.TrimPrefix(id, site.Origin())} {
			got := w.ask(asking{path: path, accept: browser})
			if got.status != 200 {
				t.Fatalf("%s is %d", path, got.status)
			}
			checkHarmless(t, evil, got.body)
		}
	}
}

// TestHome: the server tells people what it is, in every mode, as text.
func TestHome(t *testing.T) {
	w := newWorld(t)
	evil := "<b>bold</b>"
	w.settings = server.Settings{Name: "Home " + evil, Description: "For quiet people " + evil, Contact: "root@home.example", Registrations: server.Approval, Rules: []string{"Be kind " + evil}}
	for _, allowList := range []bool{false, true} {
		w.settings.AllowList = allowList
		got := w.ask(asking{path: "/", accept: browser})
		for _, part := range []string{"<h1>Home &lt;b&gt;", "For quiet people", "@name@home.example", "a moderator decides", "root@home.example", "<li>Be kind &lt;b&gt;"} {
			if got.status != 200 || !strings.Contains(got.body, part) {
				t.Errorf("%d, without %s: %s", got.status, part, got.body)
			}
		}
	}
	w.settings.Sunset = &server.Sunset{Closes: day, Reason: "Nobody has time."}
	got := w.ask(asking{path: "/", accept: browser})
	if !strings.Contains(got.body, "closes on "+day.Format("2 January 2006")) || !strings.Contains(got.body, "Nobody has time.") || strings.Contains(got.body, "Sign-up") {
		t.Errorf("a server that closes says: %s", got.body)
	}
}

// checkHarmless fails for elements and attributes that our page does not have.
func checkHarmless(t *testing.T, evil, body string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	const elements = " html head meta title link body main h1 p a details summary dl dt dd time "
	const attributes = " lang charset name content rel type href datetime "
	for n := range root.Descendants() {
		if n.Type == html.CommentNode || n.Type == html.ElementNode && !strings.Contains(elements, " "+n.Data+" ") {
			t.Errorf("%q became <%s>", evil, n.Data)
		}
		for _, a := range n.Attr {
			if !strings.Contains(attributes, " "+a.Key+" ") || a.Key == "href" && !strings.HasPrefix(a.Val, "https://home.example/") {
				t.Errorf("%q became %s=%q", evil, a.Key, a.Val)
			}
		}
	}
}
