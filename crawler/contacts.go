package crawler

import (
	"context"
	"fmt"
	"time"

	"landfall"
)

// Contacts is a server of our own that meets others as it federates: its core knows
// the hosts that it has exchanged messages with.
type Contacts interface {
	// Since calls fn with the hosts first met at or after since, some at a time and in
	// any order. It stops at the first error of fn and returns it.
	Since(ctx context.Context, since time.Time, fn func([]landfall.Host) error) error
}

// meetAgain is how far back each look at the contacts begins before the last one, for
// what was being written then.
const meetAgain = time.Minute

// Meet returns a job for a [Schedule] that makes the hosts known that contacts have
// met since it last ran; at first, all of them.
func (c *Crawler) Meet(contacts Contacts) func(context.Context) error {
	var last time.Time
	return func(ctx context.Context) error {
		began := c.deps.Now()
		err := contacts.Since(ctx, last, func(hosts []landfall.Host) error {
			_, err := c.List(ctx, "contacts", hosts)
			return err
		})
		if err != nil {
			return fmt.Errorf("contacts since %s: %w", last.Format(time.RFC3339), err)
		}
		last = began.Add(-meetAgain)
		return nil
	}
}
