package main

import (
	"context"
	"fmt"
	"time"

	"landfall"
)

// blockCmd blocks a domain, trusts it, opens it again, or lists what was decided.
type blockCmd struct {
	Domain string `arg:"" optional:"" help:"A host below the domain, the domain itself, or a private suffix such as a hosting company's."`
	Why    string `help:"Why, for the list." default:"blocked by the operator" placeholder:"TEXT"`
	Trust  bool   `help:"Let in all hosts below the domain, however many, and try no made-up names there: for hosting companies." xor:"what"`
	Undo   bool   `help:"Open the domain again, whoever shut it." xor:"what"`
	List   bool   `help:"List the domains that are blocked, quarantined or trusted, one JSON object a line."`
}

// Help says what a block does.
func (blockCmd) Help() string {
	return "Hosts below a blocked domain are not visited, not shown, and not added. What is known of them stays, for the day when the block is undone. A running crawler heeds it within a second, pages within a few."
}

// Run changes or lists what is shut.
func (c *blockCmd) Run(ctx context.Context, e *env) error {
	if c.List == (c.Domain != "") {
		return fmt.Errorf("block: %w: give a domain, or --list", landfall.ErrInvalid)
	}
	hosts, err := e.openHosts(ctx)
	if err != nil {
		return err
	}
	defer hosts.Close()
	if c.List {
		groups, err := hosts.ShutGroups(ctx)
		if err != nil {
			return err
		}
		for _, g := range groups {
			if err := e.jsonLine(newShutRow(g)); err != nil {
				return err
			}
		}
		return nil
	}
	domain, err := landfall.ParseDomain(c.Domain)
	if err != nil {
		return err
	}
	state, why, done := landfall.GroupBlocked, c.Why, "is blocked"
	switch {
	case c.Undo:
		state, why, done = landfall.GroupOpen, "", "is open"
	case c.Trust:
		state, why, done = landfall.GroupTrusted, "trusted by the operator", "is trusted"
	}
	if err := hosts.ShutGroup(ctx, domain, state, why, time.Now()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "%s %s\n", domain, done)
	return err
}

// shutRow is one domain in the list.
type shutRow struct {
	Domain string              `json:"domain"`
	State  landfall.GroupState `json:"state"`
	Face   string              `json:"face,omitempty"` // the host that is visited and shown
	Known  int                 `json:"known_hosts"`
	Since  *string             `json:"since"`
	Why    string              `json:"why"`
}

func newShutRow(g landfall.Group) shutRow {
	return shutRow{Domain: g.Domain, State: g.State, Face: g.Face.String(), Known: g.Admitted, Since: stamp(g.Since), Why: g.Why}
}
