package main

import (
	"context"
	"sync/atomic"

	"landfall/federation-core/local"
	"landfall/federation-core/moderation"
	"landfall/internal/sqlstore"
)

// policies holds the policy in force, as the store has it: another process may change it.
type policies struct {
	data    *sqlstore.Core
	site    local.Site
	current atomic.Pointer[moderation.Policy]
}

func newPolicies(ctx context.Context, data *sqlstore.Core, site local.Site) (*policies, error) {
	p := &policies{data: data, site: site}
	return p, p.reload(ctx)
}

// reload reads the policy again.
func (p *policies) reload(ctx context.Context) error {
	policy, err := p.data.Policy(ctx, p.site.Host())
	if err == nil {
		p.current.Store(policy)
	}
	return err
}

func (p *policies) policy() *moderation.Policy { return p.current.Load() }

func (p *policies) allowed(host string) bool { return p.policy().Decide(host).Allowed }

func (p *policies) allowList() bool { return p.policy().Mode() == moderation.AllowList }
