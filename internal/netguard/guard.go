// Package netguard is the one way out: nothing else of Landfall opens a
// connection to a machine it was told of by strangers. It judges the address
// that is really being connected to, speaks HTTP/1.1 with bounds on time, size
// and rate, and reads URLs and redirects by one set of rules.
//
// A bound that is passed ends the request with an [Error] that says which, and
// never with less than the whole document.
package netguard

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"strings"

	"landfall"
)

// Config is how a Guard behaves.
type Config struct {
	// UserAgent is sent with every request; "Landfall" if empty.
	UserAgent string
	// Limits that are zero take the value of [DefaultLimits].
	Limits Limits
	// Lab, if set, sends every connection to one loopback address.
	Lab *Lab
	// Resolver looks names up; nil means the system's servers, asked by Go's own
	// resolver, so that a thousand slow look-ups do not cost a thousand threads.
	Resolver *net.Resolver
}

// Guard lets requests out. It is safe for concurrent use and holds nothing open
// itself; connections belong to a [Session].
type Guard struct {
	agent    string
	limits   Limits
	lab      *Lab
	resolver *net.Resolver
	dialer   net.Dialer
	connect  func(ctx context.Context, network, addr string) (net.Conn, error) // the dialer's
	tls      *tls.Config
	special  []block // what is never dialled
	inflate  *inflaters
}

// New returns a Guard. It opens nothing. A user agent that cannot be sent as a
// header is [landfall.ErrInvalid].
func New(cfg Config) (*Guard, error) {
	if strings.ContainsFunc(cfg.UserAgent, func(r rune) bool { return r < ' ' || r > '~' }) {
		return nil, fmt.Errorf("user agent %q: %w: printable ASCII only", cfg.UserAgent, landfall.ErrInvalid)
	}
	if cfg.UserAgent == "" {
		cfg.UserAgent = "Landfall"
	}
	if cfg.Resolver == nil {
		cfg.Resolver = &net.Resolver{PreferGo: true}
	}
	special, err := readRegistries()
	if err != nil {
		return nil, err
	}
	g := &Guard{
		agent:    cfg.UserAgent,
		limits:   cfg.Limits.filled(),
		lab:      cfg.Lab,
		resolver: cfg.Resolver,
		tls:      tlsConfig(cfg.Lab),
		special:  special,
		inflate:  newInflaters(),
	}
	g.dialer = net.Dialer{
		Timeout:        g.limits.Dial,
		KeepAlive:      -1, // no connection outlives its visit
		Resolver:       g.resolver,
		ControlContext: gate{special: special, lab: cfg.Lab}.control,
	}
	g.connect = g.dialer.DialContext
	return g, nil
}

// tlsConfig is shared by all connections. Certificates are always verified, and
// no session is resumed. The documents are public, so the key exchange does
// without the larger post-quantum hello.
func tlsConfig(lab *Lab) *tls.Config {
	cfg := &tls.Config{
		MinVersion:             tls.VersionTLS12,
		NextProtos:             []string{"http/1.1"},
		SessionTicketsDisabled: true,
		CurvePreferences:       []tls.CurveID{tls.X25519, tls.CurveP256, tls.CurveP384},
	}
	if lab != nil {
		cfg.RootCAs = lab.roots
	}
	return cfg
}
