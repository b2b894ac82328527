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
	ID    string
	Local bool
	// Type is an actor type of ActivityStreams: Person, Service, Application, Group or
	// Organization.
	Type string
	// Username and Host are the two halves of the account's name (acct:username@host).
	Username, Host string
	Profile        Profile
	// Inbox is where one delivers to; SharedInbox, if not "", takes its place for all actors
	// of its server.
	Inbox, SharedInbox                     string
	Outbox, Followers, Following, Featured string // collections; "" where there is none
	// Keys are those that may sign for it, the one in use first.
	Keys []Key
	// Locked tells that follows wait until they are accepted by hand.
	Locked bool
	// Hides tells that who follows and is followed is not published, but for the number.
	Hides       bool
	AlsoKnownAs []string // other actors that are the same person
	MovedTo     string   // the actor that took its place, "" if none
	Published   time.Time
	// Fetched is when a remote actor was last read at its origin.
	Fetched  time.Time
	Standing Standing
}

// Profile is what an actor says of itself.
type Profile struct {
	Name         string
	Summary      string // harmless HTML
	URL          string // of its page
	Icon, Image  string // URLs
	Fields       []Field
	Discoverable bool // wants to be found in directories
	Indexable    bool // lets posts be found by search (FEP-5feb)
}

// Field is one row of a profile's table.
type Field struct{ Name, Value string }

// Key is a public key by which an actor signs.
type Key struct {
	ID  string
	PEM string // SPKI
}

// Mailbox returns where activities for the actor are delivered to, the shared inbox of its
// server if there is one.
func (a *Actor) Mailbox() string {
	if a.SharedInbox != "" {
		return a.SharedInbox
	}
	return a.Inbox
}
