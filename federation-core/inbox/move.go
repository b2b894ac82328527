package inbox

import (
	"context"
	"slices"

	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// moved is how many people here follow along when an actor moves, in one go.
const moved = 1_000

// move takes the followers here along to the actor's new address. Both sides have to say so:
// the old one names the new, and the new one names the old among its aliases, each at its own
// origin. Who has moved once does not move again.
func (w *work) move(ctx context.Context) ([]social.Change, error) {
	target := string(w.activity.Target.IRI)
	switch {
	case w.object() != w.actor.ID:
		return nil, refusal("it moves another actor than its own")
	case target == "" || target == w.actor.ID:
		return nil, refusal("it moves to nowhere")
	case w.actor.MovedTo != "" && w.actor.MovedTo != target:
		return nil, refusal("its actor has moved before")
	}
	to, err := w.arrived(ctx, target)
	if err != nil {
		return nil, err
	}
	followers, err := w.Follows.LocalFollowers(ctx, w.actor.ID)
	if err != nil {
		return nil, err
	}
	changes := []social.Change{}
	if !to.Local {
		changes = append(changes, social.KeepActor{Actor: to})
	}
	changes = append(changes, social.MoveActor{Old: w.actor.ID, New: to.ID, At: w.at})
	for _, follower := range followers[:min(len(followers), moved)] {
		if follower != to.ID {
			more, err := w.follows(follower, to)
			if err != nil {
				return nil, err
			}
			changes = append(changes, more...)
		}
	}
	return changes, nil
}

// arrived returns the new actor, if it names the old one. The old one is read anew, too.
func (w *work) arrived(ctx context.Context, target string) (social.Actor, error) {
	if w.Site.Owns(target) {
		to, err := w.neighbour(ctx, target)
		if err == nil && !slices.Contains(to.AlsoKnownAs, w.actor.ID) {
			err = refusal("its new actor does not know it")
		}
		return to, err
	}
	to, err := w.reread(ctx, target)
	if err != nil {
		return to, err
	}
	if !slices.Contains(to.AlsoKnownAs, w.actor.ID) {
		return to, refusal("its new actor does not know it")
	}
	from, err := w.reread(ctx, w.actor.ID)
	if err != nil {
		return to, err
	}
	if from.MovedTo != to.ID {
		return to, refusal("its actor does not say so itself")
	}
	return to, nil
}

// follows makes somebody here follow the new actor in place of the old one.
func (w *work) follows(follower string, to social.Actor) ([]social.Change, error) {
	id := w.mint()
	changes := []social.Change{
		social.AddFollow{Follow: social.Follow{Follower: follower, Followee: to.ID, Activity: string(id), Accepted: to.Local && !to.Locked, At: w.at}},
		social.DropFollow{Follower: follower, Followee: w.actor.ID},
		social.Notify{Notification: social.Notification{To: follower, Kind: social.Moved, Actor: w.actor.ID, At: w.at}},
	}
	// The old server is told as well: it counts those who follow, and would deliver to them.
	old := vocab.Follow("", vocab.ID(follower), vocab.ID(w.actor.ID))
	leave, err := outbox.Send(vocab.Undo(w.mint(), old), w.at, w.actor.Inbox)
	if err != nil {
		return nil, err
	}
	changes = append(changes, leave)
	if to.Local {
		return changes, nil
	}
	ask, err := outbox.Send(vocab.Follow(id, vocab.ID(follower), vocab.ID(to.ID)), w.at, to.Inbox)
	return append(changes, ask), err
}
