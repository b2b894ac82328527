package sim

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

// Up reports whether a flapping instance is up at the given time. It is true of
// every other instance, and of names that no instance has.
func (n *Network) Up(host string, at time.Time) bool {
	in := n.byName[host]
	return in == nil || in.kind != Flapping || n.up(in, at)
}

func (n *Network) up(in *instance, at time.Time) bool {
	period := uint64(n.cfg.Mix.Flap.Period)
	phase := (uint64(at.UnixNano()) + in.key%period) % period
	return phase >= uint64(n.cfg.Mix.Flap.Down)
}

func flapAtDoor(ctx context.Context, n *Network, in *instance, conn net.Conn) bool {
	if in.variant != "reset" || n.up(in, n.cfg.Now()) {
		return false
	}
	return reset(ctx, n, in, conn)
}

// flap takes care of connections made while the instance was up.
func flap(c *call) bool {
	if c.n.up(c.in, c.n.cfg.Now()) {
		return false
	}
	if c.in.variant == "502" {
		http.Error(c.w, "Bad Gateway", http.StatusBadGateway)
		return true
	}
	if conn, ok := c.hijack(); ok {
		cut(bare(conn))
	}
	return true
}

// hijack takes the connection from the HTTP server. The caller closes it.
func (c *call) hijack() (net.Conn, bool) {
	conn, _, err := http.NewResponseController(c.w).Hijack()
	if err != nil {
		return nil, false
	}
	c.flight.giveUp()
	_ = conn.SetDeadline(time.Now().Add(longestAnswer))
	return conn, true
}

// abandon ends the connection without finishing the answer; to return would be to
// finish it.
func (c *call) abandon() {
	if conn, ok := c.hijack(); ok {
		conn.Close()
	}
}

// bare is the connection below TLS.
func bare(conn net.Conn) net.Conn {
	if secure, ok := conn.(*tls.Conn); ok {
		return secure.NetConn()
	}
	return conn
}
