package moderation

import (
	"cmp"
	"fmt"
)

// Merge is what an import does about domains that have a rule.
type Merge int8

const (
	// Stricter joins a rule of the list with the rule that holds for its domain, whatever of
	// either is harder, so that no import makes anything milder. Comments that are there stay.
	Stricter Merge = iota
	// AddOnly takes only rules for domains for which none holds yet.
	AddOnly
	// Overwrite puts the list's rules in place of those for the same domains.
	Overwrite
)

// Imported is what an import changed.
type Imported struct {
	Added   []Rule // for domains that had no rule of their own
	Changed []Rule // as they are now
	Kept    int    // rules of the list that changed nothing
	Own     bool   // the list has a rule for this server, which was left out
}

// Import returns a policy with the rules of a list, which is called name in the audit. What
// holds for a domain is looked up in the policy before the import, so that the order of the
// list is no matter. Rules that the list does not have stay. The error is [ErrInvalid] for a
// way to merge that is none.
func (p *Policy) Import(name string, list List, merge Merge, by Stamp) (*Policy, Imported, Audit, error) {
	if merge < Stricter || merge > Overwrite {
		return nil, Imported{}, Audit{}, fmt.Errorf("merge(%d): %w", int8(merge), ErrInvalid)
	}
	next := p.withRules()
	var done Imported
	for _, incoming := range New("", Open, list.Rules, nil).Rules() {
		if incoming.Domain == p.own {
			done.Own = true
			continue
		}
		own := p.rules[incoming.Domain]
		rule, take := p.merged(incoming, merge)
		switch {
		case !take || own != nil && rule.same(*own):
			done.Kept++
			continue
		case own != nil:
			rule.Created, rule.By = own.Created, by.By
			done.Changed = append(done.Changed, rule)
		default:
			rule.Created, rule.By = by.At, by.By
			done.Added = append(done.Added, rule)
		}
		next.rules[rule.Domain] = &rule
	}
	counts := map[string]int{"rules": len(next.rules), "added": len(done.Added), "changed": len(done.Changed), "kept": done.Kept}
	return next, done, by.audit(ActImport, name, map[string]int{"rules": len(p.rules)}, counts), nil
}

// ImportAllows returns a policy with the domains of a list among the names that are allowed,
// whatever the list says of them, and those that were not before.
func (p *Policy) ImportAllows(name string, list List, by Stamp) (*Policy, []Allow, Audit) {
	next := p.withAllows()
	var added []Allow
	for _, r := range list.Rules {
		domain, err := p.foreign(r.Domain)
		if _, there := next.allows[domain]; err != nil || there {
			continue
		}
		next.allows[domain] = Allow{Domain: domain, Created: by.At, By: by.By}
		added = append(added, next.allows[domain])
	}
	counts := map[string]int{"allows": len(next.allows), "added": len(added)}
	return next, added, by.audit(ActImportAllows, name, map[string]int{"allows": len(p.allows)}, counts)
}

// merged is the rule that an import makes of one, and whether it makes any.
func (p *Policy) merged(incoming Rule, merge Merge) (rule Rule, take bool) {
	holds := p.covering(incoming.Domain)
	switch {
	case merge == Overwrite || holds == nil:
		return incoming, true
	case merge == AddOnly:
		return Rule{}, false
	case holds.Domain == incoming.Domain:
		rule = holds.stricter(incoming)
		rule.PublicComment = cmp.Or(rule.PublicComment, incoming.PublicComment)
		rule.PrivateComment = cmp.Or(rule.PrivateComment, incoming.PrivateComment)
		return rule, true
	}
	rule = incoming.stricter(*holds)
	return rule, rule.harder(*holds)
}
