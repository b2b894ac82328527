package netguard

import (
	"context"
	"errors"
	"net"
	"net/http/httptrace"
	"net/netip"
	"slices"
	"sync"
	"time"

	"landfall"
)

// dial connects to the host and port of addr, and says what the connection that
// came about cost. A failure is a *dialError.
func (g *Guard) dial(ctx context.Context, addr string) (net.Conn, *link, error) {
	target, err := g.target(addr)
	if err != nil {
		return nil, nil, err
	}
	t := &dialTrace{}
	if host, _, err := net.SplitHostPort(addr); err == nil {
		ctx = context.WithValue(ctx, dialedKey{}, landfall.Host(host))
	}
	conn, err := g.connect(httptrace.WithClientTrace(ctx, t.hooks()), "tcp", target)
	if err != nil {
		return nil, nil, t.failed(err)
	}
	return conn, t.link(conn.RemoteAddr()), nil
}

// target is what to hand to the dialer: the lab, or the name as an absolute one,
// so that no search domain of the machine is ever tried behind it.
func (g *Guard) target(addr string) (string, error) {
	if g.lab != nil {
		return g.lab.addr.String(), nil
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", err
	}
	if _, err := netip.ParseAddr(host); err == nil {
		return addr, nil
	}
	return net.JoinHostPort(host+".", port), nil
}

// link is what is known of one connection.
type link struct {
	cost   landfall.Timings // DNS, TCP and TLS
	remote netip.Addr
	about  landfall.Connection
}

// dialError is a connection that did not come about, and what it cost until then.
type dialError struct {
	cost   landfall.Timings
	remote netip.Addr // that was tried, not valid if none was
	about  landfall.Connection
	err    error
}

func (e *dialError) Error() string { return e.err.Error() }
func (e *dialError) Unwrap() error { return e.err }

// dialTrace follows one dial. A dial of a name with several addresses makes
// several attempts, some at the same time; they are kept apart by address.
type dialTrace struct {
	mu       sync.Mutex
	lookup   time.Time
	dns      time.Duration
	ipv6     *bool // the name has such an address; nil if nobody said
	attempts []attempt
}

type attempt struct {
	addr  string
	began time.Time
	took  time.Duration
	err   error
}

func (t *dialTrace) hooks() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		DNSStart:     func(httptrace.DNSStartInfo) { t.lookingUp(time.Now()) },
		DNSDone:      func(info httptrace.DNSDoneInfo) { t.lookedUp(info, time.Now()) },
		ConnectStart: func(_, addr string) { t.connecting(addr, time.Now()) },
		ConnectDone:  func(_, addr string, err error) { t.connected(addr, err, time.Now()) },
	}
}

func (t *dialTrace) lookingUp(now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lookup = now
}

func (t *dialTrace) lookedUp(info httptrace.DNSDoneInfo, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.dns = now.Sub(t.lookup)
	if info.Err == nil {
		ipv6 := slices.ContainsFunc(info.Addrs, func(addr net.IPAddr) bool { return addr.IP.To4() == nil })
		t.ipv6 = &ipv6
	}
}

// about is what a dial to an address tells of the host.
func (t *dialTrace) about(remote netip.Addr) landfall.Connection {
	about := landfall.Connection{Address: landfall.Address{Addr: remote}, IPv6: t.ipv6}
	switch {
	case remote.Is4():
		about.Family = "ipv4"
	case remote.Is6():
		about.Family = "ipv6"
	}
	return about
}

func (t *dialTrace) connecting(addr string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.attempts = append(t.attempts, attempt{addr: addr, began: now})
}

func (t *dialTrace) connected(addr string, err error, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := range t.attempts {
		if a := &t.attempts[i]; a.addr == addr && a.took == 0 {
			a.took, a.err = max(now.Sub(a.began), 1), err
			return
		}
	}
}

// link describes the connection that was made to remote.
func (t *dialTrace) link(remote net.Addr) *link {
	t.mu.Lock()
	defer t.mu.Unlock()
	l := &link{cost: landfall.Timings{DNS: t.dns}, remote: addrOfPort(remote.String())}
	l.about = t.about(l.remote)
	for _, a := range t.attempts {
		if a.addr == remote.String() && a.err == nil {
			l.cost.TCP = a.took
		}
	}
	return l
}

// addrOfPort is the address of an "address:port", not valid if it is none.
func addrOfPort(s string) netip.Addr {
	addr, err := netip.ParseAddrPort(s)
	if err != nil {
		return netip.Addr{}
	}
	return addr.Addr().Unmap()
}

// failed picks the error that tells most about the host. The dialer reports the
// first, which on a machine without IPv6 is its own lack of a route, whatever
// the host did on IPv4.
func (t *dialTrace) failed(err error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.dns == 0 && !t.lookup.IsZero() { // broken off while looking up
		t.dns = time.Since(t.lookup)
	}
	e := &dialError{cost: landfall.Timings{DNS: t.dns}, err: err}
	best := -1
	for _, a := range t.attempts {
		if says := telling(a.err); a.err != nil && says > best {
			best, e.err, e.cost.TCP = says, a.err, a.took
			e.remote = addrOfPort(a.addr)
		}
	}
	e.about = t.about(netip.Addr{}) // no family was used
	return e
}

// telling ranks what a failed attempt says about the host: an answer is more
// than silence, silence more than our own fault. An address that is not dialled
// counts only if there is no other.
func telling(err error) int {
	switch reason, class := classifyNetwork(err); {
	case errors.Is(err, ErrBlockedAddr):
		return 0
	case class == landfall.ClassOurs:
		return 1
	case reason == "tcp_refused" || reason == "tcp_reset":
		return 3
	}
	return 2
}
