// Package probe reads the documents in which an instance describes itself. A
// probe is a function over a [Visit]; each reads one kind of document and states
// what it found with the source it came from. Probes fetch nothing themselves:
// they ask the Visit's [Fetcher], which is polite and bounded.
//
// Contact, admin, staff and maintainer fields are never read, and addresses in
// texts are masked: nothing of a person is kept. Where the operator has turned it on, the
// pinned posts of the contact account are looked through for a closing ([Visit.Closing]),
// and one that announces none leaves nothing behind.
package probe

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"landfall"
	"landfall/crawler/discover"
)

// Fetcher gets documents of the host being visited, one at a time, and keeps the
// visit's log.
type Fetcher interface {
	// Fetch gets one document. An error means that no answer came, that it broke a
	// bound, or that it may not be asked for ([ErrForbidden], [ErrPostponed]); an
	// answer with any HTTP status is a Document.
	Fetch(ctx context.Context, req Request) (*Document, error)
	// Note adds a remark in a few words to the visit's log.
	Note(text string)
}

// ErrForbidden means that the host's robots.txt forbids the path. Nothing was sent.
var ErrForbidden = errors.New("robots.txt forbids it")

// ErrPostponed means that the host asks not to be visited just now: its
// robots.txt cannot be read, or its Crawl-delay is longer than a visit can wait.
// A robots.txt that could not be had because the host does not answer is not
// this, but the network's error.
var ErrPostponed = errors.New("postponed")

// Request asks for one document.
type Request struct {
	URL    *url.URL
	Accept string
	// Method is GET if empty. Body is sent as JSON.
	Method string
	Body   []byte
	// MaxBytes caps the body on the wire and again decoded; more is an error.
	MaxBytes int64
	// Shown stands for the URL in the visit's log, where that would name a person; the
	// URL itself does if it is empty.
	Shown string
}

// Document is an answer.
type Document struct {
	URL    *url.URL  // where it came from, after redirects
	At     time.Time // when it came, if that was before this visit began
	Status int
	Type   string // media type without parameters, lower case
	Body   []byte
	Header http.Header
	// NoIndex is set if the answer's X-Robots-Tag asks us not to use it; see
	// [landfall/crawler/robots.NoIndex].
	NoIndex bool
}

// Visit is one look at one host, as the probes share it.
type Visit struct {
	Host  landfall.Host
	Now   time.Time
	Facts landfall.Facts
	// Known is the URL of the document from which a former visit learnt the software, ""
	// if there is none.
	Known string
	// First is set if the host has not been visited before.
	First bool
	// Closing decides what is kept of a pinned post of the host's contact account: what
	// it says of the host's closing, or nothing. nil leaves those posts alone, and the
	// account as well.
	Closing Closing
	// Fetcher is how probes get documents.
	Fetcher Fetcher

	families func(name string) *family

	base   *url.URL // where the instance's pages live: the host, or the web domain its nodeinfo is on
	ranks  map[landfall.Field]rank
	signup signup
	read   map[kind]bool // documents read so far
	asked  int           // documents asked for
	absent string        // why a count is missing that no document stated
	named  []string      // hosts that nodeinfo names
	names  names         // of the host itself
	// contact is the published contact account, for as long as the visit takes.
	contact contactAccount
}

// Closing reads a public post of host's own contact account, plain text, that was posted
// at a time, zero if that is not known. It returns what the post says of host's closing,
// without the post's address, and ok if it says anything of it.
type Closing func(host landfall.Host, text string, posted time.Time) (said landfall.ContactNotice, ok bool)

// Result is what the probes made of a host.
type Result struct {
	Outcome landfall.Outcome
	Class   landfall.Class
	Reason  string
	Status  int
	Facts   landfall.Facts
	// Aliases are the other names that the visit learnt of.
	Aliases []landfall.Alias
	// Peers says where the host names others; empty if nowhere that we know of.
	Peers discover.Source
}

// kind names a kind of document.
type kind string

const (
	kindNodeinfo kind = "nodeinfo"
	kindV1       kind = "instance v1"
	kindV2       kind = "instance v2"
	kindOwn      kind = "own" // a document of the family's own kind
)

// rank orders documents that state the same field: the more specific one wins,
// in whatever order they were read.
type rank int

const (
	rankNodeinfo rank = iota + 1
	rankV1
	rankV2
	rankFamily // a family's own document
	rankOwn    // a document about this one field
)

// source is a document that states fields of the visit's facts.
type source struct {
	v    *Visit
	rank rank
	url  string
	at   time.Time
}

func (v *Visit) source(r rank, doc *Document) source {
	s := source{v: v, rank: r, url: doc.URL.String(), at: v.Now}
	if !doc.At.IsZero() && doc.At.Before(v.Now) {
		s.at = doc.At
	}
	return s
}

// as is the same document with another rank, for a field of which it says the most.
func (s source) as(r rank) source {
	s.rank = r
	return s
}

// state sets a field as read at path, unless a more specific document has.
func (s source) state(field landfall.Field, path string, set func(*landfall.Facts)) {
	if s.v.ranks[field] > s.rank {
		return
	}
	set(&s.v.Facts)
	s.v.ranks[field] = s.rank
	s.v.Facts.State(field, s.url, path, s.at)
}

// text states a text. An empty one does not displace what another document says.
func (s source) text(field landfall.Field, path, text string) {
	target := textField(&s.v.Facts, field)
	if text == "" && (*target != "" || field == landfall.FieldName) {
		return
	}
	if *target == "" {
		delete(s.v.ranks, field)
	}
	s.state(field, path, func(*landfall.Facts) { *target = text })
}

func textField(f *landfall.Facts, field landfall.Field) *string {
	switch field {
	case landfall.FieldName:
		return &f.Name
	case landfall.FieldDescription:
		return &f.Description
	default:
		return &f.Extended
	}
}

// begin prepares a visit for its first probe.
func (v *Visit) begin() {
	v.base = &url.URL{Scheme: "https", Host: v.Host.String()}
	v.families = familyOf
	v.ranks = make(map[landfall.Field]rank)
	v.read = make(map[kind]bool)
	v.Facts.Signup.Mode = landfall.SignupUnknown
}

// at returns the URL of a path on the instance, which may have a query.
func (v *Visit) at(path string) *url.URL {
	path, query, _ := strings.Cut(path, "?")
	return &url.URL{Scheme: v.base.Scheme, Host: v.base.Host, Path: path, RawQuery: query}
}
