package sim

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// document is one finished answer.
type document struct {
	role   role
	status int
	body   []byte
	// header holds Content-Type and Content-Length, and is never changed.
	header http.Header
}

// object is a JSON object in the making; its keys are written in order.
type object map[string]any

const (
	mediaJSON = "application/json; charset=utf-8"
	mediaHTML = "text/html; charset=utf-8"
)

// jsonDocument is the JSON text of v with status 200. What this package puts into
// a document can always be written as JSON.
func jsonDocument(r role, media string, v any) *document {
	body, err := json.Marshal(v)
	if err != nil {
		panic("sim: " + err.Error())
	}
	return newDocument(r, http.StatusOK, media, body)
}

func newDocument(r role, status int, media string, body []byte) *document {
	header := http.Header{"Content-Length": {strconv.Itoa(len(body))}}
	if media != "" {
		header.Set("Content-Type", media)
	} else {
		header["Content-Type"] = nil // keeps net/http from guessing
	}
	return &document{role: r, status: status, body: body, header: header}
}

// builder makes one document of an instance, or returns nil if the instance's
// version has none.
type builder func(n *Network, in *instance) *document

// familyRoutes says where each family of software keeps which document, nodeinfo
// aside.
var familyRoutes = [families]map[string]builder{
	famMastodon: {
		"/api/v1/instance":                      mastodonV1,
		"/api/v2/instance":                      mastodonV2,
		"/api/v1/instance/rules":                instanceRules,
		"/api/v1/instance/extended_description": instanceExtended,
		"/api/v1/instance/peers":                instancePeers,
		"/api/v1/instance/domain_blocks":        domainBlocks,
		"/api/v1/trends/tags":                   trendingTags,

		"/api/v1/accounts/" + contactID + "/statuses": pinnedStatuses,
	},
	famPleroma: {
		"/api/v1/instance":       pleromaInstance,
		"/api/v1/instance/peers": instancePeers,
	},
	famMisskey: {
		"/api/meta":           misskeyMeta,
		"/api/announcements":  misskeyAnnouncements,
		"/api/hashtags/trend": misskeyTrends,
	},
	famGoToSocial: {
		"/api/v1/instance":       goToSocialV1,
		"/api/v2/instance":       goToSocialV2,
		"/api/v1/instance/rules": instanceRules,
		"/api/v1/instance/peers": unauthorized,
	},
	famPixelfed: {
		"/api/v1/instance": pixelfedV1,
		"/api/v2/instance": pixelfedV2,
	},
	famLemmy: {
		"/api/v3/site":                lemmySite,
		"/api/v3/federated_instances": lemmyFederated,
	},
	famPeerTube: {
		"/api/v1/config":       peertubeConfig,
		"/api/v1/config/about": peertubeAbout,
		"/api/v1/server/stats": peertubeStats,
	},
	famFriendica: {
		"/friendica/json":                       friendicaJSON,
		"/api/v1/instance":                      friendicaV1,
		"/api/v2/instance":                      friendicaV2,
		"/api/v1/instance/rules":                instanceRules,
		"/api/v1/instance/extended_description": instanceExtended,
		"/api/v1/instance/peers":                instancePeers,
	},
}

// document returns what the instance has at path, or nil.
func (n *Network) document(in *instance, path string) *document {
	k := documentKey{in, path, in.sunset.Load(), in.pins.Load()}
	if doc, ok := n.documents.get(k); ok {
		return doc
	}
	doc := n.build(in, path)
	k.sunset.mark(in, path, doc)
	if doc != nil && in.sunset.Load() == k.sunset && in.pins.Load() == k.pins { // else it may say half of each
		n.documents.put(k, doc)
	}
	return doc
}

type documentKey struct {
	in     *instance
	path   string
	sunset *Sunset
	pins   *Pins
}

func (n *Network) build(in *instance, path string) *document {
	switch path {
	case "/":
		return landingPage(in)
	case "/robots.txt", in.robots.redirect:
		return nil // depends on more than the instance
	case "/.well-known/nodeinfo":
		return wellKnown(n, in)
	case picturePath:
		return picture(n, in)
	case in.software.path:
		return nodeinfo(n, in)
	}
	routes := familyRoutes[in.software.family]
	if in.software.family == famOther {
		routes = ownRoutes[in.software.name]
	}
	if build, ok := routes[path]; ok {
		return build(n, in)
	}
	return nil
}

func landingPage(in *instance) *document {
	t := in.texts()
	return newDocument(roleOther, http.StatusOK, mediaHTML, []byte(
		"<!DOCTYPE html>\n<html lang=\""+in.traits.tongue.code+"\"><head><title>"+escape(t.title)+
			"</title></head><body><h1>"+escape(t.title)+"</h1><p>"+escape(t.description)+"</p></body></html>\n"))
}

func unauthorized(*Network, *instance) *document {
	return newDocument(rolePeers, http.StatusUnauthorized, mediaJSON, []byte(`{"error":"Unauthorized: token not supplied"}`))
}
