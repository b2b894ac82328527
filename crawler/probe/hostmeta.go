package probe

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"strings"

	"landfall"
	"landfall/internal/netguard"
	"landfall/internal/netguard/strictjson"
)

// The two forms of host-meta. Some serve both at the first.
const (
	pathHostMeta     = "/.well-known/host-meta"
	pathHostMetaJSON = "/.well-known/host-meta.json"
)

// hostMetaPath is the form to ask for in this visit: there is room for one, and every
// fourth time it is the other.
func (v *Visit) hostMetaPath() string {
	if v.turn()/2%4 == 3 {
		return pathHostMetaJSON
	}
	return pathHostMeta
}

// hostMeta reads where a host without nodeinfo sends those who look for accounts of
// its domain, to the web domain of an instance, it may be, and reports whether it
// does. Sending them on with a redirect is as good as a document, also to another
// domain.
//
// Source: RFC 6415, sections 2 and 3, https://docs.joinmastodon.org/spec/webfinger/
func (v *Visit) hostMeta(ctx context.Context) bool {
	v.names.metaPath = v.hostMetaPath()
	doc, err := v.get(ctx, v.at(v.names.metaPath))
	if f, ok := errors.AsType[*fault](err); ok {
		v.names.hostMeta = f.to
		return f.to != ""
	}
	if err != nil {
		return false
	}
	for _, template := range templates(doc.Body) {
		u, err := netguard.ParseURL(strings.ReplaceAll(template, "{uri}", "acct"))
		if err != nil {
			continue
		}
		v.names.hostMeta = landfall.Host(u.Hostname())
		return true
	}
	return false
}

// templates returns the templates of the links for accounts, of a document in XML or
// JSON.
func templates(body []byte) []string {
	if root, err := strictjson.Parse(body); err == nil {
		var found []string
		links, _ := root.Get("links").Array()
		for _, link := range links[:min(len(links), maxLinks)] {
			rel, _ := link.Get("rel").Text()
			if template, ok := link.Get("template").Text(); ok && rel == "lrdd" {
				found = append(found, template)
			}
		}
		return found
	}
	return xmlTemplates(body)
}

// xmlTemplates reads as far as the document is well formed. The decoder expands no
// entities of the document's own and fetches nothing.
func xmlTemplates(body []byte) (found []string) {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	for range 10 * maxLinks {
		token, err := decoder.Token()
		if err != nil {
			break
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "Link" {
			continue
		}
		var rel, template string
		for _, attr := range start.Attr {
			switch attr.Name.Local {
			case "rel":
				rel = attr.Value
			case "template":
				template = attr.Value
			}
		}
		if rel == "lrdd" && template != "" {
			found = append(found, template)
		}
	}
	return found
}
