package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/vocab"
)

// The origin of the server under test.
const homeOrigin = "https://home.example"

// coreLab is the rest of the fediverse on one loopback socket: as many servers as one likes,
// hN.peers.zone, each with as many actors, all with one key.
type coreLab struct {
	t      *testing.T
	server *httptest.Server
	ca     string
	key    *rsa.PrivateKey
	public string
	// hole tells which hosts never answer.
	hole func(host string) bool

	mu    sync.Mutex
	asked int                       // documents
	got   map[string]map[string]int // activity to host to how often
}

func newCoreLab(t *testing.T) *coreLab {
	t.Helper()
	key, err := httpsig.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	public, err := httpsig.EncodePublic(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	l := &coreLab{t: t, key: key, public: public, hole: func(string) bool { return false }, got: make(map[string]map[string]int)}
	der, leaf := wildcard(t)
	l.server = httptest.NewUnstartedServer(l)
	l.server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo)
	over := make(chan struct{})
	cert := tls.Certificate{Certificate: [][]byte{der}, PrivateKey: leaf}
	l.server.TLS = &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{cert}, GetConfigForClient: func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		if l.hole(hello.ServerName) {
			<-over // nobody ever answers
			return nil, net.ErrClosed
		}
		return nil, nil //nolint:nilnil // as it is
	}}
	l.server.StartTLS()
	t.Cleanup(l.server.Close)
	t.Cleanup(func() { close(over) })
	l.ca = filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(l.ca, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return l
}

// wildcard is a certificate for all servers of the lab, which is its own authority.
func wildcard(t *testing.T) ([]byte, *ecdsa.PrivateKey) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{"*.peers.zone"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return der, key
}

func (l *coreLab) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		body, _ := io.ReadAll(io.LimitReader(r.Body, vocab.MaxBytes))
		var activity struct {
			ID string `json:"id"`
		}
		_ = json.Unmarshal(body, &activity)
		l.mu.Lock()
		if l.got[activity.ID] == nil {
			l.got[activity.ID] = make(map[string]int)
		}
		l.got[activity.ID][r.Host]++
		l.mu.Unlock()
		w.WriteHeader(http.StatusAccepted)
		return
	}
	l.mu.Lock()
	l.asked++
	l.mu.Unlock()
	name, ok := strings.CutPrefix(r.URL.Path, "/users/")
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	id := "https://" + r.Host + r.URL.Path
	w.Header().Set("Content-Type", vocab.ContentType)
	_ = json.NewEncoder(w).Encode(map[string]any{
		"@context": []string{vocab.ContextActivityStreams, vocab.ContextSecurity}, "id": id, "type": "Person", "preferredUsername": name,
		"inbox": id + "/inbox", "followers": id + "/followers", "endpoints": map[string]string{"sharedInbox": "https://" + r.Host + "/inbox"},
		"publicKey": map[string]string{"id": id + "#main-key", "owner": id, "publicKeyPem": l.public},
	})
}

// labActor is an actor of the lab.
func labActor(host, user int) string {
	return fmt.Sprintf("https://h%d.peers.zone/users/u%d", host, user)
}

// request is a signed POST to the shared inbox, as bytes for a plain connection.
func (l *coreLab) request(actor string, activity map[string]any) []byte {
	activity["@context"], activity["actor"] = vocab.ContextActivityStreams, actor
	body, err := json.Marshal(activity)
	if err != nil {
		panic(err)
	}
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, homeOrigin+"/inbox", bytes.NewReader(body))
	if err != nil {
		panic(err)
	}
	req.Header.Set("Content-Type", vocab.ContentType)
	if err := (httpsig.Signer{KeyID: actor + "#main-key", Key: l.key}).Sign(req, body, httpsig.Cavage, time.Now()); err != nil {
		panic(err)
	}
	var raw bytes.Buffer
	if err := req.Write(&raw); err != nil {
		panic(err)
	}
	return raw.Bytes()
}

// coreUnderTest is the real program, serving.
type coreUnderTest struct {
	t    *testing.T
	lab  *coreLab
	data string
	addr string
	dsn  string
	cmd  *exec.Cmd
	log  *bytes.Buffer
}

func newCoreUnderTest(t *testing.T, lab *coreLab, dsn string) *coreUnderTest {
	t.Helper()
	c := &coreUnderTest{t: t, lab: lab, data: t.TempDir(), addr: freePort(t), dsn: dsn}
	t.Cleanup(c.kill)
	return c
}

// args are the flags that all commands begin with.
func (c *coreUnderTest) args(more ...string) []string {
	u, err := url.Parse(c.lab.server.URL)
	if err != nil {
		c.t.Fatal(err)
	}
	all := []string{"--data", c.data, "--lab-dial", u.Host, "--lab-ca", c.lab.ca, "--log-level", "warn"}
	if c.dsn != "" {
		all = append(all, "--database", c.dsn)
	}
	return append(append(all, "core", "--origin", homeOrigin), more...)
}

// run runs one command beside the server.
func (c *coreUnderTest) run(more ...string) string {
	c.t.Helper()
	return landfallOutput(c.t, c.args(more...)...)
}

// start starts the server, with more flags if there are any, and returns when it takes
// connections.
func (c *coreUnderTest) start(more ...string) {
	c.t.Helper()
	c.log = &bytes.Buffer{}
	c.cmd = landfallCommand(context.Background(), c.t, c.args(append([]string{"serve", "--listen", c.addr}, more...)...)...)
	c.cmd.Stderr = c.log
	if err := c.cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) { // another process
		conn, err := net.DialTimeout("tcp", c.addr, time.Second)
		if err == nil {
			conn.Close()
			return
		}
		if time.Now().After(deadline) {
			c.t.Fatalf("it does not serve: %v\n%s", err, c.log)
		}
	}
}

// kill ends the server without a word.
func (c *coreUnderTest) kill() {
	if c.cmd == nil || c.cmd.ProcessState != nil {
		return
	}
	_ = c.cmd.Process.Signal(syscall.SIGKILL)
	_ = c.cmd.Wait()
}

// account makes somebody here and returns its id.
func (c *coreUnderTest) account(name string) string {
	c.t.Helper()
	c.run("account", "add", name)
	return homeOrigin + "/users/" + name
}

// wire is a connection that is made anew where the server ends it.
type wire struct {
	addr string
	conn net.Conn
	in   *bufio.Reader
}

// post sends one request and returns the status of its answer.
func (l *wire) post(raw []byte) (int, error) {
	if l.conn == nil {
		var err error
		if l.conn, err = net.Dial("tcp", l.addr); err != nil {
			return 0, err
		}
		l.in = bufio.NewReader(l.conn)
	}
	if _, err := l.conn.Write(raw); err != nil {
		return 0, err
	}
	res, err := http.ReadResponse(l.in, nil)
	if err != nil {
		return 0, err
	}
	_, _ = l.in.Discard(int(max(0, res.ContentLength)))
	if res.Close {
		l.close()
	}
	return res.StatusCode, nil
}

func (l *wire) close() {
	if l.conn != nil {
		l.conn.Close()
		l.conn = nil
	}
}

// reheaded is a request with another header in place of one, or without it.
func reheaded(raw []byte, name, value string) []byte {
	head, body, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	var out bytes.Buffer
	for line := range bytes.SplitSeq(head, []byte("\r\n")) {
		if field, _, _ := bytes.Cut(line, []byte(":")); !strings.EqualFold(string(field), name) {
			out.Write(append(line, "\r\n"...))
		}
	}
	if value != "" {
		fmt.Fprintf(&out, "%s: %s\r\n", name, value)
	}
	out.WriteString("\r\n")
	out.Write(body)
	return out.Bytes()
}

// spoiled is a request with a signature that is not right.
func spoiled(raw []byte) []byte {
	const name = `signature="`
	at := bytes.Index(raw, []byte(name)) + len(name)
	copy(raw[at:], "AAAA")
	return raw
}
