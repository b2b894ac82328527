package main

import (
	"context"
	"time"

	"landfall/crawler"
)

// contactsEvery is how often a server core is asked whom it has met.
const contactsEvery = 10 * time.Minute

// contacts returns a job that makes the hosts known that this program's own server
// core has met. One process does it for all; one that takes over begins with all of
// them.
func (j *jobs) contacts(met crawler.Contacts, c *crawler.Crawler) func(context.Context) error {
	meet := c.Meet(met)
	return func(ctx context.Context) error {
		return j.alone(ctx, "contacts", contactsEvery, func(ctx context.Context, _ time.Time) error { return meet(ctx) })
	}
}
