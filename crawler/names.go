package crawler

import (
	"context"
	"fmt"
	"slices"

	"landfall"
)

// name keeps the other names that the batch's visits learnt of. Whatever a name
// leads to, or is said to be, becomes a host to visit: only a visit tells.
func (c *Crawler) name(ctx context.Context, batch []finished, stale []landfall.Host) error {
	for _, f := range batch {
		if f.observation == nil || slices.Contains(stale, f.lease.Host) {
			continue
		}
		host := f.lease.Host
		for _, a := range f.aliases {
			other := a.Host
			if other == host {
				other = a.Name
			}
			if other == a.Name && a.Merged {
				continue // it goes
			}
			if err := c.lead(ctx, host, other); err != nil {
				return err
			}
		}
		// A name that is said to be another's, or to be merged, is not its own.
		own := f.observation.Outcome == landfall.OutcomeAnswered && !slices.ContainsFunc(f.aliases, func(a landfall.Alias) bool {
			return a.Name == host || a.Evidence == landfall.AliasAccountDomain
		})
		if err := c.deps.Frontier.SaveAliases(ctx, host, own, f.aliases); err != nil {
			return err
		}
	}
	return nil
}

// lead makes a host known that another leads to.
func (c *Crawler) lead(ctx context.Context, via, to landfall.Host) error {
	fresh, err := c.fresh(ctx, []landfall.Host{to})
	if err != nil || len(fresh) == 0 {
		return err
	}
	now := c.deps.Now()
	added, err := c.deps.Frontier.Add(ctx, via.String(), fresh, now, now)
	if err != nil {
		return fmt.Errorf("add %s, named by %s: %w", to, via, err)
	}
	c.metrics.discovered.Add(float64(added))
	return nil
}
