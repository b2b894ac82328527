package server

import (
	"time"

	"landfall/federation-core/moderation"
)

// Registrations is how one gets an account (federation.md, section 13).
type Registrations string

// The ways.
const (
	Open     Registrations = "open"
	Approval Registrations = "approval" // by a moderator
	Invite   Registrations = "invite"   // with a code only
	Closed   Registrations = "closed"
)

// Settings are what the server says of itself, and to whom it speaks.
type Settings struct {
	// Name and Description are plain text.
	Name, Description string
	// Contact is an e-mail address, "" if none is published.
	Contact       string
	Registrations Registrations
	Rules         []string
	// AuthorizedFetch makes every document need a signature. AllowList implies it, and that
	// nothing passes but to and from the servers on the list; a policy that is an allow-list
	// sets it.
	AuthorizedFetch, AllowList bool
	// Sunset is set while the server is closing.
	Sunset *Sunset
}

// Sunset announces the end of the server (federation.md, section 12).
type Sunset struct {
	Announced, Closes time.Time
	Reason            string // plain text, "" if none is given
	URL               string // a page on it on this server, "" if there is none
}

// settings are those in force: an allow-list is one, whatever the settings say.
func (s *Server) settings() Settings {
	set := s.Settings()
	set.AllowList = set.AllowList || s.Policy().Mode() == moderation.AllowList
	return set
}

// secure reports whether documents need a signature.
func (s Settings) secure() bool { return s.AuthorizedFetch || s.AllowList }

// inviting reports whether somebody without a code may ask for an account.
func (s Settings) inviting() bool {
	return s.Sunset == nil && (s.Registrations == Open || s.Registrations == Approval)
}
