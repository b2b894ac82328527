package sim

import (
	"context"
	"net"
	"time"
)

// hang keeps the connection, silent, until the client leaves or the network stops.
// The goroutine that waits here is what keeps the connection referenced: one that
// nobody holds would be closed by the collector, and a dead host would look fast.
func hang(_ context.Context, _ *Network, _ *instance, conn net.Conn) bool {
	_ = conn.SetDeadline(time.Time{})
	var unread [64]byte
	for {
		if _, err := conn.Read(unread[:]); err != nil {
			return true
		}
	}
}

// reset ends the connection with a TCP reset.
func reset(_ context.Context, _ *Network, _ *instance, conn net.Conn) bool {
	cut(conn)
	return true
}

func cut(conn net.Conn) {
	if tcp, ok := conn.(interface{ SetLinger(sec int) error }); ok {
		_ = tcp.SetLinger(0)
	}
	conn.Close()
}

// stall announces a handshake record of 16 KiB, sends a few bytes of it and falls
// silent.
func stall(ctx context.Context, n *Network, in *instance, conn net.Conn) bool {
	tell(conn, []byte{0x16, 0x03, 0x03, 0x40, 0x00, 0x02, 0x00, 0x3f, 0xfc, 0x03, 0x03})
	return hang(ctx, n, in, conn)
}

// notTLS answers as a plain web server does.
func notTLS(_ context.Context, _ *Network, _ *instance, conn net.Conn) bool {
	tell(conn, []byte("HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"+
		"<html><body>The plain HTTP request was sent to the wrong port</body></html>\n"))
	conn.Close()
	return true
}
