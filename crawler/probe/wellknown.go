package probe

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"

	"landfall"
	"landfall/federation-core/nodeinfo"
	"landfall/internal/netguard"
	"landfall/internal/netguard/strictjson"
)

// maxLinks bounds the links looked at; honest documents have at most five.
const maxLinks = 100

// link is one link to a nodeinfo document.
type link struct {
	version nodeinfo.Version
	href    string
}

// wellKnown reads /.well-known/nodeinfo and returns where the nodeinfo documents
// are, the highest version first. A document on another registrable domain is not
// followed: it is noted as an alias, for the host itself is not the instance.
//
// Source: https://nodeinfo.diaspora.software/protocol
func (v *Visit) wellKnown(ctx context.Context) ([]*url.URL, error) {
	doc, err := v.get(ctx, v.at(nodeinfo.Path))
	if err != nil {
		return nil, err
	}
	root, typed, err := parseLoosely(doc)
	if err != nil {
		return nil, err
	}
	links := readLinks(root)
	if len(links) == 0 {
		if !typed {
			return nil, foreign(doc, "not_json")
		}
		return nil, foreign(doc, "nodeinfo_no_link")
	}
	var urls []*url.URL
	var last error
	for _, l := range links {
		u, err := v.follow(doc, l.href)
		if err != nil {
			last = err
			continue
		}
		urls = append(urls, u)
	}
	if len(urls) == 0 {
		return nil, last
	}
	return urls, nil
}

// follow judges where a link leads. Plain http is raised to https: servers behind
// a proxy often do not know their own scheme.
func (v *Visit) follow(doc *Document, href string) (*url.URL, error) {
	href = strings.TrimSpace(href)
	if rest, plain := strings.CutPrefix(href, "http://"); plain {
		href = "https://" + rest
	}
	u, err := netguard.ResolveURL(doc.URL, href)
	if err != nil {
		reason, class := netguard.Classify(err)
		return nil, &fault{outcome: landfall.OutcomeInvalid, class: class, reason: reason, status: doc.Status}
	}
	host := landfall.Host(u.Hostname())
	if host.Registrable() != v.Host.Registrable() {
		v.Fetcher.Note("nodeinfo is on " + host.String() + ": an alias of it, perhaps")
		return nil, &fault{outcome: landfall.OutcomeMoved, class: landfall.ClassTheirs, reason: "nodeinfo_elsewhere", status: doc.Status, to: host}
	}
	return u, nil
}

// readLinks collects the links to known schema versions, the highest first, one
// each. "links" is an array, or on older servers one link, or an object of links;
// some put further links beside it under keys such as "0".
func readLinks(root strictjson.Value) []link {
	var found []link
	add := func(v strictjson.Value) {
		rel, _ := v.Get("rel").Text()
		href, _ := v.Get("href").Text()
		version, ok := nodeinfo.VersionOf(rel)
		if !ok || href == "" {
			return
		}
		if !slices.ContainsFunc(found, func(l link) bool { return l.version == version }) {
			found = append(found, link{version: version, href: href})
		}
	}
	for _, v := range linkValues(root) {
		add(v)
	}
	slices.SortFunc(found, func(a, b link) int { return nodeinfo.Compare(a.version, b.version) })
	return found
}

// linkValues returns the values that may be links, in a fixed order, at most
// maxLinks of them.
func linkValues(root strictjson.Value) []strictjson.Value {
	links := root.Get("links")
	values, _ := links.Array()
	if members, ok := links.Object(); ok {
		values = append(values, links)
		values = append(values, ordered(members)...)
	}
	if members, ok := root.Object(); ok {
		delete(members, "links")
		values = append(values, ordered(members)...)
	}
	return values[:min(len(values), maxLinks)]
}

func ordered(members map[string]strictjson.Value) []strictjson.Value {
	var values []strictjson.Value
	for _, key := range slices.Sorted(maps.Keys(members)) {
		values = append(values, members[key])
	}
	return values
}
