package chstore

import (
	"bytes"
	"net"
	"sync"
	"testing"
)

// proxy stands between a store and its server and does something to one statement.
type proxy struct {
	t      testing.TB
	ln     net.Listener
	target string

	mu       sync.Mutex
	match    []byte // the statement to harm, nil for none
	fault    fault
	struck   chan struct{} // closed when it was harmed
	release  chan struct{} // what is held goes on when it closes
	arrived  chan struct{} // closed when the server has answered what was held
	links    sync.WaitGroup
	sessions []net.Conn
}

// fault is what happens to a statement.
type fault string

const (
	loseAnswer   fault = "the answer is lost"
	resetMidway  fault = "the connection is reset in the middle of the rows"
	stall        fault = "nothing is passed on any more"
	arrivesLater fault = "the rows arrive when the store has given up"
)

func newProxy(t testing.TB, target string) *proxy {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{t: t, ln: ln, target: target}
	p.links.Go(p.accept)
	t.Cleanup(p.close)
	return p
}

func (p *proxy) addr() string { return p.ln.Addr().String() }

func (p *proxy) close() {
	p.ln.Close()
	p.mu.Lock()
	for _, c := range p.sessions {
		c.Close()
	}
	if p.release != nil {
		p.letGo()
	}
	p.mu.Unlock()
	p.links.Wait()
}

// harm does the fault to the next statement with the text, once.
func (p *proxy) harm(text string, f fault) (struck <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.match, p.fault = []byte(text), f
	p.struck, p.release, p.arrived = make(chan struct{}), make(chan struct{}), make(chan struct{})
	return p.struck
}

// letGo passes on what is held. The caller holds the lock.
func (p *proxy) letGo() {
	select {
	case <-p.release:
	default:
		close(p.release)
	}
}

// heal passes on what is held, and waits for the server's answer to it if that is
// what the fault was about.
func (p *proxy) heal() {
	p.mu.Lock()
	p.letGo()
	late, arrived := p.fault == arrivesLater, p.arrived
	p.mu.Unlock()
	if late {
		<-arrived
	}
}

func (p *proxy) accept() {
	for {
		client, err := p.ln.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.target)
		if err != nil {
			client.Close()
			continue
		}
		p.mu.Lock()
		p.sessions = append(p.sessions, client, server)
		p.mu.Unlock()
		l := &link{proxy: p, client: client, server: server}
		p.links.Go(l.up)
		p.links.Go(l.down)
	}
}

// link is one connection through the proxy.
type link struct {
	*proxy
	client, server net.Conn

	state    sync.Mutex
	harming  fault // "" before the statement and after the harm
	answered bool  // the server's header for the rows has passed
	rows     bool  // rows have passed
	held     bool  // rows are held for later
}

// up carries what the client sends.
func (l *link) up() {
	defer func() {
		if !l.held { // else the server still has to answer
			l.server.Close()
		}
	}()
	buf := make([]byte, 1<<20)
	for {
		n, err := l.client.Read(buf)
		if err != nil {
			return
		}
		if !l.send(buf[:n]) {
			return
		}
	}
}

// send passes a piece on, or not. It reports whether the link goes on.
func (l *link) send(piece []byte) bool {
	l.mu.Lock()
	if l.match != nil && bytes.Contains(piece, l.match) {
		l.state.Lock()
		l.harming, l.match = l.fault, nil
		l.state.Unlock()
	}
	struck, release := l.struck, l.release
	l.mu.Unlock()

	l.state.Lock()
	harming, rows := l.harming, l.harming != "" && l.answered
	l.rows = l.rows || rows
	l.state.Unlock()
	switch {
	case harming == resetMidway && rows:
		_, _ = l.server.Write(piece[:len(piece)/2])
		_ = l.client.(*net.TCPConn).SetLinger(0)
		l.client.Close()
		close(struck)
		return false
	case (harming == stall || harming == arrivesLater) && rows:
		close(struck)
		l.state.Lock()
		l.harming, l.held = "", harming == arrivesLater
		l.state.Unlock()
		<-release
		if harming == stall {
			return false
		}
	}
	_, err := l.server.Write(piece)
	return err == nil
}

// down carries what the server sends.
func (l *link) down() {
	defer l.client.Close()
	buf := make([]byte, 1<<20)
	for {
		n, err := l.server.Read(buf)
		if err != nil {
			return
		}
		l.state.Lock()
		lost := l.harming == loseAnswer && l.rows
		l.answered = l.answered || l.harming != ""
		l.state.Unlock()
		if l.isHeld() {
			close(l.arrived)
			l.server.Close()
			return
		}
		if lost {
			l.mu.Lock()
			close(l.struck)
			l.mu.Unlock()
			return
		}
		if _, err := l.client.Write(buf[:n]); err != nil {
			return
		}
	}
}

func (l *link) isHeld() bool {
	l.state.Lock()
	defer l.state.Unlock()
	return l.held
}
