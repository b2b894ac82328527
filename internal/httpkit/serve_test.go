package httpkit

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

// slow registers a route that answers when it is let, and says when it has begun.
func slow() (routes func(gin.IRouter), begun, let chan struct{}) {
	begun, let = make(chan struct{}), make(chan struct{})
	return func(r gin.IRouter) {
		r.GET("/slow", func(c *gin.Context) {
			close(begun)
			<-let
			c.String(http.StatusOK, "done, %v", c.Request.Context().Err())
		})
		r.GET("/fast", say("fast"))
	}, begun, let
}

// TestDrain: what is under way when the server is told to stop is finished, nothing
// new begins, and that is a clean end.
func TestDrain(t *testing.T) {
	routes, begun, let := slow()
	s := start(t, routes, nil)
	answer := make(chan response)
	go func() { answer <- s.get(t, "/slow") }()
	<-begun
	ended := make(chan error)
	go func() { ended <- s.stop() }()
	refused := func() bool {
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", s.addr)
		if err == nil {
			_ = conn.Close()
		}
		return err != nil
	}
	for !refused() { // the listener is closed soon after stop is called
	}
	select {
	case err := <-ended:
		t.Fatalf("it ended with a request under way: %v", err)
	default:
	}
	close(let)
	if got := <-answer; string(got.body) != "done, <nil>" {
		t.Errorf("the request under way got %q", got.body)
	}
	if err := <-ended; err != nil {
		t.Errorf("a clean end is %v, want nil", err)
	}
}

// TestDrainHasAnEnd: a request that does not finish is cut, and Serve says so.
func TestDrainHasAnEnd(t *testing.T) {
	gone := make(chan struct{})
	begun := make(chan struct{})
	s := start(t, func(r gin.IRouter) {
		r.GET("/endless", func(c *gin.Context) {
			close(begun)
			<-c.Request.Context().Done()
			close(gone)
		})
	}, func(o *setup) { o.serve.Drain = time.Millisecond })
	failed := make(chan error)
	go func() {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/endless", nil)
		if err == nil {
			_, err = s.client.Do(request)
		}
		failed <- err
	}()
	<-begun
	if err := s.stop(); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Serve returned %v, want %v", err, context.DeadlineExceeded)
	}
	<-gone
	if err := <-failed; err == nil {
		t.Error("the request that was cut looks answered")
	}
}

// TestReadinessGoesFirst: after the server is told to stop, /readyz says that no more
// requests should come while those that do are still answered.
func TestReadinessGoesFirst(t *testing.T) {
	s := start(t, func(gin.IRouter) {}, func(o *setup) { o.serve.Linger = 2 * time.Second })
	if got := s.get(t, "/readyz"); got.StatusCode != http.StatusOK {
		t.Fatalf("ready: %d", got.StatusCode)
	}
	ended := make(chan error)
	go func() { ended <- s.stop() }()
	got := s.get(t, "/readyz")
	for got.StatusCode == http.StatusOK {
		got = s.get(t, "/readyz")
	}
	if got.StatusCode != http.StatusServiceUnavailable || !strings.Contains(string(got.body), `"status":"stopping"`) {
		t.Errorf("stopping: %d %s", got.StatusCode, got.body)
	}
	if got := s.get(t, "/healthz"); got.StatusCode != http.StatusOK {
		t.Errorf("the process lives, but /healthz is %d", got.StatusCode)
	}
	if err := <-ended; err != nil {
		t.Errorf("a clean end is %v, want nil", err)
	}
}

func TestServeFailsIfTheListenerDoes(t *testing.T) {
	listener, err := Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	log := &logBuffer{}
	if err := Serve(t.Context(), DefaultServeConfig(), listener, http.NotFoundHandler(), nil, newLogger(log)); !errors.Is(err, net.ErrClosed) {
		t.Errorf("Serve returned %v, want %v", err, net.ErrClosed)
	}
	if _, err := Listen(t.Context(), "nowhere:port:0"); err == nil {
		t.Error("an address that is none was taken")
	}
}

// TestSlowClientsHoldNothingUp: clients that never finish their header are cut, and
// meanwhile others are answered.
func TestSlowClientsHoldNothingUp(t *testing.T) {
	s := start(t, func(r gin.IRouter) { r.GET("/fast", say("fast")) }, func(o *setup) {
		o.serve.ReadHeader = 500 * time.Millisecond
	})
	const crowd = 300
	conns := make([]net.Conn, crowd)
	for i := range conns {
		conns[i] = s.dial(t)
		if _, err := fmt.Fprintf(conns[i], "GET /fast HTTP/1.1\r\nHost: quiet\r\nX-Drip-%d: ", i); err != nil {
			t.Fatal(err)
		}
	}
	for range 20 {
		if got := s.get(t, "/fast"); string(got.body) != "fast" {
			t.Fatalf("between slow clients: %q", got.body)
		}
	}
	for i, conn := range conns {
		answer, err := io.ReadAll(conn)
		if err != nil && !isReset(err) {
			t.Fatalf("slow client %d: %v", i, err)
		}
		if strings.Contains(string(answer), "200 OK") {
			t.Fatalf("slow client %d was answered: %q", i, answer)
		}
	}
}

// TestDrippedBodyIsCut: a body that comes a byte at a time does not keep a handler
// for longer than reading may take.
func TestDrippedBodyIsCut(t *testing.T) {
	result := make(chan error, 1)
	s := start(t, func(r gin.IRouter) {
		r.POST("/read", func(c *gin.Context) {
			_, err := io.ReadAll(c.Request.Body)
			result <- err
		})
	}, func(o *setup) { o.serve.Read = 300 * time.Millisecond })
	conn := s.dial(t)
	if _, err := io.WriteString(conn, "POST /read HTTP/1.1\r\nHost: quiet\r\nContent-Length: 1000\r\n\r\nx"); err != nil {
		t.Fatal(err)
	}
	var timeout net.Error
	if err := <-result; !errors.As(err, &timeout) || !timeout.Timeout() {
		t.Errorf("reading ended with %v, want a timeout", err)
	}
}

func TestHugeHeaderIsRefused(t *testing.T) {
	s := start(t, func(r gin.IRouter) { r.GET("/fast", say("fast")) }, nil)
	for name, header := range map[string]string{
		"one long field": "X-Long: " + strings.Repeat("x", 64<<10) + "\r\n",
		"many fields":    strings.Repeat("X-Many: x\r\n", 10_000),
	} {
		t.Run(name, func(t *testing.T) {
			conn := s.dial(t)
			go func() { _, _ = io.WriteString(conn, "GET /fast HTTP/1.1\r\nHost: quiet\r\n"+header+"\r\n") }()
			got, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				if !isReset(err) {
					t.Fatal(err)
				}
				return
			}
			defer got.Body.Close()
			if got.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
				t.Errorf("%d, want 431", got.StatusCode)
			}
		})
	}
}

// countingListener knows how many of its connections were open at once.
type countingListener struct {
	net.Listener
	mu         sync.Mutex
	open, most int
}

func (l *countingListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open++
	l.most = max(l.most, l.open)
	return &countedConn{Conn: conn, listener: l}, nil
}

type countedConn struct {
	net.Conn
	listener *countingListener
	once     sync.Once
}

func (c *countedConn) Close() error {
	c.once.Do(func() {
		c.listener.mu.Lock()
		defer c.listener.mu.Unlock()
		c.listener.open--
	})
	return c.Conn.Close()
}

// TestConnectionsAreCapped: connections over the cap are served when others end, and
// never more are open than the cap allows.
func TestConnectionsAreCapped(t *testing.T) {
	inner, err := Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener := &countingListener{Listener: inner}
	cfg := DefaultServeConfig()
	cfg.MaxConns = 3
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error)
	fast := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "fast") })
	go func() { served <- Serve(ctx, cfg, listener, fast, nil, newLogger(&logBuffer{})) }()

	s := &site{addr: inner.Addr().String()}
	conns := make([]net.Conn, 12)
	for i := range conns {
		conns[i] = s.dial(t)
		if _, err := io.WriteString(conns[i], "GET /fast HTTP/1.1\r\nHost: quiet\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
	}
	for _, conn := range conns { // in the order in which they came
		readOne(t, bufio.NewReader(conn))
		_ = conn.Close()
	}
	cancel()
	if err := <-served; err != nil {
		t.Error(err)
	}
	if listener.most != cfg.MaxConns {
		t.Errorf("%d connections were open at once, want %d", listener.most, cfg.MaxConns)
	}
}

func readOne(t *testing.T, r *bufio.Reader) {
	t.Helper()
	got, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(got.Body)
	_ = got.Body.Close()
	if err != nil || string(body) != "fast" {
		t.Fatalf("%q, %v", body, err)
	}
}

// isReset reports whether the server cut the connection while we were still writing.
func isReset(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) || errors.Is(err, io.ErrUnexpectedEOF)
}
