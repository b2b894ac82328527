package vocab

import (
	"slices"
	"time"
)

// Activity is what somebody says happened. Who may say so is for the caller to judge:
// Actor is only a claim until it is the owner of the key that signed the message.
type Activity struct {
	ID        ID     // empty if it has none that is an identifier; it may be on a foreign host
	Type      string // one of those in activityTypes, or the document's first type
	Actor     ID
	Object    Ref   // the first of Objects
	Objects   []Ref // at most MaxObjects; a Flag names an account and its posts
	Target    Ref   // where to: the new account of a Move, the collection of an Add or Remove
	To, CC    []ID  // at most MaxRecipients each
	Published time.Time
	Content   string // what a Flag says, or the emoji of an EmojiReact
}

// activityTypes are the activities that mean something here.
var activityTypes = []string{
	"Accept", "Add", "Announce", "Block", "Create", "Delete", "EmojiReact", "Flag", "Follow", "Like", "Move",
	"QuoteRequest", "Reject", "Remove", "Undo", "Update",
}

// Known reports whether the activity is of a type that means something here; any other
// is accepted and ignored.
func (a Activity) Known() bool { return slices.Contains(activityTypes, a.Type) }

// Activity reads the document as an activity. An error, with ErrInvalid in its chain,
// says that it has no type or names no actor. Recipients in bto and bcc are not read.
func (d *Document) Activity() (Activity, error) {
	a := Activity{
		ID:        d.ID(),
		Type:      d.among(activityTypes),
		Actor:     d.Ref("actor").IRI,
		Objects:   d.Refs("object", MaxObjects),
		Target:    d.Ref("target"),
		To:        d.recipients("to"),
		CC:        d.recipients("cc"),
		Published: d.Time("published"),
		Content:   cutBytes(d.text("content"), MaxSummary),
	}
	if a.Type == "" {
		a.Type = d.Type()
	}
	if len(a.Objects) > 0 {
		a.Object = a.Objects[0]
	}
	switch {
	case a.Type == "":
		return Activity{}, &Error{Reason: "no_type"}
	case a.Actor == "":
		return Activity{}, &Error{Reason: "no_actor"}
	}
	return a, nil
}
