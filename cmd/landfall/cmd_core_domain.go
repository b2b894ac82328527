package main

import (
	"context"
	"fmt"
	"os"
	"os/user"
	"time"

	"landfall"
	"landfall/federation-core/moderation"
	"landfall/federation-core/social"
	"landfall/internal/sqlstore"
)

// coreDomainCmd is selective federation.
type coreDomainCmd struct {
	Block    coreDomainBlockCmd    `cmd:"" help:"Hold a rule against a domain and everything below it."`
	Unblock  coreDomainUnblockCmd  `cmd:"" help:"Take the rule back. Follows that ended do not come back."`
	Allow    coreDomainAllowCmd    `cmd:"" help:"Let a host pass in the mode allow-list."`
	Disallow coreDomainDisallowCmd `cmd:"" help:"Take it back."`
	Mode     coreDomainModeCmd     `cmd:"" help:"open: federate with all but those blocked; allow_list: with none but those allowed."`
	List     coreDomainListCmd     `cmd:"" help:"Print rules and allowed hosts, one JSON object a line."`
	Import   coreDomainImportCmd   `cmd:"" help:"Read a block list: the CSV that Mastodon exports, or a list of names."`
	Export   coreDomainExportCmd   `cmd:"" help:"Write the rules as the CSV that Mastodon imports."`
	Audit    coreDomainAuditCmd    `cmd:"" help:"Print who decided what, the newest first, one JSON object a line."`
}

// govern makes a decision and stores it with its audit row and what follows from it.
func govern(ctx context.Context, e *env, reason string, decide func(*moderation.Policy, moderation.Stamp) (*moderation.Policy, moderation.Audit, error)) error {
	return withCore(ctx, e, func(node *core) error {
		stamp := moderation.Stamp{At: time.Now().UTC(), By: operator(), Reason: reason}
		return node.data.Govern(ctx, node.site.Host(), func(was *moderation.Policy) (sqlstore.Governed, error) {
			next, audit, err := decide(was, stamp)
			if err != nil {
				return sqlstore.Governed{}, fmt.Errorf("%w: %w", landfall.ErrInvalid, err)
			}
			return sqlstore.Governed{Policy: next, Audits: []moderation.Audit{audit}, Changes: severed(was, next, stamp.At)}, nil
		})
	})
}

// operator names whoever runs the command.
func operator() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "operator"
}

// severed ends what there is with servers that were allowed and are not any more.
func severed(was, next *moderation.Policy, at time.Time) (changes []social.Change) {
	for _, r := range next.Rules() {
		if r.Severity == moderation.Suspend && was.Decide(r.Domain).Allowed {
			changes = append(changes, social.SeverHost{Host: r.Domain, Below: true, At: at})
		}
	}
	for _, a := range was.Allows() {
		if was.Decide(a.Domain).Allowed && !next.Decide(a.Domain).Allowed {
			changes = append(changes, social.SeverHost{Host: a.Domain, At: at})
		}
	}
	return changes
}

type coreDomainBlockCmd struct {
	Domain         string `arg:"" help:"A domain."`
	Severity       string `help:"suspend: nothing passes; silence: nobody sees it who does not follow; noop: only what the other flags say." enum:"suspend,silence,noop" default:"suspend"`
	RejectMedia    bool   `help:"Keep no pictures of theirs."`
	RejectReports  bool   `help:"Drop their reports."`
	PublicComment  string `help:"Why, for everybody." placeholder:"TEXT"`
	PrivateComment string `help:"Why, for moderators." placeholder:"TEXT"`
	Obfuscate      bool   `help:"Publish the name partly starred."`
}

// Run sets the rule.
func (c *coreDomainBlockCmd) Run(ctx context.Context, e *env) error {
	severity, err := moderation.ParseSeverity(c.Severity)
	if err != nil {
		return fmt.Errorf("%w: %w", landfall.ErrInvalid, err)
	}
	return govern(ctx, e, c.PrivateComment, func(p *moderation.Policy, by moderation.Stamp) (*moderation.Policy, moderation.Audit, error) {
		return p.Set(moderation.Rule{
			Domain: c.Domain, Severity: severity, RejectMedia: c.RejectMedia, RejectReports: c.RejectReports, Obfuscate: c.Obfuscate,
			PublicComment: c.PublicComment, PrivateComment: c.PrivateComment,
		}, by)
	})
}

type coreDomainUnblockCmd struct {
	Domain string `arg:"" help:"A domain with a rule of its own."`
}

// Run takes the rule back.
func (c *coreDomainUnblockCmd) Run(ctx context.Context, e *env) error {
	return govern(ctx, e, "", func(p *moderation.Policy, by moderation.Stamp) (*moderation.Policy, moderation.Audit, error) {
		return p.Unset(c.Domain, by)
	})
}

type coreDomainAllowCmd struct {
	Host string `arg:"" help:"A host, not what is below it."`
}

// Run allows the host.
func (c *coreDomainAllowCmd) Run(ctx context.Context, e *env) error {
	return govern(ctx, e, "", func(p *moderation.Policy, by moderation.Stamp) (*moderation.Policy, moderation.Audit, error) {
		return p.Allow(c.Host, by)
	})
}

type coreDomainDisallowCmd struct {
	Host string `arg:"" help:"A host."`
}

// Run takes it back.
func (c *coreDomainDisallowCmd) Run(ctx context.Context, e *env) error {
	return govern(ctx, e, "", func(p *moderation.Policy, by moderation.Stamp) (*moderation.Policy, moderation.Audit, error) {
		return p.Disallow(c.Host, by)
	})
}

type coreDomainModeCmd struct {
	Mode string `arg:"" help:"open or allow_list." enum:"open,allow_list"`
}

// Run sets the mode.
func (c *coreDomainModeCmd) Run(ctx context.Context, e *env) error {
	mode, err := moderation.ParseMode(c.Mode)
	if err != nil {
		return fmt.Errorf("%w: %w", landfall.ErrInvalid, err)
	}
	return govern(ctx, e, "", func(p *moderation.Policy, by moderation.Stamp) (*moderation.Policy, moderation.Audit, error) {
		return p.SetMode(mode, by)
	})
}

type coreDomainListCmd struct{}

// Run prints the mode, then the rules and the allowed hosts.
func (c *coreDomainListCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error {
		p := node.policies.policy()
		if err := printLine(e.stdout, map[string]any{"mode": p.Mode()}); err != nil {
			return err
		}
		for _, r := range p.Rules() {
			if err := printLine(e.stdout, r); err != nil {
				return err
			}
		}
		for _, a := range p.Allows() {
			if err := printLine(e.stdout, map[string]any{"allowed": a}); err != nil {
				return err
			}
		}
		return nil
	})
}

type coreDomainImportCmd struct {
	File  string `arg:"" help:"The list." type:"existingfile"`
	Merge string `help:"stricter: of two rules for a domain the harder holds; overwrite: the list's; add: the one that was there." enum:"stricter,overwrite,add" default:"stricter"`
}

var merges = map[string]moderation.Merge{"stricter": moderation.Stricter, "overwrite": moderation.Overwrite, "add": moderation.AddOnly}

// Run imports the list and says what was skipped.
func (c *coreDomainImportCmd) Run(ctx context.Context, e *env) error {
	file, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("block list: %w", err)
	}
	defer file.Close()
	list, err := moderation.ReadCSV(file)
	if err != nil {
		return fmt.Errorf("block list %s: %w: %w", c.File, landfall.ErrInvalid, err)
	}
	var imported moderation.Imported
	err = govern(ctx, e, "", func(p *moderation.Policy, by moderation.Stamp) (*moderation.Policy, moderation.Audit, error) {
		next, what, audit, err := p.Import(c.File, list, merges[c.Merge], by)
		imported = what
		return next, audit, err
	})
	if err != nil {
		return err
	}
	for _, s := range list.Skipped {
		fmt.Fprintf(e.stderr, "landfall: %s: line %d is skipped: %s\n", c.File, s.Number, s.Reason)
	}
	for _, s := range list.Doubts {
		fmt.Fprintf(e.stderr, "landfall: %s: line %d: %s\n", c.File, s.Number, s.Reason)
	}
	return printLine(e.stdout, map[string]int{"added": len(imported.Added), "changed": len(imported.Changed), "kept": imported.Kept, "skipped": len(list.Skipped)})
}

type coreDomainExportCmd struct{}

// Run writes the rules.
func (c *coreDomainExportCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error { return moderation.WriteCSV(e.stdout, node.policies.policy().Rules()) })
}

type coreDomainAuditCmd struct {
	Limit int `help:"Lines at most." default:"40"`
}

// Run prints what was decided.
func (c *coreDomainAuditCmd) Run(ctx context.Context, e *env) error {
	return withCore(ctx, e, func(node *core) error {
		return printAll(e, c.Limit, func(before int64, n int) ([]social.Numbered[moderation.Audit], error) {
			return node.data.Audits(ctx, before, n)
		})
	})
}
