package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"landfall"
	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
)

// coreAccountCmd sees to accounts.
type coreAccountCmd struct {
	Add    coreAccountAddCmd    `cmd:"" help:"Make an account."`
	Set    coreAccountSetCmd    `cmd:"" help:"Change what an account says of itself."`
	Rotate coreAccountRotateCmd `cmd:"" help:"Give an account a new key, and tell other servers."`
	Alias  coreAccountAliasCmd  `cmd:"" help:"Say that an account elsewhere is the same person, so that it may move here."`
	Move   coreAccountMoveCmd   `cmd:"" help:"Tell followers that an account goes on as another, which has to name this one among its aliases."`
	Delete coreAccountDeleteCmd `cmd:"" help:"Delete an account for good, and tell other servers. Its name is never given again."`
}

// withCore runs something with the core open, and tells what went wrong in our words.
func withCore(ctx context.Context, e *env, do func(c *core) error) error {
	c, err := e.openCore(ctx, e.Core.coreFlags)
	if err != nil {
		return err
	}
	defer c.Close()
	err = do(c)
	switch {
	case errors.Is(err, outbox.ErrInvalid), errors.Is(err, outbox.ErrForbidden):
		return fmt.Errorf("%w: %w", landfall.ErrInvalid, err)
	case errors.Is(err, social.ErrNotFound), errors.Is(err, social.ErrGone):
		return fmt.Errorf("%w: %w", landfall.ErrNotFound, err)
	}
	return err
}

// printLine prints one JSON object on a line.
func printLine(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	return nil
}

type coreAccountAddCmd struct {
	Username string `arg:"" help:"1 to 30 of a–z, 0–9 and _."`
	Name     string `help:"Name that is shown." placeholder:"TEXT"`
	Summary  string `help:"What the account says of itself." placeholder:"TEXT"`
	Locked   bool   `help:"Follows wait until they are accepted."`
	Type     string `help:"Person, Service (a bot), Group or Organization." enum:"Person,Service,Group,Organization" default:"Person"`
}

// Run makes the account and prints it.
func (c *coreAccountAddCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error {
		a, err := node.outbox.CreateAccount(ctx, outbox.NewAccount{Username: c.Username, Name: c.Name, Summary: c.Summary, Type: c.Type, Locked: c.Locked})
		if err != nil {
			return err
		}
		return printLine(e.stdout, a)
	})
}

type coreAccountSetCmd struct {
	Username string  `arg:"" help:"An account here."`
	Name     *string `help:"Name that is shown." placeholder:"TEXT"`
	Summary  *string `help:"What the account says of itself." placeholder:"TEXT"`
	Locked   *bool   `help:"Whether follows wait until they are accepted." negatable:""`
	Hides    *bool   `help:"Whether who follows and is followed is kept back." negatable:""`
}

// Run changes the profile and prints the account.
func (c *coreAccountSetCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error {
		p := outbox.Profile{Name: c.Name, Summary: c.Summary, Locked: c.Locked, Hides: c.Hides}
		a, err := node.outbox.EditProfile(ctx, node.site.Actor(c.Username), p)
		if err != nil {
			return err
		}
		return printLine(e.stdout, a)
	})
}

type coreAccountRotateCmd struct {
	Username string `arg:"" help:"An account here."`
}

// Run changes the key and prints the account.
func (c *coreAccountRotateCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error {
		a, err := node.outbox.RotateKey(ctx, node.site.Actor(c.Username))
		if err != nil {
			return err
		}
		return printLine(e.stdout, a)
	})
}

type coreAccountAliasCmd struct {
	Username string `arg:"" help:"An account here."`
	Account  string `arg:"" help:"The other account, as user@host or a URL."`
	Remove   bool   `help:"Take it back."`
}

// Run changes the aliases and prints the account.
func (c *coreAccountAliasCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error {
		change := node.outbox.AddAlias
		if c.Remove {
			change = node.outbox.RemoveAlias
		}
		a, err := change(ctx, node.site.Actor(c.Username), c.Account)
		if err != nil {
			return err
		}
		return printLine(e.stdout, a)
	})
}

type coreAccountMoveCmd struct {
	Username string `arg:"" help:"An account here."`
	Account  string `arg:"" help:"The account that it goes on as, as user@host or a URL."`
}

// Run moves the account and prints it.
func (c *coreAccountMoveCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error {
		a, err := node.outbox.Move(ctx, node.site.Actor(c.Username), c.Account)
		if err != nil {
			return err
		}
		return printLine(e.stdout, a)
	})
}

type coreAccountDeleteCmd struct {
	Username string `arg:"" help:"An account here."`
}

// Run deletes the account.
func (c *coreAccountDeleteCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error { return node.outbox.DeleteAccount(ctx, node.site.Actor(c.Username)) })
}
