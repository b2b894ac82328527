package moderation

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Policy is whom this server speaks with. It never changes. The zero Policy is open and has
// no rules.
type Policy struct {
	own    string
	mode   Mode
	rules  map[string]*Rule
	allows map[string]Allow
}

// Decision is what a policy says of a host. A host that is not allowed is also silenced, and
// its media and reports are rejected.
type Decision struct {
	Allowed, Silenced, RejectMedia, RejectReports bool

	Rule *Rule  // a copy of the rule that holds, or nil
	Why  string // why it is not allowed or not in full, for the log and moderators, or ""
}

// New is the policy of the server at the host own. Of several rules for one domain the last
// counts, as hard as the hardest. Those whose domain is no host, and so could never hold, are
// left out.
func New(own string, mode Mode, rules []Rule, allows []Allow) *Policy {
	p := &Policy{mode: mode, rules: make(map[string]*Rule, len(rules)), allows: make(map[string]Allow, len(allows))}
	p.own, _ = Host(own)
	for _, r := range rules {
		domain, err := Host(r.Domain)
		if err != nil {
			continue
		}
		r.Domain = domain
		r = r.tidy()
		if before := p.rules[domain]; before != nil {
			r = r.stricter(*before)
		}
		p.rules[domain] = &r
	}
	for _, a := range allows {
		if domain, err := Host(a.Domain); err == nil {
			a.Domain = domain
			p.allows[domain] = a
		}
	}
	return p
}

// Decide says what may pass between this server and a host, which may be written as a URL has
// it: in any case, with a port, with a dot at the end, in Unicode. What is no host is refused.
func (p *Policy) Decide(host string) Decision {
	name, err := Host(host)
	switch {
	case err != nil:
		return refused(nil, "no host name")
	case name == p.own:
		return Decision{Allowed: true}
	}
	rule := p.covering(name)
	if rule != nil && rule.Severity == Suspend {
		return refused(rule, "suspended by the rule for "+rule.Domain)
	}
	if _, allowed := p.allows[name]; p.mode != Open && !allowed {
		return refused(rule, "not on the allow-list")
	}
	if rule == nil {
		return Decision{Allowed: true}
	}
	return Decision{
		Allowed: true, Silenced: rule.Severity == Silence, RejectMedia: rule.RejectMedia, RejectReports: rule.RejectReports,
		Rule: rule, Why: "limited by the rule for " + rule.Domain,
	}
}

// Own is the host of this server, which always passes.
func (p *Policy) Own() string { return p.own }

// Mode is what becomes of a server that no rule names.
func (p *Policy) Mode() Mode { return p.mode }

// Rules are all rules by domain.
func (p *Policy) Rules() []Rule {
	rules := make([]Rule, 0, len(p.rules))
	for _, r := range p.rules {
		rules = append(rules, *r)
	}
	slices.SortFunc(rules, func(a, b Rule) int { return cmp.Compare(a.Domain, b.Domain) })
	return rules
}

// Allows are all names that are allowed, in order.
func (p *Policy) Allows() []Allow {
	return slices.SortedFunc(maps.Values(p.allows), func(a, b Allow) int { return cmp.Compare(a.Domain, b.Domain) })
}

// covering is a copy of the rule for the longest domain that name is or is below, or nil.
func (p *Policy) covering(name string) *Rule {
	for domain, more := name, true; more; _, domain, more = strings.Cut(domain, ".") {
		if r := p.rules[domain]; r != nil {
			rule := *r
			return &rule
		}
	}
	return nil
}

func refused(rule *Rule, why string) Decision {
	return Decision{Silenced: true, RejectMedia: true, RejectReports: true, Rule: rule, Why: why}
}
