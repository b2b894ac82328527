package diagnosis

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"landfall/internal/netguard"
)

// way judges the way to the host: name service, addresses, connection, certificate.
func (j *judge) way() {
	v4, v6 := &j.Way.IPv4, &j.Way.IPv6
	if !j.lookup(v4, v6) {
		return
	}
	best := v4
	if v4.Fault != nil || !v4.Tried.IsValid() {
		if v6.Fault == nil && v6.Tried.IsValid() || !v4.Tried.IsValid() {
			best = v6
		}
	}
	j.connect(best)
	j.ipv6(v4, v6)
	if best.Connected {
		j.handshake(best)
		j.certificate(best)
	}
}

// lookup judges the name's addresses, and reports whether there is one to dial.
func (j *judge) lookup(v4, v6 *netguard.Family) bool {
	if j.Way.Lab {
		j.line("dns", Unknown, "DNS", "not looked up: lab mode sends every connection to one address", "")
		return true
	}
	fault := v4.Lookup
	if len(v4.Addresses)+len(v6.Addresses) > 0 {
		found := fmt.Sprintf("A %s; AAAA %s; looked up in %s", list(v4.Addresses), list(v6.Addresses), ms(max(v4.Timings.DNS, v6.Timings.DNS)))
		j.line("dns", Pass, "DNS", found, "")
		return j.public(v4, v6)
	}
	if fault == nil {
		fault = v6.Lookup
	}
	if fault == nil {
		j.line("dns", Fail, "DNS", "the name has no address: neither A nor AAAA", "publish an A or AAAA record for "+string(j.Host)+"; check that the domain has not lapsed")
		return false
	}
	e := explainError(fault)
	j.line("dns", Unknown, "DNS", e.What, "try again; if it stays, ask the name servers of the domain directly: they may be down, or DNSSEC may be broken")
	return false
}

// public judges whether the addresses are on the Internet.
func (j *judge) public(v4, v6 *netguard.Family) bool {
	var refused []string
	for _, f := range []*netguard.Family{v4, v6} {
		for _, addr := range f.Addresses {
			if why := f.Refused[addr]; why != "" {
				refused = append(refused, fmt.Sprintf("%s (%s)", addr, why))
			}
		}
	}
	dialled := v4.Tried.IsValid() || v6.Tried.IsValid()
	const fix = "publish only addresses that the Internet can reach"
	switch {
	case !dialled:
		j.line("address", Fail, "Public address", "no address of it is one of the Internet: "+some(refused, 4), fix)
	case len(refused) > 0:
		j.line("address", Warn, "Public address", "some addresses are never connected to: "+some(refused, 4), fix)
	default:
		j.line("address", Pass, "Public address", "all of them are", "")
	}
	return dialled
}

func (j *judge) connect(f *netguard.Family) {
	if f.Connected {
		j.line("tcp", Pass, "Connection", fmt.Sprintf("%s, in %s", f.Tried, ms(f.Timings.TCP)), "")
		return
	}
	e := explainError(f.Fault)
	j.line("tcp", levelOf(e), "Connection", fmt.Sprintf("%s: %s", f.Tried, e.What), e.Fix)
}

// ipv6 judges whether a published IPv6 address works: visitors' programs try it first.
func (j *judge) ipv6(v4, v6 *netguard.Family) {
	switch {
	case j.Way.Lab:
	case len(v6.Addresses) == 0:
		j.line("ipv6", Warn, "IPv6", "no AAAA record", "publish one if your host offers IPv6: some people have nothing else")
	case v6.Connected:
		j.line("ipv6", Pass, "IPv6", fmt.Sprintf("%s answers", v6.Tried), "")
	case v6.Fault != nil && v4.Connected:
		if e := explainError(v6.Fault); e.Ours {
			j.line("ipv6", Unknown, "IPv6", "published, but this machine has no IPv6 to try it with", "")
		} else {
			j.line("ipv6", Warn, "IPv6", fmt.Sprintf("%s is published, but: %s", v6.Tried, e.What), "make the server listen on it, or take the AAAA record away: visitors wait for it first")
		}
	}
}

func (j *judge) handshake(f *netguard.Family) {
	if f.Fault == nil {
		j.line("tls", Pass, "TLS", fmt.Sprintf("version %s, in %s", f.TLS, ms(f.Timings.TLS)), "")
		return
	}
	e := explainError(f.Fault)
	if f.Certificate != nil {
		e.What, e.Fix = "the certificate is refused", "" // its own line says why
	}
	j.line("tls", levelOf(e), "TLS", e.What, e.Fix)
}

// soon is from when on a certificate should have been renewed.
const soon = 14 * 24 * time.Hour

func (j *judge) certificate(f *netguard.Family) {
	c := f.Certificate
	if c == nil {
		return
	}
	names := some(c.Names, 4)
	if c.More > 0 {
		names = fmt.Sprintf("%s and %d more", strings.Join(c.Names[:min(4, len(c.Names))], ", "), c.More+max(len(c.Names)-4, 0))
	}
	about := fmt.Sprintf("for %s, from %s", names, c.Issuer)
	left := c.Until.Sub(j.Now)
	day := c.Until.Format("2 Jan 2006")
	switch {
	case left < 0:
		j.line("certificate", Fail, "Certificate", fmt.Sprintf("ended on %s, %s; %s", day, ago(-left), about), "renew it, and look why it was not renewed by itself")
	case j.Now.Before(c.From):
		j.line("certificate", Fail, "Certificate", fmt.Sprintf("begins on %s only; %s", c.From.Format("2 Jan 2006"), about), "check the clock of the machine that made it")
	case f.Fault != nil:
		e := explainError(f.Fault)
		j.line("certificate", Fail, "Certificate", e.What+"; it is "+about, e.Fix)
	case left < soon:
		j.line("certificate", Warn, "Certificate", fmt.Sprintf("ends on %s, in %s; %s", day, rough(left), about), "look whether it is renewed by itself")
	default:
		j.line("certificate", Pass, "Certificate", fmt.Sprintf("until %s, %s left; %s", day, rough(left), about), "")
	}
}

func list(addrs []netip.Addr) string {
	if len(addrs) == 0 {
		return "none"
	}
	texts := make([]string, len(addrs))
	for i, a := range addrs {
		texts[i] = a.String()
	}
	return some(texts, 3)
}
