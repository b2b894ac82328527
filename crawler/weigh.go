package crawler

import (
	"context"
	"errors"
	"fmt"

	"landfall"
)

// weigh gives the counts of visits the doubts that come of what their instances
// stated before, so that a visit is recorded with them. Only large counts can be
// doubted, so few instances have to be looked up.
func (c *Crawler) weigh(ctx context.Context, seen []*landfall.Observation) error {
	for _, o := range seen {
		if !o.Facts.MayDoubt() {
			continue
		}
		in, err := c.deps.Frontier.Instance(ctx, o.Host)
		if errors.Is(err, landfall.ErrNotFound) {
			continue
		}
		if err != nil {
			return fmt.Errorf("weigh the counts of %s: %w", o.Host, err)
		}
		o.Facts.Weigh(&in.Facts)
	}
	return nil
}
