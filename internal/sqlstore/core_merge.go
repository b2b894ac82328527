package sqlstore

import (
	"context"
	"fmt"
	"reflect"

	"landfall/federation-core/social"
)

// merge makes the changes of lanes: those of one in their order. Between lanes there is none,
// so that changes of one kind are made for many lanes together.
func (t *coreTx) merge(ctx context.Context, lanes [][]social.Change) error {
	for len(lanes) > 0 {
		var group []social.Change
		var rest [][]social.Change
		for _, lane := range lanes {
			n := 0
			for n < len(lane) && (len(group) == 0 || alike(group[0], lane[n])) {
				group = append(group, lane[n])
				n++
			}
			if n < len(lane) {
				rest = append(rest, lane[n:])
			}
		}
		if err := t.together(ctx, group); err != nil {
			return err
		}
		lanes = rest
	}
	return nil
}

func alike(a, b social.Change) bool { return reflect.TypeOf(a) == reflect.TypeOf(b) }

// together makes changes of one kind: those that a busy server sees most of with a few
// statements for all.
func (t *coreTx) together(ctx context.Context, group []social.Change) (err error) {
	if len(group) == 0 {
		return nil
	}
	switch group[0].(type) {
	case social.AddPost:
		err = inTurn(ctx, group, func(c social.AddPost) any { return c.Post.ID }, t.addPosts)
	case social.RemovePost:
		err = inTurn(ctx, group, func(c social.RemovePost) any { return c.ID }, t.removePosts)
	case social.AddFollow:
		err = inTurn(ctx, group, func(c social.AddFollow) any { return [2]string{c.Follow.Follower, c.Follow.Followee} }, t.addFollows)
	case social.AddReaction:
		err = inTurn(ctx, group, func(c social.AddReaction) any { return [2]string{c.Reaction.Actor, c.Reaction.Post} }, t.addReactions)
	case social.Notify:
		err = inTurn(ctx, group, func(c social.Notify) any { return c.Notification }, t.addNotifications)
	case social.Send:
		err = inTurn(ctx, group, func(c social.Send) any { return c.Activity }, t.sends)
	default:
		for _, change := range group {
			if err = t.one(ctx, change); err != nil {
				break
			}
		}
	}
	if err != nil {
		return fmt.Errorf("%T: %w", group[0], err)
	}
	return nil
}

// inTurn makes changes together that are about different things. One that is about the same
// as another before it comes after that.
func inTurn[C any](ctx context.Context, group []social.Change, about func(C) any, do func(context.Context, []C) error) error {
	for len(group) > 0 {
		seen := make(map[any]bool, len(group))
		var now []C
		var later []social.Change
		for _, change := range group {
			c := change.(C) // a group is of one kind
			if thing := about(c); seen[thing] {
				later = append(later, change)
			} else {
				seen[thing] = true
				now = append(now, c)
			}
		}
		if err := do(ctx, now); err != nil {
			return err
		}
		group = later
	}
	return nil
}
