package inbox

import (
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// undo takes back what the same actor did. What it was is embedded, or named by its id, or, as
// snac2 does with a Follow that was never answered, only by whom it was about.
func (w *work) undo() ([]social.Change, error) {
	if doc := w.activity.Object.Embedded; doc != nil {
		inner, err := doc.Activity()
		switch {
		case err == nil && string(inner.Actor) != w.actor.ID:
			return nil, refusal("it undoes what another actor did")
		case err == nil:
			return w.takeBack(inner), nil
		}
	}
	id := w.object()
	switch {
	case w.Site.Username(id) != "":
		return []social.Change{social.DropFollow{Follower: w.actor.ID, Followee: id}}, nil
	case w.own(vocab.ID(id)):
		return []social.Change{social.Undo{Activity: id, Actor: w.actor.ID, At: w.at}}, nil
	}
	return nil, refusal("it undoes what is not its actor's")
}

// takeBack undoes an activity by its id and by what it did, whichever is stored.
func (w *work) takeBack(inner vocab.Activity) []social.Change {
	var changes []social.Change
	if w.own(inner.ID) {
		changes = append(changes, social.Undo{Activity: string(inner.ID), Actor: w.actor.ID, At: w.at})
	}
	about := string(inner.Object.IRI)
	switch inner.Type {
	case "Follow":
		changes = append(changes, social.DropFollow{Follower: w.actor.ID, Followee: about})
	case "Like":
		changes = append(changes, social.DropReaction{Kind: social.Like, Actor: w.actor.ID, Post: about})
	case "Announce":
		changes = append(changes, social.DropReaction{Kind: social.Boost, Actor: w.actor.ID, Post: about})
	case "Block":
		changes = append(changes, social.DropBlock{Blocker: w.actor.ID, Blocked: about})
	}
	return changes
}
