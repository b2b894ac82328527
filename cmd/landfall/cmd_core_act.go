package main

import (
	"context"

	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
)

type coreActCmd struct {
	Username string `arg:"" help:"An account here."`
	Action   string `arg:"" help:"follow, unfollow, accept, reject, remove (a follower), block, unblock, with an account; like, unlike, boost, unboost, pin, unpin, with a post." enum:"follow,unfollow,accept,reject,remove,block,unblock,like,unlike,boost,unboost,pin,unpin"`
	Target   string `arg:"" help:"An account, as user@host, a URL, or a name here; or the id of a post."`
}

// Run does it.
func (c *coreActCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error {
		actor := node.site.Actor(c.Username)
		if on := c.onPosts(node.outbox); on != nil {
			return on(ctx, actor, c.Target)
		}
		target, err := node.who(ctx, c.Target)
		if err != nil {
			return err
		}
		return c.onActors(node.outbox)(ctx, actor, target)
	})
}

// action is what one actor does about somebody or something.
type action func(ctx context.Context, actor, target string) error

func (c *coreActCmd) onActors(o *outbox.Outbox) action {
	switch c.Action {
	case "follow":
		return made(o.Follow)
	case "unfollow":
		return o.Unfollow
	case "accept":
		return o.AcceptRequest
	case "reject":
		return o.RejectRequest
	case "remove":
		return o.RemoveFollower
	case "block":
		return made(o.Block)
	}
	return o.Unblock
}

func (c *coreActCmd) onPosts(o *outbox.Outbox) action {
	switch c.Action {
	case "like":
		return made(o.Like)
	case "unlike":
		return o.Unlike
	case "boost":
		return func(ctx context.Context, actor, post string) error {
			_, err := o.Boost(ctx, actor, post, social.Public)
			return err
		}
	case "unboost":
		return o.Unboost
	case "pin":
		return o.Pin
	case "unpin":
		return o.Unpin
	}
	return nil
}

// made forgets what an action made.
func made[T any](do func(ctx context.Context, actor, target string) (T, error)) action {
	return func(ctx context.Context, actor, target string) error {
		_, err := do(ctx, actor, target)
		return err
	}
}

type coreReportCmd struct {
	Username string   `arg:"" help:"An account here: who reports. Nobody elsewhere is told."`
	Account  string   `arg:"" help:"Who is reported, as user@host or a URL."`
	Comment  string   `arg:"" help:"What is wrong."`
	Post     []string `help:"Id of a post that shows it." placeholder:"URL"`
	Forward  bool     `help:"Send the report to the other server as well."`
}

// Run files the report and prints it.
func (c *coreReportCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error {
		target, err := node.who(ctx, c.Account)
		if err != nil {
			return err
		}
		r, err := node.outbox.Report(ctx, node.site.Actor(c.Username), outbox.Complaint{Target: target, Posts: c.Post, Comment: c.Comment, Forward: c.Forward})
		if err != nil {
			return err
		}
		return printLine(e.stdout, r)
	})
}
