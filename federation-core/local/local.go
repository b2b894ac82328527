// Package local knows the addresses of this server: what it gives to actors, posts and
// activities, and which of others' are its own. Only what is minted here has them.
package local

import (
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"
	"golang.org/x/net/idna"
)

// Site is a server's public origin. Its zero value owns nothing.
type Site struct{ host string }

// usernames are what Mastodon takes, without the letters that other software folds.
var usernames = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9_]{0,28}[a-z0-9])?$`)

var hosts = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(true), idna.VerifyDNSLength(true))

// Parse reads an origin such as https://example.social or https://127.0.1.1:8443. It is https,
// has no path, and what it is cannot be changed once other servers have heard of it.
func Parse(origin string) (Site, error) {
	u, err := url.Parse(origin)
	switch {
	case err != nil:
		return Site{}, fmt.Errorf("origin %q is no URL", origin)
	case u.Scheme != "https":
		return Site{}, fmt.Errorf("origin %q is not https", origin)
	case u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "":
		return Site{}, fmt.Errorf("origin %q has to be a scheme and a host, as in https://example.social", origin)
	}
	name := strings.TrimSuffix(u.Hostname(), ".")
	if net.ParseIP(name) == nil {
		if name, err = hosts.ToASCII(name); err != nil {
			return Site{}, fmt.Errorf("origin %q has no host name that can be looked up", origin)
		}
	}
	if port := u.Port(); port != "" && port != "443" {
		return Site{net.JoinHostPort(name, port)}, nil
	}
	if strings.Contains(name, ":") {
		name = "[" + name + "]"
	}
	return Site{name}, nil
}

// Host is the host, with its port unless that is 443. It is the second half of the names of
// accounts here.
func (s Site) Host() string { return s.host }

// Origin is the scheme and the host.
func (s Site) Origin() string { return "https://" + s.host }

// Owns reports whether an id is of this server.
func (s Site) Owns(id string) bool {
	rest, ok := strings.CutPrefix(id, s.Origin())
	return ok && s.host != "" && (rest == "" || rest[0] == '/')
}

// ValidUsername reports whether somebody here may be called that: 1 to 30 of a–z, 0–9 and _,
// with no _ at either end.
func ValidUsername(name string) bool { return usernames.MatchString(name) }

// Actor is the id of whoever has a name here.
func (s Site) Actor(username string) string { return s.Origin() + "/users/" + username }

// Inbox is where its activities are delivered to.
func (s Site) Inbox(username string) string { return s.Actor(username) + "/inbox" }

// Outbox is the collection of what it published.
func (s Site) Outbox(username string) string { return s.Actor(username) + "/outbox" }

// Followers is the collection of those who follow it.
func (s Site) Followers(username string) string { return s.Actor(username) + "/followers" }

// Following is the collection of those whom it follows.
func (s Site) Following(username string) string { return s.Actor(username) + "/following" }

// Featured is the collection of the posts that it shows on its profile.
func (s Site) Featured(username string) string { return s.Actor(username) + "/collections/featured" }

// Page is the page for people.
func (s Site) Page(username string) string { return s.Origin() + "/@" + username }

// Instance is the actor of the server itself, which signs what it fetches.
func (s Site) Instance() string { return s.Origin() + "/actor" }

// SharedInbox is the inbox of everybody here, and that of the server itself.
func (s Site) SharedInbox() string { return s.Origin() + "/inbox" }

// KeyID is the name of the key that an actor signs with.
func KeyID(actor string) string { return actor + "#main-key" }

// Username returns the name in the id of an actor of this server, "" if it is none.
func (s Site) Username(id string) string {
	name, ok := strings.CutPrefix(id, s.Origin()+"/users/")
	if !ok || !ValidUsername(name) {
		return ""
	}
	return name
}

// NewPost mints the id of a post; it sorts by the time at.
func (s Site) NewPost(username string, at time.Time) string {
	return s.Actor(username) + "/statuses/" + mint(at)
}

// Creation is the id of the activity that made a post.
func Creation(post string) string { return post + "/activity" }

// Replies is the collection of what was answered to a post.
func Replies(post string) string { return post + "/replies" }

// NewActivity mints the id of an activity.
func (s Site) NewActivity(at time.Time) string { return s.Origin() + "/activities/" + mint(at) }

func mint(at time.Time) string {
	return strings.ToLower(ulid.MustNew(ulid.Timestamp(at), ulid.DefaultEntropy()).String())
}

// AuthorOf returns the name of the author in the id of a post of this server, "" if it is none.
func (s Site) AuthorOf(post string) string {
	owner, last, ok := strings.Cut(post, "/statuses/")
	if !ok || last == "" || strings.Contains(last, "/") {
		return ""
	}
	return s.Username(owner)
}
