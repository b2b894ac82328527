package vocab

import "time"

// activity makes an activity that has one object.
func activity(id ID, name string, actor ID, object Ref, to ...ID) Activity {
	return Activity{ID: id, Type: name, Actor: actor, Object: object, Objects: []Ref{object}, To: to}
}

// Create publishes a note: to and from whom, and when, is as the note says.
func Create(id ID, n Note) Activity {
	a := activity(id, "Create", n.AttributedTo, Embed(n), n.To...)
	a.CC, a.Published = n.CC, n.Published
	return a
}

// UpdateNote says that a note has changed; Updated must be set.
func UpdateNote(id ID, n Note) Activity {
	a := activity(id, "Update", n.AttributedTo, Embed(n), n.To...)
	a.CC, a.Published = n.CC, n.Updated
	return a
}

// UpdateActor says that a profile has changed, to everybody and the followers.
func UpdateActor(id ID, actor Actor, at time.Time) Activity {
	a := activity(id, "Update", actor.ID, Embed(actor), Public)
	a.Published = at
	if actor.Followers != "" {
		a.CC = []ID{actor.Followers}
	}
	return a
}

// DeleteNote takes back a post, to the recipients it had.
func DeleteNote(id, actor ID, gone Tombstone, to, cc []ID) Activity {
	a := activity(id, "Delete", actor, Embed(gone), to...)
	a.CC, a.Published = cc, gone.Deleted
	return a
}

// DeleteActor says that an account is gone; its object is the account's identifier.
func DeleteActor(id, actor ID) Activity {
	return activity(id, "Delete", actor, Ref{IRI: actor}, Public)
}

// Follow asks to follow.
func Follow(id, actor, object ID) Activity {
	return activity(id, "Follow", actor, Ref{IRI: object}, object)
}

// Accept says yes to a Follow, as the one who was asked.
func Accept(id ID, follow Activity) Activity { return answer(id, "Accept", follow) }

// Reject says no to a Follow, or ends one, as the one who was asked.
func Reject(id ID, follow Activity) Activity { return answer(id, "Reject", follow) }

func answer(id ID, name string, follow Activity) Activity {
	return activity(id, name, follow.Object.IRI, Embed(bare(follow)), follow.Actor)
}

// Undo takes back a Follow, Like, Announce or Block of ours, to the recipients it had.
func Undo(id ID, done Activity) Activity {
	a := activity(id, "Undo", done.Actor, Embed(bare(done)), done.To...)
	a.CC = done.CC
	return a
}

// bare is an activity as another one embeds it: with its object by its identifier only.
func bare(a Activity) Activity {
	b := activity(a.ID, a.Type, a.Actor, Ref{IRI: a.Object.IRI}, a.To...)
	b.CC = a.CC
	return b
}

// Announce passes on a post.
func Announce(id, actor, object ID, at time.Time, to, cc []ID) Activity {
	a := activity(id, "Announce", actor, Ref{IRI: object}, to...)
	a.CC, a.Published = cc, at
	return a
}

// Like tells the author that a post is liked.
func Like(id, actor, object, author ID) Activity {
	return activity(id, "Like", actor, Ref{IRI: object}, author)
}

// Block tells somebody's server that they are blocked.
func Block(id, actor, object ID) Activity {
	return activity(id, "Block", actor, Ref{IRI: object}, object)
}

// Flag reports an account and posts of it. The actor is the instance's own, so that who
// reported stays unknown. It has no recipients, as in Mastodon and GoToSocial.
func Flag(id, instance, account ID, posts []ID, content string) Activity {
	a := activity(id, "Flag", instance, Ref{IRI: account})
	for _, post := range posts {
		a.Objects = append(a.Objects, Ref{IRI: post})
	}
	a.Content = content
	return a
}

// Move tells followers that an account goes on as another.
func Move(id, actor, target, followers ID) Activity {
	a := activity(id, "Move", actor, Ref{IRI: actor}, followers)
	a.Target = Ref{IRI: target}
	return a
}

// Add features a post: target is the actor's collection.
func Add(id, actor, object, target ID, to ...ID) Activity {
	a := activity(id, "Add", actor, Ref{IRI: object}, to...)
	a.Target = Ref{IRI: target}
	return a
}

// Remove takes a post out of the featured ones.
func Remove(id, actor, object, target ID, to ...ID) Activity {
	a := activity(id, "Remove", actor, Ref{IRI: object}, to...)
	a.Target = Ref{IRI: target}
	return a
}
