package social

import "time"

// Standing is what has become of an actor.
type Standing uint8

// The standings.
const (
	Active    Standing = iota
	Suspended          // by a moderator here: nothing of it is shown, nothing is taken from it
	Gone               // deleted by its owner; only the id is kept, so that it cannot come back
)

// Actor is somebody who acts: a person here or elsewhere, a bot, a group, a server.
type Actor struct {
	ID    string `json:"id,omitzero"`
	Local bool   `json:"local,omitzero"`
	// Type is an actor type of ActivityStreams: Person, Service, Application, Group or
	// Organization.
	Type string `json:"type,omitzero"`
	// Username and Host are the two halves of the account's name (acct:username@host).
	Username string  `json:"username,omitzero"`
	Host     string  `json:"host,omitzero"`
	Profile  Profile `json:"profile,omitzero"`
	// Inbox is where one delivers to; SharedInbox, if not "", takes its place for all actors
	// of its server.
	Inbox       string `json:"inbox,omitzero"`
	SharedInbox string `json:"shared_inbox,omitzero"`
	// Its collections: "" where there is none.
	Outbox    string `json:"outbox,omitzero"`
	Followers string `json:"followers,omitzero"`
	Following string `json:"following,omitzero"`
	Featured  string `json:"featured,omitzero"`
	// Keys are those that may sign for it, the one in use first.
	Keys []Key `json:"keys,omitzero"`
	// Locked tells that follows wait until they are accepted by hand.
	Locked bool `json:"locked,omitzero"`
	// Hides tells that who follows and is followed is not published, but for the number.
	Hides       bool      `json:"hides,omitzero"`
	AlsoKnownAs []string  `json:"also_known_as,omitzero"` // other actors that are the same person
	MovedTo     string    `json:"moved_to,omitzero"`      // the actor that took its place, "" if none
	Published   time.Time `json:"published,omitzero"`
	// Fetched is when a remote actor was last read at its origin.
	Fetched  time.Time `json:"fetched,omitzero"`
	Standing Standing  `json:"standing,omitzero"`
}

// Profile is what an actor says of itself.
type Profile struct {
	Name         string  `json:"name,omitzero"`
	Summary      string  `json:"summary,omitzero"` // harmless HTML
	URL          string  `json:"url,omitzero"`     // of its page
	Icon         string  `json:"icon,omitzero"`    // URL
	Image        string  `json:"image,omitzero"`   // URL
	Fields       []Field `json:"fields,omitzero"`
	Discoverable bool    `json:"discoverable,omitzero"` // wants to be found in directories
	Indexable    bool    `json:"indexable,omitzero"`    // lets posts be found by search (FEP-5feb)
}

// Field is one row of a profile's table.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Key is a public key by which an actor signs.
type Key struct {
	ID  string `json:"id,omitzero"`
	PEM string `json:"pem,omitzero"` // SPKI
}

// Mailbox returns where activities for the actor are delivered to, the shared inbox of its
// server if there is one.
func (a *Actor) Mailbox() string {
	if a.SharedInbox != "" {
		return a.SharedInbox
	}
	return a.Inbox
}
