package main

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"landfall/federation-core/local"
	"landfall/federation-core/moderation"
	"landfall/internal/sqlstore"
)

// policies holds the policy in force, as the store has it: another process may change it.
type policies struct {
	data    *sqlstore.Core
	site    local.Site
	logger  *slog.Logger
	current atomic.Pointer[decided]
}

// decided is a policy and the number of the decision that it stems from.
type decided struct {
	policy *moderation.Policy
	number int64
}

func newPolicies(ctx context.Context, data *sqlstore.Core, site local.Site, logger *slog.Logger) (*policies, error) {
	p := &policies{data: data, site: site, logger: logger}
	return p, p.reload(ctx)
}

// reload reads the policy again, if anything was decided since.
func (p *policies) reload(ctx context.Context) error {
	number, err := p.data.Decisions(ctx)
	if now := p.current.Load(); err != nil || now != nil && now.number == number {
		return err
	}
	policy, err := p.data.Policy(ctx, p.site.Host())
	if err == nil {
		p.current.Store(&decided{policy, number})
	}
	return err
}

func (p *policies) policy() *moderation.Policy { return p.current.Load().policy }

// decision is how long it may take to find out whether anything was decided.
const decision = 2 * time.Second

// allowed reports whether a host is federated with. Before it says no, it looks whether that
// was decided otherwise meanwhile: what is not delivered for that reason is not tried again.
func (p *policies) allowed(host string) bool {
	if p.policy().Decide(host).Allowed {
		return true
	}
	ctx, cancel := context.WithTimeout(context.Background(), decision)
	defer cancel()
	if err := p.reload(ctx); err != nil {
		p.logger.WarnContext(ctx, "the policy is not read again", "error", err)
	}
	return p.policy().Decide(host).Allowed
}

func (p *policies) allowList() bool { return p.policy().Mode() == moderation.AllowList }
