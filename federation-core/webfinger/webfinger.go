// Package webfinger tells who stands behind an account's name, and asks other servers (RFC 7033,
// with host-meta of RFC 6415 where a server has no WebFinger of its own at its name). What is
// asked, answered and published is read and written here without I/O; [Finder] looks up.
package webfinger

import "errors"

// Errors of looking up. One that is neither is a fault that may pass.
var (
	// ErrNotFound says that the server knows no such account, or that there is no such name.
	ErrNotFound = errors.New("no such account")
	// ErrRefused says that the answer cannot be believed, or that the server may not be asked.
	ErrRefused = errors.New("refused")
)

// Where a server is asked.
const (
	Path             = "/.well-known/webfinger"
	HostMetaPath     = "/.well-known/host-meta"
	HostMetaJSONPath = "/.well-known/host-meta.json"
)

// Media types.
const (
	MediaType = "application/jrd+json" // of a descriptor
	xrdType   = "application/xrd+xml"
	jsonType  = "application/json"
)

// Relations of links.
const (
	Self        = "self" // to the actor
	ProfilePage = "http://webfinger.net/rel/profile-page"
	lrdd        = "lrdd"
)

// MaxBytes is how long a document of another server may be.
const MaxBytes = 64 << 10
