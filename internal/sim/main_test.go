package sim

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/url"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// lab is a running network and a client that takes it for the Internet.
type lab struct {
	*Network
	roots *x509.CertPool
}

// start runs a network for the length of a test.
func start(t testing.TB, cfg Config) *lab {
	t.Helper()
	n, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Listen(); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- n.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	return labOf(t, n)
}

func labOf(t testing.TB, n *Network) *lab {
	t.Helper()
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(n.CAPEM()) {
		t.Fatal("CAPEM is no certificate")
	}
	return &lab{n, roots}
}

// client is a fresh client that follows no redirect and gives up after a while.
func (l *lab) client(t testing.TB, patience time.Duration) *http.Client {
	t.Helper()
	transport := &http.Transport{
		DialContext:            func(ctx context.Context, _, _ string) (net.Conn, error) { return l.dial(ctx) },
		TLSClientConfig:        &tls.Config{RootCAs: l.roots},
		DisableCompression:     true,
		MaxResponseHeaderBytes: 256 << 10,
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{
		Transport: transport, Timeout: patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func (l *lab) dial(ctx context.Context) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, "tcp", l.Addr().String())
}

// answer is what came back of a request.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func get(t testing.TB, c *http.Client, url string) (answer, error) {
	t.Helper()
	resp, err := c.Get(url)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 32<<20))
	return answer{resp.StatusCode, resp.Header, body}, err
}

func mustGet(t testing.TB, c *http.Client, url string) answer {
	t.Helper()
	a, err := get(t, c, url)
	if err != nil {
		t.Fatalf("GET %s: %v", url, err)
	}
	return a
}

// only is a mix of protected healthy instances and one other kind.
func only(kind Kind) Mix { return Mix{Share: map[Kind]float64{kind: 0.5}} }

// hostsOf lists the instances of a kind.
func (l *lab) hostsOf(t testing.TB, kind Kind) []HostInfo {
	t.Helper()
	var found []HostInfo
	for _, h := range l.Hosts() {
		if h.Kind == kind {
			found = append(found, h)
		}
	}
	if len(found) == 0 {
		t.Fatalf("no %s instance", kind)
	}
	return found
}

// short is how long a test watches something that never comes.
const short = 250 * time.Millisecond

// targetURL is the address of the document that misbehaves.
func (l *lab) targetURL(t testing.TB, h HostInfo) string {
	t.Helper()
	in := l.byName[h.Name]
	path := map[string]string{
		"well_known": "/.well-known/nodeinfo", "nodeinfo": in.software.path, "instance": "/api/v1/instance", "peers": "/api/v1/instance/peers",
	}[h.Target]
	if path == "" {
		t.Fatalf("%s has the target %q", h.Name, h.Target)
	}
	return "https://" + h.Name + path
}

// eachVariant calls check for one instance of every variant of a kind.
func eachVariant(t *testing.T, kind Kind, check func(t *testing.T, l *lab, h HostInfo)) {
	t.Helper()
	l := start(t, Config{Hosts: 600, Seed: 21, Mix: only(kind)})
	byVariant := make(map[string]HostInfo)
	for _, h := range l.hostsOf(t, kind) {
		byVariant[h.Variant] = h
	}
	for _, variant := range behaviourOf(kind).variants {
		if _, ok := byVariant[variant]; !ok {
			t.Errorf("no instance of variant %q", variant)
		}
	}
	for variant, h := range byVariant {
		t.Run(variant, func(t *testing.T) { check(t, l, h) })
	}
}

// ask sends the request for the document that misbehaves on a connection of its
// own, for answers no HTTP client would hand out.
func (l *lab) ask(t *testing.T, h HostInfo) *tls.Conn {
	t.Helper()
	conn, err := l.dial(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	secure := tls.Client(conn, &tls.Config{ServerName: h.Name, RootCAs: l.roots})
	t.Cleanup(func() { secure.Close() })
	u, err := url.Parse(l.targetURL(t, h))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(secure, "GET "+u.Path+" HTTP/1.1\r\nHost: "+h.Name+"\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	return secure
}
