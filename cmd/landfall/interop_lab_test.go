//go:build interop

package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// interopHosts are the servers of the test. Their names are real ones, as far as anybody can
// tell: names for tests are not asked.
var interopHosts = []string{"a-sim.social", "b-sim.social", "fed-sim.social", "fedc-sim.social"}

// interopLab is the network between them: every connection goes to one address, which passes
// it on by the name that TLS says.
type interopLab struct {
	t        *testing.T
	dir      string
	ca       string
	cert     string // of all hosts
	key      string
	address  string
	client   *http.Client
	listener net.Listener

	mu    sync.Mutex
	hosts map[string]string            // name to address
	open  map[string]map[net.Conn]bool // connections by name
}

func newInteropLab(t *testing.T) *interopLab {
	t.Helper()
	l := &interopLab{t: t, dir: t.TempDir(), hosts: make(map[string]string), open: make(map[string]map[net.Conn]bool)}
	l.certify()
	var err error
	if l.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.listener.Close() })
	l.address = l.listener.Addr().String()
	go l.serve()
	roots := x509.NewCertPool()
	text, err := os.ReadFile(l.ca)
	if err != nil {
		t.Fatal(err)
	}
	roots.AppendCertsFromPEM(text)
	l.client = &http.Client{
		Timeout:       20 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			TLSClientConfig: &tls.Config{RootCAs: roots},
			DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
				return (&net.Dialer{}).DialContext(ctx, network, l.address)
			},
		},
	}
	return l
}

// certify makes one certificate for all hosts, which is its own authority.
func (l *interopLab) certify() {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		l.t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: interopHosts, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		l.t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		l.t.Fatal(err)
	}
	write := func(name, kind string, der []byte) string {
		path := filepath.Join(l.dir, name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
			l.t.Fatal(err)
		}
		return path
	}
	l.ca = write("ca.pem", "CERTIFICATE", der)
	l.cert, l.key = l.ca, write("key.pem", "PRIVATE KEY", secret)
}

// at says where a host is now; "" is nowhere. What leads to where it was is cut, so that nobody
// goes on there.
func (l *interopLab) at(host, address string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.hosts[host] = address
	for conn := range l.open[host] {
		conn.Close()
	}
	l.open[host] = make(map[net.Conn]bool)
}

func (l *interopLab) serve() {
	for {
		conn, err := l.listener.Accept()
		if err != nil {
			return
		}
		go l.pass(conn)
	}
}

// pass reads the name in the hello, and hands on all bytes.
func (l *interopLab) pass(conn net.Conn) {
	defer conn.Close()
	peek := &peeked{Conn: conn}
	var name string
	_ = tls.Server(peek, &tls.Config{GetConfigForClient: func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		name = hello.ServerName
		return nil, errors.New("that was all")
	}}).Handshake()
	l.mu.Lock()
	address := l.hosts[name]
	if address != "" {
		l.open[name][conn] = true
	}
	l.mu.Unlock()
	if address == "" {
		return
	}
	defer func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.open[name], conn)
	}()
	there, err := net.Dial("tcp", address)
	if err != nil {
		return
	}
	defer there.Close()
	if _, err := there.Write(peek.seen.Bytes()); err != nil {
		return
	}
	go func() {
		_, _ = io.Copy(there, conn)
		_ = there.(*net.TCPConn).CloseWrite()
	}()
	_, _ = io.Copy(conn, there)
}

// peeked is a connection that remembers what was read, and says nothing.
type peeked struct {
	net.Conn
	seen bytes.Buffer
}

func (p *peeked) Read(b []byte) (int, error) {
	n, err := p.Conn.Read(b)
	p.seen.Write(b[:n])
	return n, err
}

func (p *peeked) Write(b []byte) (int, error) { return len(b), nil }

// get asks a server of the lab, unsigned, and returns the status and the body.
func (l *interopLab) get(address, accept string) (int, string) {
	l.t.Helper()
	req, err := http.NewRequestWithContext(l.t.Context(), http.MethodGet, address, nil)
	if err != nil {
		l.t.Fatal(err)
	}
	req.Header.Set("Accept", accept)
	res, err := l.client.Do(req)
	if err != nil {
		return 0, err.Error()
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(body)
}

// soon waits until something is so, for as long as a delivery with a second try takes.
func soon(what string, is func() bool) error {
	for deadline := time.Now().Add(25 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) { // other processes
		if is() {
			return nil
		}
	}
	return fmt.Errorf("not after 25 s: %s", what)
}

// local is an address of this machine.
func localPort(t *testing.T) string {
	t.Helper()
	address := netip.MustParseAddrPort(freePort(t))
	return address.String()
}
