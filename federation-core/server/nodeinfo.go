package server

import (
	"context"
	"net/http"
	"sync"
	"time"

	"landfall/federation-core/moderation"
	"landfall/federation-core/nodeinfo"
	"landfall/federation-core/social"
)

// counted is how long the number of people and posts is told before it is counted again.
const counted = 10 * time.Minute

// census remembers the last count.
type census struct {
	mu    sync.Mutex
	at    time.Time
	usage social.Usage
}

// usage counts, or tells what was counted lately.
func (s *Server) usage(ctx context.Context) (social.Usage, error) {
	s.census.mu.Lock()
	defer s.census.mu.Unlock()
	now := s.Now()
	if age := now.Sub(s.census.at); !s.census.at.IsZero() && age >= 0 && age < counted {
		return s.census.usage, nil
	}
	usage, err := s.Store.Usage(ctx, now)
	if err == nil {
		s.census.at, s.census.usage = now, usage
	}
	return usage, err
}

// federation is whom the server speaks with, in NodeInfo's metadata.
type federation struct {
	moderation.Summary
	AuthorizedFetch bool `json:"authorizedFetch"`
}

// nodeInfoLinks tells where the documents are, and the actor of the server.
func (s *Server) nodeInfoLinks(r *http.Request) answer {
	body, err := nodeinfo.WriteLinks(s.Site.Origin(), nodeinfo.Link{Rel: nodeinfo.Application, Href: s.Site.Instance()})
	return s.closing(s.public(r, "application/json", body, err))
}

// nodeInfo is the document of one version.
func (s *Server) nodeInfo(version nodeinfo.Version) responder {
	return func(r *http.Request) answer {
		usage, err := s.usage(r.Context())
		if err != nil {
			return s.failed(r, err)
		}
		body, err := s.nodeInfoOf(usage).Write(version)
		return s.closing(s.public(r, version.MediaType(), body, err))
	}
}

func (s *Server) nodeInfoOf(usage social.Usage) nodeinfo.Document {
	set := s.settings()
	metadata := set.metadata()
	metadata["federation"] = federation{s.Policy().Summary(), set.secure()}
	return nodeinfo.Document{
		Software: nodeinfo.Software{Name: "landfall", Version: s.Version}, Protocols: []string{"activitypub"}, OpenRegistrations: set.inviting(),
		Usage: nodeinfo.Usage{
			Users:      nodeinfo.Users{Total: usage.Users, ActiveHalfyear: usage.ActiveHalfyear, ActiveMonth: usage.ActiveMonth},
			LocalPosts: usage.Posts,
		},
		Metadata: metadata,
	}
}

// metadata is what NodeInfo has no names for.
func (s Settings) metadata() map[string]any {
	m := map[string]any{"nodeName": s.Name, "nodeDescription": s.Description}
	if s.Contact != "" {
		m["maintainer"] = map[string]string{"email": s.Contact}
	}
	if s.Registrations != "" {
		m["registrations"] = s.Registrations
	}
	if len(s.Rules) > 0 {
		m["rules"] = s.Rules
	}
	if s.Sunset != nil {
		m["sunset"] = s.Sunset.document()
	}
	return m
}

func (n *Sunset) document() map[string]string {
	d := map[string]string{
		"announcedAt": n.Announced.UTC().Format(time.RFC3339), "closesAt": n.Closes.UTC().Format(time.RFC3339),
	}
	if n.Reason != "" {
		d["reason"] = n.Reason
	}
	if n.URL != "" {
		d["url"] = n.URL
	}
	return d
}

// closing says in the headers of an answer too that the server is closing, if it is (RFC 8594).
func (s *Server) closing(a answer) answer {
	n := s.settings().Sunset
	if n == nil {
		return a
	}
	if n.URL != "" {
		a = a.with("Link", "<"+n.URL+`>; rel="sunset"`)
	}
	return a.with("Sunset", n.Closes.UTC().Format(http.TimeFormat))
}
