package server

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"landfall/federation-core/moderation"
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

// nodeInfoLinks tells where the documents are, and the actor of the server (FEP-2677).
func (s *Server) nodeInfoLinks(r *http.Request) answer {
	type link struct {
		Rel  string `json:"rel"`
		Href string `json:"href"`
	}
	const schema = "http://nodeinfo.diaspora.software/ns/schema/"
	return s.json(r, "application/json", map[string][]link{"links": {
		{schema + "2.0", s.Site.Origin() + "/nodeinfo/2.0"},
		{schema + "2.1", s.Site.Origin() + "/nodeinfo/2.1"},
		{"https://www.w3.org/ns/activitystreams#Application", s.Site.Instance()},
	}})
}

// nodeInfo is the document of one version.
func (s *Server) nodeInfo(version string) responder {
	return func(r *http.Request) answer {
		usage, err := s.usage(r.Context())
		if err != nil {
			return s.failed(r, err)
		}
		return s.json(r, `application/json; profile="http://nodeinfo.diaspora.software/ns/schema/`+version+`#"`,
			s.nodeInfoOf(version, usage))
	}
}

func (s *Server) nodeInfoOf(version string, usage social.Usage) map[string]any {
	set := s.settings()
	metadata := set.metadata()
	metadata["federation"] = federation{s.Policy().Summary(), set.secure()}
	software := map[string]string{"name": "landfall", "version": s.Version}
	return map[string]any{
		"version": version, "software": software, "protocols": []string{"activitypub"},
		"services":          map[string][]string{"inbound": {}, "outbound": {}},
		"openRegistrations": set.inviting(),
		"usage": map[string]any{
			"users": map[string]int64{
				"total": usage.Users, "activeMonth": usage.ActiveMonth, "activeHalfyear": usage.ActiveHalfyear,
			},
			"localPosts": usage.Posts,
		},
		"metadata": metadata,
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

// json is an answer for anybody. While the server is closing it says so in its headers too (RFC
// 8594).
func (s *Server) json(r *http.Request, kind string, v any) answer {
	body, err := json.Marshal(v)
	if err != nil {
		return s.failed(r, err)
	}
	a := answer{status: http.StatusOK, kind: kind, body: body, cache: shared}
	n := s.settings().Sunset
	if n == nil {
		return a
	}
	if n.URL != "" {
		a = a.with("Link", "<"+n.URL+`>; rel="sunset"`)
	}
	return a.with("Sunset", n.Closes.UTC().Format(http.TimeFormat))
}
