package main

import (
	"context"

	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
)

// visibilities are the words of Mastodon's API.
var visibilities = map[string]social.Visibility{
	"public": social.Public, "unlisted": social.Unlisted, "private": social.Followers, "direct": social.Direct,
}

type corePostCmd struct {
	Username   string `arg:"" help:"An account here."`
	Text       string `arg:"" help:"What to say, in plain text; @user@host mentions, #tag tags."`
	Visibility string `help:"Who sees it: public, unlisted, private (followers) or direct (those mentioned)." enum:"public,unlisted,private,direct" default:"public"`
	ReplyTo    string `help:"Id of the post that it answers." placeholder:"URL"`
	Warning    string `help:"Content warning." placeholder:"TEXT"`
	Language   string `help:"Language, as in en." placeholder:"TAG"`
}

// Run publishes the post and prints it.
func (c *corePostCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error {
		p, err := node.outbox.Post(ctx, node.site.Actor(c.Username), outbox.Draft{
			Text: c.Text, Summary: c.Warning, Sensitive: c.Warning != "", Language: c.Language,
			Visibility: visibilities[c.Visibility], InReplyTo: c.ReplyTo,
		})
		if err != nil {
			return err
		}
		return printLine(e.stdout, p)
	})
}

type coreEditCmd struct {
	Username string `arg:"" help:"An account here."`
	Post     string `arg:"" help:"Id of a post of its own."`
	Text     string `arg:"" help:"The newer words."`
	Warning  string `help:"Content warning." placeholder:"TEXT"`
}

// Run edits the post and prints it.
func (c *coreEditCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error {
		p, err := node.outbox.Edit(ctx, node.site.Actor(c.Username), c.Post, outbox.Draft{Text: c.Text, Summary: c.Warning, Sensitive: c.Warning != ""})
		if err != nil {
			return err
		}
		return printLine(e.stdout, p)
	})
}

type coreDeleteCmd struct {
	Username string `arg:"" help:"An account here."`
	Post     string `arg:"" help:"Id of a post of its own."`
}

// Run deletes the post.
func (c *coreDeleteCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error { return node.outbox.Delete(ctx, node.site.Actor(c.Username), c.Post) })
}
