package moderation

import (
	"fmt"
	"maps"

	"landfall/federation-core/social"
)

// Set returns a policy with a rule, in place of the one there is for its domain, whose day it
// keeps. The error is [ErrInvalid] for a domain that is no host or is this server's own.
func (p *Policy) Set(r Rule, by Stamp) (*Policy, Audit, error) {
	domain, err := p.foreign(r.Domain)
	if err != nil {
		return nil, Audit{}, err
	}
	if _, err := r.Severity.MarshalText(); err != nil {
		return nil, Audit{}, err
	}
	r.Domain, r.Created, r.By = domain, by.At, by.By
	r = r.tidy()
	before := p.rules[domain]
	if before != nil {
		r.Created = before.Created
	}
	next := p.withRules()
	next.rules[domain] = &r
	return next, by.audit(ActSet, domain, before, r), nil
}

// Unset returns a policy without the rule for a domain. The error is [social.ErrNotFound] if
// there is none.
func (p *Policy) Unset(domain string, by Stamp) (*Policy, Audit, error) {
	name, err := Host(domain)
	if err != nil {
		return nil, Audit{}, err
	}
	before := p.rules[name]
	if before == nil {
		return nil, Audit{}, fmt.Errorf("rule for %s: %w", name, social.ErrNotFound)
	}
	next := p.withRules()
	delete(next.rules, name)
	return next, by.audit(ActUnset, name, before, nil), nil
}

// Allow returns a policy with a name among those that are allowed; it keeps the day of one
// that was already. The error is [ErrInvalid] for what is no host or is this server's own.
func (p *Policy) Allow(domain string, by Stamp) (*Policy, Audit, error) {
	name, err := p.foreign(domain)
	if err != nil {
		return nil, Audit{}, err
	}
	var before any
	after := Allow{Domain: name, Created: by.At, By: by.By}
	if a, ok := p.allows[name]; ok {
		before, after = a, a
	}
	next := p.withAllows()
	next.allows[name] = after
	return next, by.audit(ActAllow, name, before, after), nil
}

// Disallow returns a policy without a name among those that are allowed. The error is
// [social.ErrNotFound] if it is not among them.
func (p *Policy) Disallow(domain string, by Stamp) (*Policy, Audit, error) {
	name, err := Host(domain)
	if err != nil {
		return nil, Audit{}, err
	}
	before, ok := p.allows[name]
	if !ok {
		return nil, Audit{}, fmt.Errorf("allowed name %s: %w", name, social.ErrNotFound)
	}
	next := p.withAllows()
	delete(next.allows, name)
	return next, by.audit(ActDisallow, name, before, nil), nil
}

// SetMode returns a policy of another mode with the same rules and names. The error is
// [ErrInvalid] for a mode that is none.
func (p *Policy) SetMode(mode Mode, by Stamp) (*Policy, Audit, error) {
	if _, err := mode.MarshalText(); err != nil {
		return nil, Audit{}, err
	}
	next := *p
	next.mode = mode
	return &next, by.audit(ActMode, p.own, p.mode, mode), nil
}

// foreign is the name of another server.
func (p *Policy) foreign(domain string) (string, error) {
	name, err := Host(domain)
	if err == nil && name == p.own {
		err = fmt.Errorf("%s is this server: %w", name, ErrInvalid)
	}
	return name, err
}

// withRules is a policy whose rules may be changed.
func (p *Policy) withRules() *Policy {
	next := *p
	if next.rules = maps.Clone(p.rules); next.rules == nil {
		next.rules = map[string]*Rule{}
	}
	return &next
}

// withAllows is a policy whose allowed names may be changed.
func (p *Policy) withAllows() *Policy {
	next := *p
	if next.allows = maps.Clone(p.allows); next.allows == nil {
		next.allows = map[string]Allow{}
	}
	return &next
}
