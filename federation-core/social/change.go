package social

import "time"

// Change is one thing that becomes of what is stored. Applied where its conditions do not
// hold, it does nothing, and is no error.
type Change interface{ change() }

// KeepActor stores a remote actor as it was read at its origin, in place of what an earlier
// reading gave. An actor that is local, gone, or read later by somebody else stays as it is;
// the standing of a stored one is kept.
type KeepActor struct {
	Actor Actor
	// Named says that the actor's servers were asked for the host of its name (WebFinger). If
	// not, a stored actor keeps the host that it has while its username stays the same.
	Named bool
	// Key is the id of one of its keys whose own address says that it is this actor's, "" if
	// none was asked. Keys in the actor's own document need nobody to say so; others do before
	// they count, and then are nobody else's.
	Key string
}

// SaveActor stores an actor of this server, new or edited. Key, if not empty, is its sealed
// private key.
type SaveActor struct {
	Actor Actor
	Key   []byte
	// New stores it only if nobody has the id or the name, and never did.
	New bool
}

// SetStanding suspends an actor, or takes that back. One that is gone stays gone.
type SetStanding struct {
	ID       string
	Standing Standing
}

// RemoveActor leaves of an actor only its id, with all of its posts, follows, reactions,
// blocks and pins. An actor that was never heard of is remembered as gone as well.
type RemoveActor struct {
	ID string
	At time.Time
}

// MoveActor records that an actor has another in its place.
type MoveActor struct {
	Old, New string
	At       time.Time
}

// AddPost stores a post that is new: one that is known, was deleted or whose author is not
// active stays as it is. Local actors that it mentions or answers are notified.
type AddPost struct{ Post Post }

// EditPost gives a post of the same author newer words. Who may see it stays what it was.
type EditPost struct{ Post Post }

// RemovePost leaves of a post only its id, if Author wrote it. One that was never heard of is
// remembered as deleted, so that a Create that comes late does not bring it.
type RemovePost struct {
	ID, Author string
	At         time.Time
}

// AddFollow stores a follow or the request for it, once for each pair; an accepted one is
// not made a request again. It does nothing between actors of whom one blocks the other, or
// if its activity was undone before it came. A local followee is notified.
type AddFollow struct{ Follow Follow }

// AcceptFollow turns a stored request into a follow.
type AcceptFollow struct{ Follower, Followee string }

// DropFollow ends a follow or takes back the request.
type DropFollow struct{ Follower, Followee string }

// AddReaction stores a like or a boost of a stored post that the actor may see, unless its
// activity was undone before it came or one of the two blocks the other. The post's author,
// if local, is notified.
type AddReaction struct{ Reaction Reaction }

// DropReaction takes one back.
type DropReaction struct {
	Kind        ReactionKind
	Actor, Post string
}

// AddBlock stores a block and ends the follows between the two, both ways.
type AddBlock struct{ Block Block }

// DropBlock ends it.
type DropBlock struct{ Blocker, Blocked string }

// Undo takes back whatever Actor did by an activity of that id: a follow, a reaction, a
// block. The id is remembered for a week, so that the activity does nothing if it comes later; but
// not that of a follow that was stored, for there is software that has one id for all Follows of
// a pair.
type Undo struct {
	Activity, Actor string
	At              time.Time
}

// FileReport puts a report in the moderators' queue, once for each id.
type FileReport struct{ Report Report }

// Pin shows a post of the actor's own on its profile.
type Pin struct{ Actor, Post string }

// Unpin takes it away.
type Unpin struct{ Actor, Post string }

// Notify tells somebody here of something that no other change tells of.
type Notify struct{ Notification Notification }

// Send puts an activity of an actor of this server in the queue, once for each mailbox.
type Send struct {
	Activity string // id
	Actor    string // id of whoever signs
	Body     []byte // the document, as it goes out
	To       []Mailbox
	At       time.Time
}

// SeverHost ends the follows between this server and another and takes back what waits to
// be delivered there, for a server that is blocked.
type SeverHost struct {
	Host  string // and all below it, if Below is set
	Below bool
	At    time.Time
}

func (KeepActor) change()    {}
func (SaveActor) change()    {}
func (RemoveActor) change()  {}
func (SetStanding) change()  {}
func (MoveActor) change()    {}
func (AddPost) change()      {}
func (EditPost) change()     {}
func (RemovePost) change()   {}
func (AddFollow) change()    {}
func (AcceptFollow) change() {}
func (DropFollow) change()   {}
func (AddReaction) change()  {}
func (DropReaction) change() {}
func (AddBlock) change()     {}
func (DropBlock) change()    {}
func (Undo) change()         {}
func (FileReport) change()   {}
func (Pin) change()          {}
func (Unpin) change()        {}
func (Notify) change()       {}
func (Send) change()         {}
func (SeverHost) change()    {}
