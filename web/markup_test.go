package web

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// get asks a handler for a page.
func get(t testing.TB, h http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	return w
}

// document asks for a page and parses it; the page must have the given status.
func document(t testing.TB, h http.Handler, path string, status int) *html.Node {
	t.Helper()
	w := get(t, h, path)
	if w.Code != status {
		t.Fatalf("GET %s: %d; want %d", path, w.Code, status)
	}
	doc, err := html.Parse(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// elements yields the elements of a document that have one of the names, all if
// there are none.
func elements(doc *html.Node, names ...string) []*html.Node {
	var found []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && (len(names) == 0 || slices.Contains(names, n.Data)) {
			found = append(found, n)
		}
	}
	return found
}

// attr returns an attribute's value; ok is false if the element has none.
func attr(n *html.Node, name string) (value string, ok bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// words returns the text of a node with single spaces.
func words(n *html.Node) string {
	var text strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			text.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(text.String()), " ")
}

// byID returns the element with an id, failing the test without one.
func byID(t testing.TB, doc *html.Node, id string) *html.Node {
	t.Helper()
	for _, n := range elements(doc) {
		if value, ok := attr(n, "id"); ok && value == id {
			return n
		}
	}
	t.Fatalf("no element with id %q", id)
	return nil
}

// hasClass reports whether an element is of a class.
func hasClass(n *html.Node, class string) bool {
	value, _ := attr(n, "class")
	return slices.Contains(strings.Fields(value), class)
}
