// Package nodeinfo is what a server publishes of itself for whoever counts and lists servers:
// the NodeInfo documents of the versions 2.0 and 2.1, and the links that lead to them. It does
// no I/O. Of reading there is only what links mean; documents of strangers are so varied that
// who reads them has to be more lenient than one who writes.
//
// Source: https://nodeinfo.diaspora.software/protocol and its schemas; FEP-f1d5, FEP-2677.
package nodeinfo

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
)

// Version is a version of the schema, such as "2.1".
type Version string

// The versions that are written.
const (
	V20 Version = "2.0"
	V21 Version = "2.1"
)

// ErrInvalid says that a document does not follow its schema.
var ErrInvalid = errors.New("no NodeInfo")

// MediaType is that of a document of the version.
func (v Version) MediaType() string { return `application/json; profile="` + v.Rel() + `#"` }

// Path is where a document of the version is on a server.
func (v Version) Path() string { return "/nodeinfo/" + string(v) }

// Document is what the two versions say.
type Document struct {
	Software  Software
	Protocols []string // at least one, by the names of the schema
	Services  Services
	// OpenRegistrations tells that anybody may get an account, or ask for one.
	OpenRegistrations bool
	Usage             Usage
	// Metadata is free, an object in JSON.
	Metadata map[string]any
}

// Software is what runs. Repository and Homepage are URLs, which version 2.0 has no names for.
type Software struct {
	Name       string `json:"name"` // of a–z, 0–9 and -
	Version    string `json:"version"`
	Repository string `json:"repository,omitzero"`
	Homepage   string `json:"homepage,omitzero"`
}

// Services are the other networks that posts come from and go to, by the names of the schema.
type Services struct {
	Inbound  []string `json:"inbound"`
	Outbound []string `json:"outbound"`
}

// Usage are counts of people, and of the posts by them.
type Usage struct {
	Users      Users `json:"users"`
	LocalPosts int64 `json:"localPosts"`
}

// Users are people with an account: all, and those that were active in the last 180 and 30 days.
type Users struct {
	Total          int64 `json:"total"`
	ActiveHalfyear int64 `json:"activeHalfyear"`
	ActiveMonth    int64 `json:"activeMonth"`
}

// written is a document as it goes out.
type written struct {
	Version           Version        `json:"version"`
	Software          Software       `json:"software"`
	Protocols         []string       `json:"protocols"`
	Services          Services       `json:"services"`
	OpenRegistrations bool           `json:"openRegistrations"`
	Usage             Usage          `json:"usage"`
	Metadata          map[string]any `json:"metadata"`
}

var names = regexp.MustCompile(`^[a-z0-9-]+$`)

// Write is the document in one of the versions that are written. It is an [ErrInvalid] if it
// would not follow that version's schema.
func (d Document) Write(v Version) ([]byte, error) {
	if err := d.check(v); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if v == V20 {
		d.Software.Repository, d.Software.Homepage = "", ""
	}
	w := written{v, d.Software, d.Protocols, d.Services, d.OpenRegistrations, d.Usage, d.Metadata}
	for _, list := range []*[]string{&w.Services.Inbound, &w.Services.Outbound} {
		if *list == nil {
			*list = []string{}
		}
	}
	if w.Metadata == nil {
		w.Metadata = map[string]any{}
	}
	return json.Marshal(w)
}

func (d Document) check(v Version) error {
	u := d.Usage.Users
	switch {
	case v != V20 && v != V21:
		return fmt.Errorf("version %q is not written", v)
	case !names.MatchString(d.Software.Name) || d.Software.Version == "":
		return fmt.Errorf("software %q %q", d.Software.Name, d.Software.Version)
	case len(d.Protocols) == 0 || repeats(d.Protocols) || repeats(d.Services.Inbound) || repeats(d.Services.Outbound):
		return errors.New("a list that is empty or repeats itself")
	case slices.Min([]int64{u.Total, u.ActiveHalfyear, u.ActiveMonth, d.Usage.LocalPosts}) < 0:
		return errors.New("a count below nothing")
	}
	return nil
}

func repeats(list []string) bool {
	return len(slices.Compact(slices.Sorted(slices.Values(list)))) != len(list)
}
