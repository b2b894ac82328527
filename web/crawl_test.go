package web

import (
	"cmp"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"landfall/web/tongue"
)

// How many addresses of one shape are asked for: filters combine without end, and the world has
// ports by number. What is like nothing else is asked for.
const (
	eachShape  = 3  // with a query or a number
	eachServer = 45 // of one page or file of servers
)

// visited is what a crawl found at an address.
type visited struct {
	status int
	kind   string // media type
	to     string // where it leads on to, "" if nowhere
	doc    *html.Node
	ids    map[string]bool // names of its parts
	body   []byte          // nil of pages
}

// siteCrawl follows the links of a site from its start.
type siteCrawl struct {
	t     *testing.T
	site  http.Handler
	found map[string]*visited // by path and query
	asked map[string]int      // by shape
	left  int                 // links left alone, for there were enough of their shape
	queue []webLink
	parts []webLink // links to parts of pages
}

// webLink is a link from one page to another.
type webLink struct{ from, to, kind string }

// TestTheWholeSite follows every link that a page has to this site, from the start page on, in
// two languages: to pages and their parts, files, feeds, pictures and scripts. None is broken, and
// the table of each chart is the file that it leads to.
func TestTheWholeSite(t *testing.T) {
	c := crawlOf(t, withAPIIn(t, wholeWorld(), public, tongue.English(), tongue.Find("de")))
	charts, compared, cells := c.chartsAreTheirFiles(t)
	pages, files := c.count()
	t.Logf("%d charts, of which %d stand beside their numbers: %d cells are those of their files", charts, compared, cells)
	t.Logf("%d pages and %d files; %d links left alone", pages, files, c.left)
	if pages < 800 || files < 800 || compared < 200 || cells < 10_000 {
		t.Error("that is not the whole site")
	}
}

// crawlOf follows all links from the start page.
func crawlOf(t *testing.T, site http.Handler) *siteCrawl {
	c := &siteCrawl{t: t, site: site, found: map[string]*visited{}, asked: map[string]int{}}
	c.follow("", "/", "")
	for len(c.queue) > 0 {
		next := c.queue[0]
		c.queue = c.queue[1:]
		c.visit(next)
	}
	for _, part := range c.parts {
		path, id, _ := strings.Cut(part.to, "#")
		if page := c.found[path]; page != nil && page.doc != nil && !page.ids[id] {
			t.Errorf("%s leads to %s, which has no such part", part.from, part.to)
		}
	}
	return c
}

func (c *siteCrawl) count() (pages, files int) {
	for _, v := range c.found {
		switch {
		case v.doc != nil:
			pages++
		case v.to == "":
			files++
		}
	}
	return pages, files
}

// follow notes a link if it is to this site and not yet known.
func (c *siteCrawl) follow(from, href, kind string) {
	base, err := url.Parse(public.PublicURL + from)
	if err != nil {
		c.t.Fatal(err)
	}
	to, err := base.Parse(href)
	if err != nil {
		c.t.Errorf("%s leads to %q: %v", from, href, err)
		return
	}
	if to.Scheme+"://"+to.Host != public.PublicURL {
		return
	}
	path := cmp.Or(to.EscapedPath(), "/")
	if to.RawQuery != "" {
		path += "?" + to.RawQuery
	}
	if to.Fragment != "" {
		c.parts = append(c.parts, webLink{from, path + "#" + to.Fragment, kind})
	}
	if c.found[path] != nil {
		return
	}
	shape := shapeOf(to)
	most := eachShape
	if ofServer.MatchString(path) {
		most = eachServer
	}
	if c.asked[shape] == most && shape != path {
		c.left++
		return
	}
	c.asked[shape]++
	c.found[path] = &visited{}
	c.queue = append(c.queue, webLink{from, path, kind})
}

var (
	anyNumber = regexp.MustCompile(`[0-9]+`)
	ofServer  = regexp.MustCompile(`^((?:/[a-z]{2})?/(?:s|social|api/v1/servers)/)[^/?]+`)
)

// shapeOf is what addresses that differ by a number, by what is asked or by a server have in common: the names of
// what is asked, or how many if they are more than two. An address that has neither is its own.
func shapeOf(u *url.URL) string {
	shape := anyNumber.ReplaceAllString(ofServer.ReplaceAllString(u.EscapedPath(), "$1*"), "0")
	if len(u.Query()) == 0 {
		return shape
	}
	keys := slices.Sorted(maps.Keys(u.Query()))
	if len(keys) > 2 {
		return fmt.Sprintf("%s?%d", shape, len(keys))
	}
	return shape + "?" + strings.Join(keys, "&")
}

// visit asks for an address, judges the answer and notes the links in it.
func (c *siteCrawl) visit(l webLink) {
	w, v := get(c.t, c.site, l.to), c.found[l.to]
	v.status, v.to = w.Code, w.Header().Get("Location")
	v.kind, _, _ = mime.ParseMediaType(w.Header().Get("Content-Type"))
	switch {
	case w.Code >= http.StatusBadRequest:
		c.t.Errorf("%s leads to %s, which answers %d", l.from, l.to, w.Code)
	case v.to != "":
		c.follow(l.to, v.to, l.kind)
	case l.kind != "" && v.kind != l.kind:
		c.t.Errorf("%s leads to %s as %s; it is %s", l.from, l.to, l.kind, v.kind)
	case v.kind == "text/html":
		doc, err := html.Parse(w.Body)
		if err != nil {
			c.t.Fatal(err)
		}
		v.doc, v.ids = doc, map[string]bool{"": true}
		c.read(l.to, v)
	default:
		v.body = w.Body.Bytes()
	}
}

// leads are the attributes in which pages have addresses.
var leads = []string{"href", "src", "data-zoom", "data-timeline", "data-timeline-style", "data-copy"}

// read notes the parts of a page and the links in it.
func (c *siteCrawl) read(path string, v *visited) {
	for _, n := range elements(v.doc) {
		if id, ok := attr(n, "id"); ok {
			v.ids[id] = true
		}
		if n.Data == "form" {
			if to, ok := sentBy(n); ok {
				c.follow(path, to, "")
			}
			continue
		}
		kind, _ := attr(n, "type")
		if n.Data != "link" {
			kind = ""
		}
		for _, name := range leads {
			if href, ok := attr(n, name); ok && href != "" {
				c.follow(path, href, kind)
			}
		}
		property, _ := attr(n, "property")
		if content, _ := attr(n, "content"); property == "og:image" || property == "og:url" {
			c.follow(path, content, "")
		}
	}
}

// sentBy is where a form leads as it stands, if it reads and may be sent like that.
func sentBy(form *html.Node) (to string, ok bool) {
	if method, _ := attr(form, "method"); strings.EqualFold(method, "post") {
		return "", false
	}
	query := url.Values{}
	for _, n := range elements(form, "input", "option", "button") {
		name, _ := attr(n, "name")
		value, _ := attr(n, "value")
		kind, _ := attr(n, "type")
		_, chosen := attr(n, "checked")
		_, required := attr(n, "required")
		if n.Data == "option" {
			name, _ = attr(n.Parent, "name")
			_, chosen = attr(n, "selected")
		}
		switch {
		case required && value == "":
			return "", false
		case name == "" || n.Data == "button":
		case n.Data == "option" || kind == "checkbox" || kind == "radio":
			if chosen {
				query.Add(name, value)
			}
		default:
			query.Add(name, value)
		}
	}
	to, _ = attr(form, "action")
	return to + "?" + query.Encode(), true
}
