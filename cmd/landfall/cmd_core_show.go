package main

import (
	"context"

	"landfall/federation-core/social"
)

type coreShowCmd struct {
	Username string `arg:"" help:"An account here."`
	What     string `arg:"" help:"home, notifications, followers, following, requests, posts, or account; with --of, of another account or post." enum:"home,notifications,followers,following,requests,posts,account,post"`
	Of       string `help:"An account, as user@host or a URL, or the id of a post." placeholder:"WHO"`
	Limit    int    `help:"Lines at most." default:"40"`
}

// Run prints it.
func (c *coreShowCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error {
		actor := node.site.Actor(c.Username)
		switch c.What {
		case "home":
			return printAll(e, c.Limit, func(before int64, n int) ([]social.Numbered[social.Post], error) {
				return node.data.Home(ctx, actor, before, n)
			})
		case "notifications":
			return printAll(e, c.Limit, func(before int64, n int) ([]social.Numbered[social.Notification], error) {
				return node.data.Notifications(ctx, actor, before, n)
			})
		case "followers", "following", "requests":
			of := social.Relations{Of: actor, Following: c.What == "following", Pending: c.What == "requests"}
			return printAll(e, c.Limit, func(before int64, n int) ([]social.Numbered[social.Follow], error) {
				return node.data.Follows(ctx, of, before, n)
			})
		case "post":
			return c.showPost(ctx, e, node, actor)
		}
		return c.showAccount(ctx, e, node, actor)
	})
}

// printAll prints the newest of a list, one JSON object a line.
func printAll[T any](e *env, limit int, page func(before int64, n int) ([]social.Numbered[T], error)) error {
	all, err := page(0, limit)
	if err != nil {
		return err
	}
	for _, one := range all {
		if err := printLine(e.stdout, one.Of); err != nil {
			return err
		}
	}
	return nil
}

// shownPost is a post with what others did to it.
type shownPost struct {
	social.Post
	Likes  int64 `json:"likes"`
	Boosts int64 `json:"boosts"`
}

func (c *coreShowCmd) showPost(ctx context.Context, e *env, node *core, actor string) error {
	may, err := node.data.MayRead(ctx, c.Of, actor)
	if err != nil {
		return err
	}
	p, err := node.data.Post(ctx, c.Of)
	if err != nil {
		return err
	}
	if !may {
		return social.ErrNotFound
	}
	shown := shownPost{Post: p}
	if shown.Likes, err = node.data.Reactions(ctx, p.ID, social.Like); err != nil {
		return err
	}
	if shown.Boosts, err = node.data.Reactions(ctx, p.ID, social.Boost); err != nil {
		return err
	}
	return printLine(e.stdout, shown)
}

func (c *coreShowCmd) showAccount(ctx context.Context, e *env, node *core, actor string) error {
	if c.Of != "" {
		var err error
		if actor, err = node.who(ctx, c.Of); err != nil {
			return err
		}
	}
	if c.What == "posts" {
		return printAll(e, c.Limit, func(before int64, n int) ([]social.Numbered[social.Post], error) {
			return node.data.PostsOf(ctx, actor, social.Unlisted, before, n)
		})
	}
	a, err := node.data.Actor(ctx, actor)
	if err != nil {
		return err
	}
	return printLine(e.stdout, a)
}

type coreReportsCmd struct {
	Limit int `help:"Lines at most." default:"40"`
}

// Run prints reports, the newest first.
func (c *coreReportsCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error {
		return printAll(e, c.Limit, func(before int64, n int) ([]social.Numbered[social.Report], error) {
			return node.data.Reports(ctx, before, n)
		})
	})
}

type coreQueueCmd struct {
	Limit int `help:"Lines of what was given up, at most." default:"40"`
}

// Run prints how much waits, and what was given up with the reason.
func (c *coreQueueCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error {
		backlog, err := node.data.Backlog(ctx)
		if err != nil {
			return err
		}
		if err := printLine(e.stdout, map[string]int64{
			"arrivals": backlog.Arrivals, "arrivals_given_up": backlog.GivenUp, "deliveries": backlog.Deliveries,
		}); err != nil {
			return err
		}
		arrivals, err := node.data.GivenUp(ctx, c.Limit)
		if err != nil {
			return err
		}
		for _, a := range arrivals {
			err := printLine(e.stdout, map[string]any{"arrival": a.ID, "actor": a.Actor, "received": a.Received, "attempts": a.Attempts, "reason": a.Reason})
			if err != nil {
				return err
			}
		}
		expired, err := node.data.Deliveries().Expired(ctx, c.Limit)
		if err != nil {
			return err
		}
		for _, d := range expired {
			err := printLine(e.stdout, map[string]any{"activity": d.Activity, "inbox": d.Inbox, "attempts": d.Attempts, "reason": d.Reason})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
