package sim

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"slices"
	"time"
)

// Config describes a network.
type Config struct {
	// Hosts is how many instances to simulate, at most [MaxHosts].
	Hosts int
	// Seed decides everything about them: the same seed and mix give the same
	// hosts and, byte for byte, the same documents.
	Seed uint64
	// Listen is a loopback address and port, such as "127.0.0.1:0", which takes a
	// free port. Empty means that.
	Listen string
	// Mix says what the instances are like.
	Mix Mix
	// Documents is a folder of recorded documents, {kind}/{software}/{file}, to
	// serve in place of simulated instances: Hosts and Mix then mean nothing, and
	// answers are not delayed.
	Documents string
	// Population is a real network to play in place of an invented one: Hosts and the
	// shares of Mix then mean nothing. Its instances have their real names, which only
	// clients of this network can meet.
	Population *Population
	// Now tells the time; nil means time.Now. Documents do not depend on it:
	// certificates and flapping do.
	Now func() time.Time
	// Logger takes what an operator would want to know; nil discards it.
	Logger *slog.Logger
}

// MaxHosts bounds the size of a network.
const MaxHosts = 1_000_000

func (c Config) withDefaults() Config {
	if c.Listen == "" {
		c.Listen = "127.0.0.1:0"
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Mix.Flap.Period <= 0 {
		c.Mix.Flap = Flap{Period: 10 * time.Minute, Down: 3 * time.Minute}
	}
	return c
}

// check says which value cannot be meant.
func (c Config) check() error {
	if _, err := loopback(c.Listen); err != nil {
		return err
	}
	if c.Documents == "" && c.Population == nil && (c.Hosts < 1 || c.Hosts > MaxHosts) {
		return fmt.Errorf("hosts %d: between 1 and %d, please", c.Hosts, MaxHosts)
	}
	return c.Mix.check()
}

func (m Mix) check() error {
	var total float64
	for kind, share := range m.Share {
		if !slices.Contains(Kinds(), kind) {
			return fmt.Errorf("mix: no such kind: %q", kind)
		}
		if !(share >= 0 && share <= 1) { // not a number is neither
			return fmt.Errorf("mix: share %v of %s is not between 0 and 1", share, kind)
		}
		if kind != Healthy {
			total += share
		}
	}
	lat := m.Latency
	switch {
	case total > 1+1e-9:
		return fmt.Errorf("mix: shares add up to %.3f", total)
	case !(lat.Spread >= 0) || lat.Median < 0 || lat.Median > 0 && (lat.Median < lat.Min || lat.Median > lat.Max):
		return fmt.Errorf("mix: median latency %s, spread %v", lat.Median, lat.Spread)
	case lat.Min < 0 || lat.Max < lat.Min:
		return fmt.Errorf("mix: latency from %s to %s", lat.Min, lat.Max)
	case !(lat.Jitter >= 0 && lat.Jitter <= 1) || !(lat.Handshake >= 0):
		return errors.New("mix: latency jitter is between 0 and 1, handshake not negative")
	case !(m.Junk >= 0 && m.Junk < 1):
		return fmt.Errorf("mix: junk share %v is not in [0, 1)", m.Junk)
	case !(m.Near >= 0 && m.Near <= 1):
		return fmt.Errorf("mix: near %v is not between 0 and 1", m.Near)
	case m.Peers < 0 || m.Peers > maxPeers:
		return fmt.Errorf("mix: peers %d: between 0 and %d, please", m.Peers, maxPeers)
	case m.Flap.Down < 0 || m.Flap.Down > m.Flap.Period:
		return fmt.Errorf("mix: down for %s of every %s", m.Flap.Down, m.Flap.Period)
	}
	return nil
}

// loopback reads a listening address and refuses any that others could reach: a
// simulated network must not be found by anybody.
func loopback(listen string) (netip.AddrPort, error) {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("listen %q: %w", listen, err)
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	addr, err := netip.ParseAddrPort(net.JoinHostPort(host, port))
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("listen %q: an address and a port number, please", listen)
	}
	if !addr.Addr().Unmap().IsLoopback() {
		return netip.AddrPort{}, fmt.Errorf("listen %q: only loopback addresses are allowed", listen)
	}
	return addr, nil
}
