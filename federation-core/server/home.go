package server

import (
	"net/http"

	"landfall/federation-core/social"
)

// ways says in words how one gets an account.
var ways = map[Registrations]string{
	Open: "open to anybody", Approval: "anybody may ask; a moderator decides", Invite: "by invitation", Closed: "closed",
}

// home is what people see who ask for the server itself: what it says of itself, in every mode.
func (s *Server) home(r *http.Request) answer {
	set := s.settings()
	p := page{Title: set.Name, Rules: set.Rules}
	if set.Sunset != nil {
		p.Text = append(p.Text, "This server closes on "+set.Sunset.Closes.UTC().Format("2 January 2006")+".")
		if set.Sunset.Reason != "" {
			p.Text = append(p.Text, set.Sunset.Reason)
		}
	}
	if set.Description != "" {
		p.Text = append(p.Text, set.Description)
	}
	p.Text = append(p.Text, "A server of the fediverse: people here and on other servers follow each other. Who is here has an address like @name@"+s.Site.Host()+".")
	if way := ways[set.Registrations]; way != "" && set.Sunset == nil {
		p.Fields = append(p.Fields, social.Field{Name: "Sign-up", Value: way})
	}
	if set.Contact != "" {
		p.Fields = append(p.Fields, social.Field{Name: "Contact", Value: set.Contact})
	}
	return s.render(r, http.StatusOK, p)
}
