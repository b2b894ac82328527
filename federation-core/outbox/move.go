package outbox

import (
	"context"
	"slices"
	"strings"

	"landfall/federation-core/document"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// MaxAliases is how many other accounts one may name as its own.
const MaxAliases = 20

// moved is how many followers here follow along at once.
const moved = 1_000

// AddAlias says that another account, by its name or URL, is the same person, so that it may
// move here.
func (o *Outbox) AddAlias(ctx context.Context, actor, account string) (social.Actor, error) {
	if a, err := o.self(ctx, actor); err != nil {
		return a, err
	}
	alias, _, err := o.fresh(ctx, account)
	if err != nil {
		return social.Actor{}, err
	}
	return o.change(ctx, actor, func(a *social.Actor) error {
		switch {
		case alias.ID == a.ID:
			return invalid("an account is no alias of itself")
		case slices.Contains(a.AlsoKnownAs, alias.ID):
			return nil
		case len(a.AlsoKnownAs) >= MaxAliases:
			return invalid("an account has at most %d aliases", MaxAliases)
		}
		a.AlsoKnownAs = append(slices.Clone(a.AlsoKnownAs), alias.ID)
		return nil
	})
}

// RemoveAlias takes back that an actor, by its id, is the same person.
func (o *Outbox) RemoveAlias(ctx context.Context, actor, alias string) (social.Actor, error) {
	return o.change(ctx, actor, func(a *social.Actor) error {
		if i := slices.Index(a.AlsoKnownAs, alias); i >= 0 {
			a.AlsoKnownAs = slices.Delete(slices.Clone(a.AlsoKnownAs), i, i+1)
		}
		return nil
	})
}

// fresh returns an account as it is now, by its name or URL.
func (o *Outbox) fresh(ctx context.Context, account string) (social.Actor, []social.Change, error) {
	account = strings.TrimSpace(account)
	if strings.Contains(account, "/") {
		if o.Site.Owns(account) {
			a, err := o.other(ctx, account)
			return a, nil, err
		}
		return o.find(ctx, account)
	}
	account = accountName(account)
	if _, host, _ := strings.Cut(account, "@"); host == "" || host == o.Site.Host() {
		return o.account(ctx, account)
	}
	return o.find(ctx, account)
}

// Move tells followers that the account goes on as another, by its name or URL, which has to
// name this one among its aliases. Followers here follow along. An account moves once.
func (o *Outbox) Move(ctx context.Context, actor, account string) (social.Actor, error) {
	if from, err := o.self(ctx, actor); err != nil {
		return from, err
	}
	to, changes, err := o.fresh(ctx, account)
	if err != nil {
		return social.Actor{}, err
	}
	o.saving.Lock()
	defer o.saving.Unlock()
	from, err := o.self(ctx, actor)
	if err != nil {
		return from, err
	}
	switch {
	case to.ID == actor:
		return from, invalid("an account does not move to itself")
	case from.MovedTo == to.ID:
		return from, nil
	case from.MovedTo != "":
		return from, forbidden("the account has moved before")
	case !slices.Contains(to.AlsoKnownAs, actor):
		return from, invalid("the account %.200q does not name this one as an alias", nameOf(&to))
	case to.MovedTo != "":
		return from, invalid("the account %.200q has itself moved", nameOf(&to))
	}
	at := o.now()
	from.MovedTo = to.ID
	changes = append(changes, social.MoveActor{Old: actor, New: to.ID, At: at})
	told, err := o.tellOfMove(ctx, &from, &to)
	if err != nil {
		return from, err
	}
	along, err := o.bringAlong(ctx, actor, &to)
	if err != nil {
		return from, err
	}
	return from, o.apply(ctx, slices.Concat(changes, told, along)...)
}

// tellOfMove updates the profile elsewhere, where MovedTo is looked for, and then tells the
// followers.
func (o *Outbox) tellOfMove(ctx context.Context, from, to *social.Actor) ([]social.Change, error) {
	at := o.now()
	known, err := o.Store.KnownMailboxes(ctx, from.ID)
	if err != nil {
		return nil, err
	}
	update, err := o.send(vocab.UpdateActor(o.mint(at), document.Actor(from), at), at, known...)
	if err != nil {
		return nil, err
	}
	followers, err := o.Store.FollowerMailboxes(ctx, from.ID)
	if err != nil {
		return nil, err
	}
	move, err := o.send(vocab.Move(o.mint(at), vocab.ID(from.ID), vocab.ID(to.ID), vocab.ID(from.Followers)), at, followers...)
	return append(update, move...), err
}

// bringAlong makes the followers here follow the new actor in place of the old one.
func (o *Outbox) bringAlong(ctx context.Context, from string, to *social.Actor) (changes []social.Change, err error) {
	followers, err := o.Store.LocalFollowers(ctx, from)
	if err != nil {
		return nil, err
	}
	for _, follower := range followers[:min(len(followers), moved)] {
		more, err := o.followAlong(ctx, follower, from, to)
		if err != nil {
			return nil, err
		}
		changes = append(changes, more...)
	}
	return changes, nil
}

func (o *Outbox) followAlong(ctx context.Context, follower, from string, to *social.Actor) ([]social.Change, error) {
	at := o.now()
	changes := []social.Change{
		social.DropFollow{Follower: follower, Followee: from},
		social.Notify{Notification: social.Notification{To: follower, Kind: social.Moved, Actor: from, At: at}},
	}
	apart, err := o.blocked(ctx, follower, to.ID)
	if err != nil || apart || follower == to.ID {
		return changes, err
	}
	if _, err := o.Store.Follow(ctx, follower, to.ID); err == nil || !absent(err) {
		return changes, err
	}
	f := social.Follow{Follower: follower, Followee: to.ID, Activity: string(o.mint(at)), Accepted: to.Local && !to.Locked, At: at}
	ask, err := o.tell(to, asked(f), at)
	return append(append(changes, social.AddFollow{Follow: f}), ask...), err
}
