package collect

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"time"

	"landfall"
	"landfall/crawler/polite"
	"landfall/crawler/probe"
	"landfall/crawler/robots"
	"landfall/internal/netguard"
)

// shortPause is how long a connection is kept through a pause.
const shortPause = 2 * time.Second

// longestTurn is the longest wait for a turn; a visit that would wait longer goes
// on another time.
const longestTurn = 30 * time.Second

// whileBusy is how long to wait for another visit's request to the same host.
const whileBusy = 250 * time.Millisecond

// pace keeps the host's Crawl-delay between two requests. Where that is longer than
// robots.txt is fresh for, robots.txt itself does not count, or nothing else could
// ever be asked.
func (v *Visit) pace(ctx context.Context) error {
	if v.delay == 0 || v.last.IsZero() || v.delay > robots.MaxCrawlDelay && !v.asked {
		return nil
	}
	if rest := v.delay - v.c.now().Sub(v.last); rest > 0 {
		return v.rest(ctx, rest)
	}
	return nil
}

// turn waits until a request to the URL's host may be sent, and notes that it is
// under way.
func (v *Visit) turn(ctx context.Context, u *url.URL) error {
	host := landfall.Host(u.Hostname())
	wait, ok := v.c.limits.Turn(host, v.addr, longestTurn)
	if !ok {
		return v.later(wait)
	}
	if wait > 0 {
		if err := v.rest(ctx, wait); err != nil {
			return err
		}
	}
	for !v.c.limits.Begin(host) {
		if err := v.rest(ctx, whileBusy); err != nil {
			return err
		}
	}
	return nil
}

// rest pauses. A long pause closes the connection, and does not count against the
// visit's deadline. If it would be too long, the visit goes on another time.
func (v *Visit) rest(ctx context.Context, d time.Duration) error {
	if d > shortPause {
		v.session.Close()
	}
	err := v.pause(ctx, d)
	if errors.Is(err, probe.ErrPostponed) {
		return v.later(d)
	}
	if d > shortPause {
		v.before = v.exchanges()
		v.addr = netip.Addr{}
		v.session = v.c.guard.Session(v.admitting(v.ctx)) //nolint:contextcheck // the visit's, as at first
	}
	return err
}

// later breaks the visit off, to go on after d.
func (v *Visit) later(d time.Duration) error {
	v.unfinished = true
	v.notBefore(v.c.now().Add(d))
	return fmt.Errorf("%s asks for time: %w", v.host, probe.ErrPostponed)
}

func (v *Visit) notBefore(at time.Time) {
	if at.After(v.allowed) {
		v.allowed = at
	}
}

// admitting lets the visit's connections wait for the network they lead to.
func (v *Visit) admitting(ctx context.Context) context.Context {
	return netguard.WithAdmit(ctx, v.admit)
}

// admit is a [netguard.Admit]. A connection that has to wait has a ticket, and is
// let through when it comes again.
func (v *Visit) admit(addr netip.Addr) time.Duration {
	v.gate.Lock()
	defer v.gate.Unlock()
	network := polite.Network(addr)
	if v.ticket == network {
		v.ticket = netip.Prefix{}
		return 0
	}
	wait, ok := v.c.limits.Connect(addr, longestTurn)
	if ok && wait > 0 {
		v.ticket = network
	}
	v.sentAway = !ok
	return wait
}

// redial asks a second time for what only a busy network kept back.
func (v *Visit) redial(ctx context.Context, get func() (*answer, error)) (*answer, error) {
	const attempts = 3 // the name may lead to another network each time
	for attempt := 1; ; attempt++ {
		got, err := get()
		var busy *netguard.BusyError
		if !errors.As(err, &busy) {
			return got, err
		}
		v.gate.Lock()
		away := v.sentAway || attempt == attempts
		v.gate.Unlock()
		if away {
			return nil, v.later(busy.Wait)
		}
		if err := v.rest(ctx, busy.Wait); err != nil {
			return nil, err
		}
	}
}
