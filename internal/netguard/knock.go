package netguard

import (
	"context"
	"net"
	"net/netip"

	"landfall"
)

// Knock connects to a host by name and completes a verified TLS handshake, as a
// visit's first request does, and sends nothing.
func (g *Guard) Knock(ctx context.Context, host landfall.Host) error {
	s := g.Session(ctx)
	defer s.Close()
	conn, err := s.dialTLS(ctx, "tcp", net.JoinHostPort(host.String(), "443"))
	if err != nil {
		return err
	}
	return conn.Close()
}

// KnockAddress connects to port 443 of an address, without any look-up, and sends
// nothing.
func (g *Guard) KnockAddress(ctx context.Context, addr netip.Addr) error {
	conn, _, err := g.dial(ctx, netip.AddrPortFrom(addr, 443).String())
	if err != nil {
		return err
	}
	return conn.Close()
}

// Resolves reports whether a name has an address. A look-up without an answer is
// none; so is every name in a lab, where none is looked up.
func (g *Guard) Resolves(ctx context.Context, name string) bool {
	if g.lab != nil {
		return false
	}
	found, err := g.resolver.LookupNetIP(ctx, "ip", name+".")
	return err == nil && len(found) > 0
}
