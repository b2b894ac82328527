package social

import "time"

// Follow is one actor's subscription to another, or the request for it.
type Follow struct {
	Follower, Followee string
	Activity           string // id of the Follow activity, "" if it had none that counts
	Accepted           bool
	At                 time.Time
}

// ReactionKind tells reactions apart.
type ReactionKind uint8

// The reactions.
const (
	Like ReactionKind = iota + 1
	Boost
)

// Reaction is what an actor did to a post: there is at most one of a kind by an actor.
type Reaction struct {
	Kind     ReactionKind
	Actor    string
	Post     string
	Activity string // id of the Like or Announce, "" if it had none that counts
	// Visibility is whom a boost is shown to.
	Visibility Visibility
	At         time.Time
}

// Block is one actor's wish to have nothing to do with another.
type Block struct {
	Blocker, Blocked string
	Activity         string
	At               time.Time
}

// Report is a complaint about an actor here, made by somebody elsewhere (Flag) or by
// somebody here about anybody.
type Report struct {
	ID string // of the Flag, or minted here
	// Reporter is the actor that sent it. From other servers that is their instance actor as
	// a rule; who complained is never told.
	Reporter string
	Target   string   // id of the actor
	Posts    []string // ids
	Comment  string   // plain text
	At       time.Time
}

// Notification tells somebody here of what somebody did.
type Notification struct {
	To    string // id of a local actor
	Kind  NotificationKind
	Actor string
	Post  string // "" where it is about none
	At    time.Time
}

// NotificationKind is a type of notification in Mastodon's API.
type NotificationKind string

// The kinds.
const (
	Mentioned       NotificationKind = "mention"
	Followed        NotificationKind = "follow"
	FollowRequested NotificationKind = "follow_request"
	Liked           NotificationKind = "favourite"
	Boosted         NotificationKind = "reblog"
	Edited          NotificationKind = "update"
	Moved           NotificationKind = "move"
)
