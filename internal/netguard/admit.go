package netguard

import (
	"context"
	"fmt"
	"net/netip"
	"time"

	"landfall"
)

// Admit is asked before a connection to an address is opened, and says how long to
// wait; 0 lets it through. It must return at once.
type Admit func(addr netip.Addr) time.Duration

// BusyError means that an address has its share of connections for now. Nothing
// was sent.
type BusyError struct {
	Addr netip.Addr
	Wait time.Duration
}

func (e *BusyError) Error() string { return fmt.Sprintf("%s is asked enough for now", e.Addr) }

type admitKey struct{}

// WithAdmit returns a context whose sessions ask admit. In a lab it is asked about
// the address that the lab says a host has, and not at all if it says none.
func WithAdmit(ctx context.Context, admit Admit) context.Context {
	return context.WithValue(ctx, admitKey{}, admit)
}

type dialedKey struct{}

// admit asks the context's Admit about a connection to ip.
func (g gate) admit(ctx context.Context, ip netip.Addr) error {
	admit, ok := ctx.Value(admitKey{}).(Admit)
	if !ok {
		return nil
	}
	host, _ := ctx.Value(dialedKey{}).(landfall.Host)
	if ip, ok = g.lab.stands(host, ip); !ok {
		return nil
	}
	if wait := admit(ip); wait > 0 {
		return &BusyError{Addr: ip, Wait: wait}
	}
	return nil
}

// stands returns the address that a connection to host at ip stands for; ok is
// false if that is unknown. Without a lab it is ip itself.
func (l *Lab) stands(host landfall.Host, ip netip.Addr) (addr netip.Addr, ok bool) {
	if l == nil {
		return ip, ip.IsValid()
	}
	addr, ok = l.addresses[host]
	return addr, ok
}

// StandsFor returns the address that an exchange with host counts for whose
// connection went to remote: remote, or in a lab the address the host is said to
// have. ok is false if there is none.
func (g *Guard) StandsFor(host landfall.Host, remote netip.Addr) (addr netip.Addr, ok bool) {
	return g.lab.stands(host, remote)
}
