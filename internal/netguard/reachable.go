package netguard

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"sync"
	"time"

	"landfall"
)

// How much is tried before the Internet counts as out of reach.
const (
	lookupPatience = 3 * time.Second
	lookupsAtMost  = 6
	connectsAtMost = 3
)

// Reachable tells whether the Internet is within reach, by the names of hosts
// known to be there: nil if one of them takes a connection on port 443. If no
// name can be looked up within three seconds, nothing is connected to. The error
// wraps [landfall.ErrUnavailable] and the first thing that went wrong. In a lab
// the answer is always nil.
func (g *Guard) Reachable(ctx context.Context, hosts []landfall.Host) error {
	if g.lab != nil {
		return nil
	}
	if len(hosts) == 0 {
		return fmt.Errorf("reach the Internet: %w: no host to try", landfall.ErrUnavailable)
	}
	hosts = hosts[:min(len(hosts), lookupsAtMost)]
	known, err := g.lookUp(ctx, hosts)
	if len(known) == 0 {
		return fmt.Errorf("reach the Internet: %w: %w", landfall.ErrUnavailable, err)
	}
	if err := g.connectAny(ctx, known[:min(len(known), connectsAtMost)]); err != nil {
		return fmt.Errorf("reach the Internet: %w: %w", landfall.ErrUnavailable, err)
	}
	return nil
}

// lookUp returns the hosts whose names have an address, as soon as there are
// enough, and else the first error.
func (g *Guard) lookUp(ctx context.Context, hosts []landfall.Host) ([]landfall.Host, error) {
	ctx, enough := context.WithTimeout(ctx, lookupPatience)
	defer enough()
	var (
		mu    sync.Mutex
		known []landfall.Host
		first error
		all   sync.WaitGroup
	)
	for _, host := range hosts {
		all.Go(func() {
			_, err := g.resolver.LookupNetIP(ctx, "ip", host.String()+".")
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				if known = append(known, host); len(known) == connectsAtMost {
					enough()
				}
			case first == nil:
				first = err
			}
		})
	}
	all.Wait()
	return known, first
}

// connectAny connects to all hosts at once and keeps none of the connections.
func (g *Guard) connectAny(ctx context.Context, hosts []landfall.Host) error {
	ctx, enough := context.WithCancel(ctx)
	defer enough()
	failures := make(chan error, len(hosts))
	for _, host := range hosts {
		go func() {
			conn, _, err := g.dial(ctx, net.JoinHostPort(host.String(), "443"))
			if err == nil {
				conn.Close()
				enough()
			}
			failures <- err
		}()
	}
	var first error
	reached := false
	for range hosts {
		err := <-failures
		reached = reached || err == nil
		first = cmp.Or(first, err)
	}
	if reached {
		return nil
	}
	return first
}
