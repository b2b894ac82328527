package markup

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Clean makes a stranger's HTML harmless. Elements that are not allowed go, their text
// stays, but for scripts and styles. Links open elsewhere, follow nothing and tell
// nothing. At most MaxBytes are read.
func Clean(s string) string {
	b := balancer{}
	tokens := html.NewTokenizer(strings.NewReader(policy.Sanitize(bounded(s))))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			b.closeTo(0)
			return b.out.String()
		case html.TextToken:
			b.text(tokens.Token().Data)
		case html.StartTagToken, html.SelfClosingTagToken:
			b.start(tokens.Token())
		case html.EndTagToken:
			b.end(tokens.Token().Data)
		}
	}
}

// maxNesting bounds the elements within elements; deeper ones go, their text stays.
const maxNesting = 32

// balancer writes elements so that each is closed where it must be: what a page has
// around the text stays whole.
type balancer struct {
	out  strings.Builder
	open []string
}

func (b *balancer) text(s string) { b.out.WriteString(html.EscapeString(s)) }

func (b *balancer) start(token html.Token) {
	name := token.Data
	if to := renamed[name]; to != "" {
		name = to
	}
	if name == "br" {
		b.out.WriteString("<br>")
		return
	}
	b.closeImplied(name)
	if len(b.open) >= maxNesting {
		return
	}
	b.out.WriteString("<" + name)
	switch name {
	case "a":
		b.link(token)
	case "span":
		b.attribute("class", classes(attribute(token, "class")))
	}
	b.out.WriteByte('>')
	b.open = append(b.open, name)
	if strings.HasPrefix(token.Data, "h") && len(b.open) < maxNesting { // a heading
		b.out.WriteString("<strong>")
		b.open = append(b.open, "strong")
	}
}

// link writes what a link may have. One that leads nowhere is only its text.
func (b *balancer) link(token html.Token) {
	href := attribute(token, "href")
	if target, err := url.Parse(href); err != nil || target.Host == "" {
		href = ""
	}
	if href != "" {
		b.attribute("href", href)
	}
	b.attribute("class", classes(attribute(token, "class")))
	if href != "" {
		b.attribute("rel", relation(attribute(token, "rel")))
		b.attribute("target", "_blank")
	}
}

// attribute writes one that says something.
func (b *balancer) attribute(name, value string) {
	if value != "" {
		b.out.WriteString(" " + name + `="` + html.EscapeString(value) + `"`)
	}
}

func attribute(token html.Token, name string) string {
	for _, a := range token.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// end closes the innermost element of that name, and all in it. An end without a
// beginning is nothing.
func (b *balancer) end(name string) {
	if to := renamed[name]; to != "" {
		name = to
	}
	for i, open := range slices.Backward(b.open) {
		if open == name {
			b.closeTo(i)
			return
		}
	}
}

// closeTo closes the elements from the innermost to the one at i.
func (b *balancer) closeTo(i int) {
	for at := len(b.open) - 1; at >= i; at-- {
		b.out.WriteString("</" + b.open[at] + ">")
	}
	b.open = b.open[:min(i, len(b.open))]
}

// closeImplied closes what a browser would close when an element begins: a paragraph
// before the next block, an item before the next item, a link before the next link.
func (b *balancer) closeImplied(name string) {
	ends, within := "", []string(nil)
	switch name {
	case "p", "ul", "ol", "pre", "blockquote":
		ends, within = "p", []string{"li", "blockquote"}
	case "li":
		ends, within = "li", []string{"ul", "ol"}
	case "a":
		ends = "a"
	default:
		return
	}
	for i, open := range slices.Backward(b.open) {
		if open == ends {
			b.closeTo(i)
			return
		}
		if slices.Contains(within, open) {
			return
		}
	}
}
