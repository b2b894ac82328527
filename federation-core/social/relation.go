package social

import "time"

// Follow is one actor's subscription to another, or the request for it.
type Follow struct {
	Follower string    `json:"follower"`
	Followee string    `json:"followee"`
	Activity string    `json:"activity"` // id of the Follow activity, "" if it had none that counts
	Accepted bool      `json:"accepted"`
	At       time.Time `json:"at"`
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
	Kind     ReactionKind `json:"kind"`
	Actor    string       `json:"actor"`
	Post     string       `json:"post"`
	Activity string       `json:"activity"` // id of the Like or Announce, "" if it had none that counts
	// Visibility is whom a boost is shown to.
	Visibility Visibility `json:"visibility"`
	At         time.Time  `json:"at"`
}

// Block is one actor's wish to have nothing to do with another.
type Block struct {
	Blocker  string    `json:"blocker"`
	Blocked  string    `json:"blocked"`
	Activity string    `json:"activity"`
	At       time.Time `json:"at"`
}

// Report is a complaint about an actor here, made by somebody elsewhere (Flag) or by
// somebody here about anybody.
type Report struct {
	ID string `json:"id,omitzero"` // of the Flag, or minted here
	// Reporter is the actor that sent it. From other servers that is their instance actor as
	// a rule; who complained is never told.
	Reporter string    `json:"reporter,omitzero"`
	Target   string    `json:"target,omitzero"`  // id of the actor
	Posts    []string  `json:"posts,omitzero"`   // ids
	Comment  string    `json:"comment,omitzero"` // plain text
	At       time.Time `json:"at,omitzero"`
}

// Notification tells somebody here of what somebody did.
type Notification struct {
	To    string           `json:"to"` // id of a local actor
	Kind  NotificationKind `json:"kind"`
	Actor string           `json:"actor"`
	Post  string           `json:"post"` // "" where it is about none
	At    time.Time        `json:"at"`
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
