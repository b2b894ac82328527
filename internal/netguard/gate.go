package netguard

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"syscall"
)

// ErrBlockedAddr means that a name leads only to addresses that are never
// dialled: private, special-purpose or otherwise not an Internet host's. Nothing
// was sent.
var ErrBlockedAddr = errors.New("address not dialled")

// gate judges the address of every connection attempt, after all look-ups.
type gate struct {
	special []block
	lab     *Lab
}

// control is a [net.Dialer.ControlContext]: the last step before a connection, and
// the only one that sees where it really goes.
func (g gate) control(ctx context.Context, network, address string, _ syscall.RawConn) error {
	target, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %q is no IP address and port", ErrBlockedAddr, address)
	}
	if network != "tcp4" && network != "tcp6" {
		return fmt.Errorf("%w: %s is not TCP", ErrBlockedAddr, network)
	}
	ip := target.Addr().Unmap()
	if g.lab != nil {
		if netip.AddrPortFrom(ip, target.Port()) != g.lab.addr {
			return fmt.Errorf("%w: %s is not the lab", ErrBlockedAddr, target)
		}
		return g.admit(ctx, ip)
	}
	if port := target.Port(); port != 80 && port != 443 {
		return fmt.Errorf("%w: port %d", ErrBlockedAddr, port)
	}
	if why := g.refuses(ip); why != "" {
		return fmt.Errorf("%w: %s: %s", ErrBlockedAddr, ip, why)
	}
	return g.admit(ctx, ip)
}

// refuses says why an unmapped address is no Internet host's, or "".
func (g gate) refuses(ip netip.Addr) string {
	switch {
	case !ip.IsValid() || ip.Zone() != "":
		return "not a plain address"
	case ip.IsMulticast():
		return "multicast"
	case ip.Is6() && !isGlobalUnicast(ip):
		return "not global unicast"
	case ip.Is6() && isISATAP(ip):
		return "ISATAP"
	}
	for _, b := range g.special {
		if b.prefix.Contains(ip) {
			return b.name
		}
	}
	return ""
}

// isGlobalUnicast reports whether an IPv6 address is in 2000::/3, all that IANA
// has set aside for Internet hosts (RFC 4291 §2.4).
func isGlobalUnicast(ip netip.Addr) bool { return ip.As16()[0]>>5 == 0x20>>5 }

// isISATAP reports whether the interface identifier embeds an IPv4 address as
// RFC 5214 §6.1 has it, under whatever prefix. The other embeddings, 6to4,
// Teredo, NAT64 and IPv4-compatible addresses, have prefixes of their own.
func isISATAP(ip netip.Addr) bool {
	b := ip.As16()
	return b[8]&^2 == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe
}
