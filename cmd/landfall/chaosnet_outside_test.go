//go:build chaos && linux

package main

import (
	"crypto/tls"
	"io"
	"net"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	"landfall/internal/wan"
)

// How the name server behaves.
const (
	namesWell int32 = iota
	namesFail
	namesDrop
	namesDeny
	namesPortal
	namesSlow
)

// serveNames answers look-ups at every address's port 53.
func (o *outside) serveNames(t *testing.T) {
	t.Helper()
	socket, err := net.ListenPacket("udp", wan.Here.String()+":53")
	if err != nil {
		t.Fatal(err)
	}
	server := &dns.Server{PacketConn: socket, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		if reply := o.reply(q); reply != nil {
			_ = w.WriteMsg(reply)
		}
	})}
	go func() { _ = server.ActivateAndServe() }()
	t.Cleanup(func() { _ = server.Shutdown() })
}

// reply is the answer to a question, nil if there is none.
func (o *outside) reply(q *dns.Msg) *dns.Msg {
	reply := new(dns.Msg).SetReply(q)
	reply.RecursionAvailable = true
	question := q.Question[0]
	name := strings.TrimSuffix(strings.ToLower(question.Name), ".")
	at := netip.Addr{}
	switch o.names.Load() {
	case namesFail:
		reply.Rcode = dns.RcodeServerFailure
	case namesDrop:
		return nil
	case namesDeny:
		reply.Rcode = dns.RcodeNameError
	case namesPortal:
		at = portal
	default:
		if o.names.Load() == namesSlow {
			time.Sleep(3 * time.Second) // whoever asks waits for two
		}
		if !o.hosts[name] {
			reply.Rcode = dns.RcodeNameError
			break
		}
		at = o.place(name)
	}
	if at.IsValid() && question.Qtype == dns.TypeA {
		reply.Answer = []dns.RR{&dns.A{Hdr: dns.RR_Header{Name: question.Name, Rrtype: dns.TypeA, Class: dns.ClassINET}, A: at.AsSlice()}}
	}
	return reply
}

// serveDoor answers at every address's port 443: the portal for itself, the
// simulated instances for all others.
func (o *outside) serveDoor(t *testing.T, instances netip.AddrPort) {
	t.Helper()
	listener, err := net.Listen("tcp", wan.Here.String()+":443")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	stranger := httptest.NewTLSServer(nil) // for its certificate, which nobody trusts
	certificate := stranger.TLS.Certificates[0]
	stranger.Close()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				if netip.MustParseAddrPort(conn.RemoteAddr().String()).Addr() == portal {
					_ = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{certificate}}).Handshake()
					return
				}
				pass(conn, instances)
			}()
		}
	}()
}

// pass passes a connection on.
func pass(conn net.Conn, to netip.AddrPort) {
	inside, err := net.Dial("tcp", to.String())
	if err != nil {
		return
	}
	defer inside.Close()
	over := make(chan struct{})
	go func() {
		defer close(over)
		_, _ = io.Copy(inside, conn)
		inside.Close()
	}()
	_, _ = io.Copy(conn, inside)
	conn.Close()
	<-over
}
