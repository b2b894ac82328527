package netguard

import (
	"crypto/x509"
	"fmt"
	"net/netip"
	"os"

	"landfall"
)

// Lab sends every connection of a Guard to one loopback address, with host name
// and TLS server name unchanged, and trusts one certificate authority instead of
// the system's. So the real program can run against a simulated Internet. No
// other rule changes, and no name is looked up.
type Lab struct {
	addr      netip.AddrPort
	roots     *x509.CertPool
	addresses map[landfall.Host]netip.Addr
}

// NewLab reads a lab's address, a loopback literal such as "127.0.0.1:8443", and
// the PEM file of its certificate authority. Faults are [landfall.ErrInvalid] in
// one line.
func NewLab(dialAddr, caFile string) (*Lab, error) {
	addr, err := netip.ParseAddrPort(dialAddr)
	if err != nil {
		return nil, fmt.Errorf("lab address %q: %w: want IP:port", dialAddr, landfall.ErrInvalid)
	}
	pem, err := os.ReadFile(caFile)
	if err != nil {
		return nil, fmt.Errorf("lab certificate authority: %w: %w", landfall.ErrInvalid, err)
	}
	return NewLabPEM(addr, pem)
}

// Addresses says which address each host of the lab would have. It is for counting
// only: connections go where they always go. Without it nothing counts by address.
func (l *Lab) Addresses(addresses map[landfall.Host]netip.Addr) { l.addresses = addresses }

// NewLabPEM returns a Lab from its address and the PEM text of its certificate
// authority.
func NewLabPEM(addr netip.AddrPort, pem []byte) (*Lab, error) {
	ip := addr.Addr().Unmap()
	if !ip.IsLoopback() || ip.Zone() != "" || addr.Port() == 0 {
		return nil, fmt.Errorf("lab address %s: %w: only a loopback IP and a port will do", addr, landfall.ErrInvalid)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("lab certificate authority: %w: no PEM certificate in it", landfall.ErrInvalid)
	}
	return &Lab{addr: netip.AddrPortFrom(ip, addr.Port()), roots: roots}, nil
}
