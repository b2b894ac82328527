package netguard

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log/slog"
	"maps"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler)) // net/http remarks on hostile servers there
	goleak.VerifyTestMain(m)
}

// testLab is a small Internet on one loopback address: hosts that speak HTTP,
// and hosts that do as they like with a connection.
type testLab struct {
	*Lab

	ca       *authority
	listener net.Listener
	web      http.ServeMux // by host and path
	raw      map[string]func(net.Conn)
	certs    map[string]func(*x509.Certificate) // what is wrong with a host's certificate
	greet    func(name string)                  // before the handshake of the name goes on

	accepted chan net.Conn
	closed   chan struct{}
	mu       sync.Mutex
	issued   map[string]*tls.Certificate
	names    []string // TLS server names, in order
	conns    map[net.Conn]bool
}

func newTestLab(t testing.TB) *testLab {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &testLab{
		ca: newAuthority(t), listener: listener,
		raw: map[string]func(net.Conn){}, certs: map[string]func(*x509.Certificate){}, greet: func(string) {},
		accepted: make(chan net.Conn), closed: make(chan struct{}),
		issued: map[string]*tls.Certificate{}, conns: map[net.Conn]bool{},
	}
	l.Lab, err = NewLabPEM(netip.MustParseAddrPort(listener.Addr().String()), l.ca.pem)
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	server := &http.Server{Handler: &l.web, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)}
	running.Go(func() { _ = server.Serve(l) })
	running.Go(func() { l.accept(&running) })
	t.Cleanup(func() {
		close(l.closed)
		listener.Close()
		server.Close()
		l.mu.Lock()
		for conn := range l.conns {
			conn.Close()
		}
		l.mu.Unlock()
		running.Wait()
	})
	return l
}

// accept takes every connection through its handshake and to its host.
func (l *testLab) accept(running *sync.WaitGroup) {
	for {
		raw, err := l.listener.Accept()
		if err != nil {
			return
		}
		l.mu.Lock()
		l.conns[raw] = true
		l.mu.Unlock()
		running.Go(func() { l.answer(raw) })
	}
}

// answer takes one connection to its host.
func (l *testLab) answer(raw net.Conn) {
	conn := tls.Server(raw, &tls.Config{GetCertificate: l.certificate})
	if conn.Handshake() != nil {
		raw.Close()
		return
	}
	if host := l.raw[conn.ConnectionState().ServerName]; host != nil {
		defer conn.Close()
		readRequest(conn)
		host(conn)
		return
	}
	select {
	case l.accepted <- conn:
	case <-l.closed:
		raw.Close()
	}
}

// Accept hands the HTTP server its connections.
func (l *testLab) Accept() (net.Conn, error) {
	select {
	case conn := <-l.accepted:
		return conn, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *testLab) Close() error   { return nil }
func (l *testLab) Addr() net.Addr { return l.listener.Addr() }

// serve gives a host one document.
func (l *testLab) serve(host, path string, header http.Header, body []byte) {
	l.web.HandleFunc(host+path, func(w http.ResponseWriter, _ *http.Request) {
		maps.Copy(w.Header(), header)
		_, _ = w.Write(body)
	})
}

// readRequest reads up to the empty line that ends a request's header.
func readRequest(conn net.Conn) {
	last, one := "", make([]byte, 1)
	for last != "\r\n\r\n" {
		if _, err := conn.Read(one); err != nil {
			return
		}
		last = (last + string(one))[max(0, len(last)+1-4):]
	}
}

func (l *testLab) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	l.greet(hello.ServerName)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.names = append(l.names, hello.ServerName)
	if cert := l.issued[hello.ServerName]; cert != nil {
		return cert, nil
	}
	cert, err := l.ca.issue(hello.ServerName, l.certs[hello.ServerName])
	l.issued[hello.ServerName] = cert
	return cert, err
}

// authority signs the certificates of a lab.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	pem  []byte
}

func newAuthority(t testing.TB) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "lab"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	template.Raw = der
	return &authority{template, key, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})}
}

func (a *authority) issue(host string, spoil func(*x509.Certificate)) (*tls.Certificate, error) {
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), DNSNames: []string{host},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	if spoil != nil {
		spoil(template)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, a.key.Public(), a.key)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.key}, nil
}

// guard returns a Guard into the lab.
func (l *testLab) guard(t testing.TB, limits Limits) *Guard {
	t.Helper()
	g, err := New(Config{UserAgent: "Landfall/test", Limits: limits, Lab: l.Lab})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// session opens a visit that ends with the test.
func session(t testing.TB, g *Guard) *Session {
	t.Helper()
	s := g.Session(t.Context())
	t.Cleanup(s.Close)
	return s
}

// get fetches one document whole.
func get(t testing.TB, s *Session, url string) (*http.Response, []byte, error) {
	t.Helper()
	return getUpTo(t, s, url, 0)
}

func getUpTo(t testing.TB, s *Session, url string, limit int64) (*http.Response, []byte, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(WithMaxBytes(t.Context(), limit), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := s.RoundTrip(req)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return resp, text, err
}

// wantReason fails unless err is of the reason.
func wantReason(t testing.TB, err error, reason string) {
	t.Helper()
	if got, _ := Classify(err); got != reason {
		t.Errorf("reason %q (%v); want %q", got, err, reason)
	}
}
