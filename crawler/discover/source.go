package discover

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"landfall"
)

// Source says where a host names the others it knows of. Its lists are read one
// after the other.
type Source struct {
	// At is the address that the lists' paths are below; nil: it has none.
	At    *url.URL
	Lists []List
	// Named are names that documents read already have stated, not yet checked.
	Named []string
}

// Empty reports whether the host names nobody, as far as we know.
func (s Source) Empty() bool { return len(s.Lists) == 0 && len(s.Named) == 0 }

// List is one list of peers, as one kind of software publishes it.
type List struct {
	Path   string
	Query  url.Values // of every page
	Format Format
	Paging Paging
	// Else marks a list that is only read if the one before it could not be.
	Else bool
}

// Paging is how the pages of a list are asked for. The zero Paging is a list of one
// page.
type Paging struct {
	Kind PagingKind
	// Param is the query parameter that says which page, Limit the names on one.
	Param string
	Limit int
}

// PagingKind is what the parameter counts.
type PagingKind int

// The kinds.
const (
	OnePage  PagingKind = iota
	ByOffset            // the number of names to leave out
	ByCursor            // what the page before says
)

// The formats of lists, named for who began them.
var (
	// A JSON array of names, or of objects as GoToSocial's filtered list has them.
	// https://docs.joinmastodon.org/methods/instance/#peers
	mastodonPeers = Format{Lists: []string{""}, Names: []string{"domain"}}
	// https://misskey-hub.net/en/docs/for-developers/api/endpoints/federation/instances/
	misskeyInstances = Format{Lists: []string{""}, Names: []string{"host"}}
	// GetFederatedInstancesResponse of lemmy-js-client 0.19; allowed and blocked ones
	// are instances too.
	lemmyFederated = Format{
		Lists: []string{"federated_instances.linked", "federated_instances.allowed", "federated_instances.blocked"},
		Names: []string{"domain"}, Blocked: "federated_instances.blocked",
	}
	// The same of 1.0, where it comes in pages; early ones had the list under its old
	// name.
	lemmyPages = Format{
		Lists: []string{"items", "federated_instances"},
		Names: []string{"instance.domain", "domain"}, Next: "next_page",
	}
	// https://docs.joinmbin.org (InstancesDto)
	mbinInstances = Format{Lists: []string{"instances", "items", ""}, Names: []string{"domain"}}
	// https://docs.joinpeertube.org/api-rest-reference.html#tag/Instance-Follows
	peertubeFollows = Format{Lists: []string{"data"}, Names: []string{"follower.host", "following.host"}, Total: "total"}
	// What a pod's own list of pods holds.
	diasporaPods = Format{Lists: []string{""}, Names: []string{"host"}}
	// https://wiki.portablecontacts.net, as Friendica's directories use it.
	pocoServers = Format{Lists: []string{"entry"}, Names: []string{"url"}}
)

// maxPage is how many names a page may have where the software says so: Misskey and
// PeerTube 100, Lemmy 50.
const (
	maxPage      = 100
	maxLemmyPage = 50
)

// ListsOf returns the lists that a software publishes by default, nil if it has
// none that we know of. speaks says whether the host was seen to speak Mastodon's
// API, for software that is not listed here.
func ListsOf(software landfall.Software, speaks bool) []List {
	mastodon := []List{{Path: "/api/v1/instance/peers", Format: mastodonPeers}}
	switch software.Name {
	case "misskey", "cherrypick", "foundkey", "dolphin", "meisskey", "groundpolis", "firefish", "calckey", "sharkey", "catodon", "magnetar", "iceshrimp":
		return []List{misskeyList("-firstRetrievedAt")}
	case "lemmy":
		return lemmyLists(software.Version)
	case "piefed":
		return []List{
			{Path: "/api/alpha/federated_instances", Format: lemmyFederated},
			{Path: "/api/v1/instance/peers", Format: mastodonPeers, Else: true},
		}
	case "mbin", "kbin":
		return []List{{Path: "/api/federated", Format: mbinInstances}}
	case "peertube":
		paging := Paging{Kind: ByOffset, Param: "start", Limit: maxPage}
		count := url.Values{"count": {strconv.Itoa(maxPage)}}
		return []List{
			{Path: "/api/v1/server/following", Query: count, Format: peertubeFollows, Paging: paging},
			{Path: "/api/v1/server/followers", Query: count, Format: peertubeFollows, Paging: paging},
		}
	case "friendica":
		return append(mastodon, List{Path: "/poco/@server", Format: pocoServers, Else: true})
	case "diaspora":
		return []List{{Path: "/pods.json", Format: diasporaPods}}
	}
	if speaks && !slices.Contains(silent, software.Name) {
		return mastodon
	}
	return nil
}

// silent lists software that speaks Mastodon's API and publishes no peers: without
// a token, or at all.
var silent = []string{"gotosocial", "pixelfed", "snac", "takahe"}

func misskeyList(sort string) List {
	return List{
		Path:   "/api/federation/instances",
		Query:  url.Values{"limit": {strconv.Itoa(maxPage)}, "sort": {sort}},
		Format: misskeyInstances,
		Paging: Paging{Kind: ByOffset, Param: "offset", Limit: maxPage},
	}
}

// lemmyLists asks for the API of the stated version first, and then for the other:
// a version may be cut or made up.
func lemmyLists(version string) []List {
	v3 := List{Path: "/api/v3/federated_instances", Format: lemmyFederated}
	v4 := List{
		Path:   "/api/v4/federated_instances",
		Query:  url.Values{"kind": {"linked"}, "limit": {strconv.Itoa(maxLemmyPage)}},
		Format: lemmyPages,
		Paging: Paging{Kind: ByCursor, Param: "page_cursor", Limit: maxLemmyPage},
	}
	first, second := v4, v3
	if strings.HasPrefix(version, "0.") || version == "" {
		first, second = v3, v4
	}
	second.Else = true
	return []List{first, second}
}
