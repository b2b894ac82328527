package netguard

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/netip"
	"strings"
	"time"

	"landfall"
)

// Way is what the way to a host is like, seen step by step and before any request.
type Way struct {
	// Lab says that no name is looked up and every way is the lab's.
	Lab bool
	// IPv4 and IPv6 are the two families of addresses.
	IPv4, IPv6 Family
}

// Family is what a name has in one family of addresses.
type Family struct {
	Addresses []netip.Addr
	// Lookup is why none could be looked up; a name without such addresses is none.
	Lookup error
	// Refused says, of each address that is never dialled, why.
	Refused map[netip.Addr]string
	// Tried is the address that was connected to, not valid if there was none to try.
	// Timings has what the look-up, the connection and the handshake took.
	Tried   netip.Addr
	Timings landfall.Timings
	// Fault is why there was no connection with a verified handshake, as Classify
	// reads it, nil if there was one. Connected is set if TCP came that far.
	Fault     error
	Connected bool
	TLS       string // the version agreed on, as "1.3"
	// Certificate is the host's own, verified or not, nil if none was seen.
	Certificate *Certificate
}

// Certificate is what a host's certificate says.
type Certificate struct {
	Names       []string // at most namesKept
	More        int      // names beyond them
	Issuer      string
	From, Until time.Time
}

// namesKept bounds the names of one certificate that are told.
const namesKept = 20

// Inspect looks the name up and opens one connection to its first dialled address in
// each family, with a handshake verified as for a visit. It sends no request.
func (g *Guard) Inspect(ctx context.Context, host landfall.Host) Way {
	s := g.Session(ctx)
	defer s.Close()
	if g.lab != nil {
		lab := Family{Addresses: []netip.Addr{g.lab.addr.Addr()}}
		s.reach(&lab, g.lab.addr.Addr(), host) //nolint:contextcheck // the session is the span of it
		if g.lab.addr.Addr().Is6() {
			return Way{Lab: true, IPv6: lab}
		}
		return Way{Lab: true, IPv4: lab}
	}
	return Way{IPv4: s.family("ip4", host), IPv6: s.family("ip6", host)} //nolint:contextcheck // the session is the span of it
}

func (s *Session) family(network string, host landfall.Host) Family {
	var f Family
	ctx, cancel := context.WithTimeout(s.ctx, s.guard.limits.Dial)
	defer cancel()
	began := time.Now()
	found, err := s.guard.resolver.LookupNetIP(ctx, network, host.String()+".")
	f.Timings.DNS = time.Since(began)
	f.Lookup = lookupFault(err)
	judge := gate{special: s.guard.special}
	for _, addr := range found {
		addr = addr.Unmap()
		f.Addresses = append(f.Addresses, addr)
		if why := judge.refuses(addr); why != "" {
			if f.Refused == nil {
				f.Refused = make(map[netip.Addr]string)
			}
			f.Refused[addr] = why
		} else if !f.Tried.IsValid() {
			s.reach(&f, addr, host)
		}
	}
	return f
}

// lookupFault is nil for a name that exists without addresses of the family: Go's
// resolver says of it what it says of one that does not exist.
func lookupFault(err error) error {
	if reason, _ := Classify(err); reason == "dns_nxdomain" {
		return nil
	}
	return err
}

// reach connects to an address and shakes hands under the host's name.
func (s *Session) reach(f *Family, addr netip.Addr, host landfall.Host) {
	f.Tried = addr
	raw, link, err := s.guard.dial(s.ctx, netip.AddrPortFrom(addr, 443).String())
	if err != nil {
		f.Fault = err
		return
	}
	defer raw.Close()
	f.Connected, f.Timings.TCP = true, link.cost.TCP
	cfg := s.guard.tls.Clone()
	cfg.ServerName = host.String()
	conn := tls.Client(raw, cfg)
	began := time.Now()
	err = s.handshake(conn, raw, began)
	f.Timings.TLS = time.Since(began)
	if err != nil {
		f.Fault, f.Certificate = &handshakeError{err}, certificateIn(err)
		return
	}
	state := conn.ConnectionState()
	f.TLS = strings.TrimPrefix(tls.VersionName(state.Version), "TLS ")
	f.Certificate = newCertificate(state.PeerCertificates[0])
}

func newCertificate(leaf *x509.Certificate) *Certificate {
	kept := min(len(leaf.DNSNames), namesKept)
	c := &Certificate{Names: leaf.DNSNames[:kept], More: len(leaf.DNSNames) - kept, From: leaf.NotBefore.UTC(), Until: leaf.NotAfter.UTC()}
	c.Issuer = leaf.Issuer.CommonName
	if len(leaf.Issuer.Organization) > 0 {
		c.Issuer = strings.TrimSpace(leaf.Issuer.Organization[0] + " " + c.Issuer)
	}
	return c
}

// certificateIn is the certificate that was refused, nil if that is not why the
// handshake failed.
func certificateIn(err error) *Certificate {
	var refused *tls.CertificateVerificationError
	if !errors.As(err, &refused) || len(refused.UnverifiedCertificates) == 0 {
		return nil
	}
	return newCertificate(refused.UnverifiedCertificates[0])
}
