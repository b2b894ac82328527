package crawler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"sync"
	"time"

	"landfall"
	"landfall/crawler/probe"
)

// OptOuts keeps the requests to leave hosts alone until they are settled.
type OptOuts interface {
	// OptOutsDue returns at most n requests whose host is to be looked at.
	OptOutsDue(ctx context.Context, n int, now time.Time) ([]landfall.OptOut, error)
	// SaveOptOut stores a request after a look, and removes it if it has no next one.
	SaveOptOut(ctx context.Context, o landfall.OptOut) error
	// Forget removes all that is known of a host, its request too, and keeps it out.
	Forget(ctx context.Context, host landfall.Host, why string, now time.Time) error
}

// Texts looks up the TXT records of names; a name without any has none.
type Texts interface {
	Texts(ctx context.Context, name string) ([]string, error)
}

// How many requests are looked at in one go, and how many at the same time.
const (
	optOutsAtOnce = 8
	optOutsInAGo  = 100
	optOutBytes   = 4 << 10 // of the file
	// heldAgain is how long after a look it is tried again that found the host in the hands
	// of another worker.
	heldAgain = time.Minute
)

// HeedOptOuts returns a job for a [Schedule] that looks whether hosts say themselves what
// was asked for them. One that says so for good is forgotten; one whose robots.txt shuts
// Landfall out is visited at once, so that the directory knows.
func (c *Crawler) HeedOptOuts(optOuts OptOuts, texts Texts) func(context.Context) error {
	return func(ctx context.Context) error {
		due, err := optOuts.OptOutsDue(ctx, optOutsInAGo, c.deps.Now())
		if err != nil {
			return err
		}
		errs := make([]error, len(due))
		places := make(chan struct{}, optOutsAtOnce)
		var looks sync.WaitGroup
		for i := range due {
			places <- struct{}{}
			looks.Go(func() {
				defer func() { <-places }()
				errs[i] = c.heed(ctx, due[i], optOuts, texts)
			})
		}
		looks.Wait()
		return errors.Join(errs...)
	}
}

// heed looks at one host.
func (c *Crawler) heed(ctx context.Context, o landfall.OptOut, optOuts OptOuts, texts Texts) error {
	o.DNS = readRecord(ctx, o.Host, texts)
	if o.DNS != landfall.OptOutAsks {
		o.File = c.readFile(ctx, o)
	}
	now := c.deps.Now()
	if err := ctx.Err(); err != nil {
		return err // our own stop says nothing of the host
	}
	if o.Proved() {
		c.deps.Logger.InfoContext(ctx, "host opted out", slog.Bool("by_dns", o.DNS == landfall.OptOutAsks))
		return optOuts.Forget(ctx, o.Host, "opt-out", now)
	}
	o.Robots = landfall.OptOutNot
	if o.File == landfall.OptOutUnread {
		o.Robots = landfall.OptOutUnread
	}
	if !c.deps.Collect.Forbidden(o.Host, "/.well-known/nodeinfo") {
		return optOuts.SaveOptOut(ctx, o.LookedAt(now))
	}
	o.Robots = landfall.OptOutAsks
	held, err := c.visitNow(ctx, o.Host)
	if err != nil {
		return fmt.Errorf("opt-out of %s: %w", o.Host, err)
	}
	o.Looked, o.Next = now, time.Time{}
	if held {
		o.Next = now.Add(heldAgain)
	}
	return optOuts.SaveOptOut(ctx, o)
}

// readRecord looks the TXT record of a host up.
func readRecord(ctx context.Context, host landfall.Host, texts Texts) landfall.OptOutSign {
	records, err := texts.Texts(ctx, landfall.OptOutLabel+"."+host.String())
	if err != nil {
		return landfall.OptOutUnread
	}
	if slices.ContainsFunc(records, landfall.AsksOut) {
		return landfall.OptOutAsks
	}
	return landfall.OptOutNot
}

// readFile reads the file of a host, and its robots.txt before: anew, unless the last look
// did and had to wait after it.
func (c *Crawler) readFile(ctx context.Context, o landfall.OptOut) landfall.OptOutSign {
	if o.File != landfall.OptOutLater {
		c.deps.Collect.ReadAnew(o.Host)
	}
	v := c.deps.Collect.Open(ctx, o.Host, c.patiently)
	defer v.Close()
	doc, err := v.Fetch(ctx, probe.Request{
		URL: &url.URL{Scheme: "https", Host: o.Host.String(), Path: landfall.OptOutPath}, Accept: "text/plain, */*;q=0.1", MaxBytes: optOutBytes,
	})
	switch {
	case errors.Is(err, probe.ErrPostponed) && !v.Shut():
		return landfall.OptOutLater
	case errors.Is(err, probe.ErrForbidden):
		return landfall.OptOutNot // robots.txt keeps us from it
	case err != nil:
		return landfall.OptOutUnread
	case doc.Status/100 == 2 && landfall.AsksOut(string(doc.Body)):
		return landfall.OptOutAsks
	case doc.Status/100 == 5:
		return landfall.OptOutUnread
	}
	return landfall.OptOutNot
}

// visitNow visits a host out of its turn and records that. It is held if another worker has
// it in hand; one that is not known is not visited.
func (c *Crawler) visitNow(ctx context.Context, host landfall.Host) (held bool, err error) {
	_, err = c.deps.Frontier.Instance(ctx, host)
	if errors.Is(err, landfall.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	lease, ok, err := c.deps.Frontier.LeaseHost(ctx, c.cfg.Worker, host, c.deps.Now(), c.cfg.Lease)
	if err != nil || !ok {
		return true, err
	}
	lease.Want, lease.Document = landfall.WorkAll, ""
	c.outstanding.Add(1)
	return false, c.record(ctx, []finished{c.look(ctx, lease, c.patiently)})
}

// patiently waits between requests as long as a visit may that holds up nobody.
func (c *Crawler) patiently(ctx context.Context, d time.Duration) error {
	if d > c.cfg.Patience {
		return probe.ErrPostponed
	}
	return wait(ctx, d)
}
