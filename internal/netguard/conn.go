package netguard

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"
)

// linked is a connection that knows what it cost.
type linked interface{ described() *link }

type plainConn struct {
	net.Conn
	*link
}

type tlsConn struct {
	*tls.Conn
	*link
}

func (l *link) described() *link { return l }

// handshakeError is a TLS handshake that failed.
type handshakeError struct{ err error }

func (e *handshakeError) Error() string { return fmt.Sprintf("tls handshake: %v", e.err) }
func (e *handshakeError) Unwrap() error { return e.err }

// dialPlain and dialTLS open the session's connections, in the session's context:
// the one that [http.Transport] passes outlives the request and the visit.
func (s *Session) dialPlain(_ context.Context, _, addr string) (net.Conn, error) {
	conn, link, err := s.guard.dial(s.ctx, addr) //nolint:contextcheck // see above
	if err != nil {
		return nil, err
	}
	return plainConn{conn, link}, nil
}

func (s *Session) dialTLS(_ context.Context, _, addr string) (net.Conn, error) {
	raw, link, err := s.guard.dial(s.ctx, addr) //nolint:contextcheck // see above
	if err != nil {
		return nil, err
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	cfg := s.guard.tls.Clone()
	cfg.ServerName = host
	conn := tls.Client(raw, cfg)
	began := time.Now()
	err = s.handshake(conn, raw, began) //nolint:contextcheck // see above
	link.cost.TLS = time.Since(began)
	if err != nil {
		raw.Close()
		link.about.CertExpires = expiryIn(err)
		return nil, &dialError{cost: link.cost, remote: link.remote, about: link.about, err: &handshakeError{err}}
	}
	state := conn.ConnectionState()
	link.about.TLS = strings.TrimPrefix(tls.VersionName(state.Version), "TLS ")
	link.about.CertExpires = state.PeerCertificates[0].NotAfter.UTC()
	return tlsConn{conn, link}, nil
}

// handshake is bounded by a deadline on the connection, and broken off by its
// closing; a context of its own would cost a goroutine for each.
func (s *Session) handshake(conn *tls.Conn, raw net.Conn, began time.Time) error {
	stop := context.AfterFunc(s.ctx, func() { raw.Close() })
	defer stop()
	if err := raw.SetDeadline(began.Add(s.guard.limits.TLS)); err != nil {
		return err
	}
	if err := conn.HandshakeContext(context.WithoutCancel(s.ctx)); err != nil {
		return err
	}
	return raw.SetDeadline(time.Time{})
}

// expiryIn is when the certificate ended that a handshake failed by, zero if it was
// for another reason.
func expiryIn(err error) time.Time {
	var invalid x509.CertificateInvalidError
	if errors.As(err, &invalid) && invalid.Reason == x509.Expired && !invalid.Cert.IsCA {
		return invalid.Cert.NotAfter.UTC()
	}
	return time.Time{}
}
