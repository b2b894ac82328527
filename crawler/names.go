package crawler

import (
	"context"
	"slices"

	"landfall"
)

// name keeps the other names that the batch's visits learnt of. Whatever a name
// leads to, or is said to be, becomes a host to visit: only a visit tells.
func (c *Crawler) name(ctx context.Context, batch []finished, stale []landfall.Host) error {
	var own []landfall.Host
	var aliases []landfall.Alias
	for _, f := range batch {
		if f.observation == nil || silent(f.observation.Outcome) || slices.Contains(stale, f.lease.Host) {
			continue // it says nothing of the host
		}
		for _, a := range f.aliases {
			if err := c.lead(ctx, f.lease.Host, a); err != nil {
				return err
			}
		}
		if ownName(f) {
			own = append(own, f.lease.Host)
		}
		aliases = append(aliases, f.aliases...)
	}
	return c.deps.Frontier.SaveAliases(ctx, own, aliases)
}

// silent reports whether a visit says nothing of its host: it found nothing out, or the
// host asked not to be measured.
func silent(outcome landfall.Outcome) bool {
	return outcome == landfall.OutcomePostponed || outcome == landfall.OutcomeRefused
}

// ownName reports whether a visit was answered under the host's own name: one that is
// said to be another's, or to be merged into another's, is not its own. A health check
// does not read enough to tell.
func ownName(f finished) bool {
	host := f.lease.Host
	read := f.observation.Work&(landfall.WorkProfile|landfall.WorkPeers) != 0
	return read && f.observation.Outcome == landfall.OutcomeAnswered && !slices.ContainsFunc(f.aliases, func(a landfall.Alias) bool {
		return a.Name == host || a.Evidence == landfall.AliasAccountDomain
	})
}

// lead makes known the host at the other end of an alias, unless it is merged.
func (c *Crawler) lead(ctx context.Context, via landfall.Host, a landfall.Alias) error {
	to := a.Host
	if to == via {
		if to = a.Name; a.Merged {
			return nil
		}
	}
	_, err := c.found(ctx, via.String(), []landfall.Host{to})
	return err
}
