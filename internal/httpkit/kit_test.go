package httpkit

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// logBuffer is a log that a test can read while the server writes.
type logBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// site is a real server on loopback.
type site struct {
	url, addr string
	client    *http.Client
	log       *logBuffer
	registry  *prometheus.Registry
	ready     *Readiness
	stop      func() error // ends it and returns what Serve returned
}

// setup is what a test changes about a site.
type setup struct {
	cfg    Config
	serve  ServeConfig
	deps   Deps
	checks map[string]Check
}

// start serves the routes until the test ends.
func start(t *testing.T, routes func(gin.IRouter), change func(*setup)) *site {
	t.Helper()
	s := &site{log: &logBuffer{}, registry: prometheus.NewRegistry()}
	logger := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	options := setup{cfg: DefaultConfig(), serve: DefaultServeConfig(), deps: Deps{Logger: logger, Metrics: s.registry, Now: time.Now}}
	if change != nil {
		change(&options)
	}
	engine, err := NewEngine(options.cfg, options.deps)
	if err != nil {
		t.Fatal(err)
	}
	s.ready = NewReadiness(options.checks, logger, options.deps.Now)
	RegisterOps(engine, s.ready, s.registry)
	routes(engine)
	listener, err := Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.addr = listener.Addr().String()
	s.url = "http://" + s.addr
	s.client = &http.Client{
		Transport:     &http.Transport{DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- Serve(ctx, options.serve, listener, engine, s.ready, logger) }()
	s.stop = sync.OnceValue(func() error {
		cancel()
		return <-served
	})
	t.Cleanup(func() {
		s.client.CloseIdleConnections()
		_ = s.stop()
	})
	return s
}

// response is an answer that has been read.
type response struct {
	*http.Response
	body []byte
}

func (s *site) do(t *testing.T, method, path string, body io.Reader, header ...string) response {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, s.url+path, body)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Add(header[i], header[i+1])
	}
	got, err := s.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	read, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response{got, read}
}

func (s *site) get(t *testing.T, path string, header ...string) response {
	t.Helper()
	return s.do(t, http.MethodGet, path, nil, header...)
}

func (s *site) dial(t *testing.T) net.Conn {
	t.Helper()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", s.addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// say answers with a text.
func say(text string) gin.HandlerFunc {
	return func(c *gin.Context) { c.String(http.StatusOK, "%s", text) }
}
