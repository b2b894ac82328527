package httpkit

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/netutil"
)

// ServeConfig is how connections are kept.
type ServeConfig struct {
	// ReadHeader and Read bound how long a client may take to send a request's
	// header and all of it, Write how long an answer may take, and Idle how long a
	// connection may wait for its next request.
	ReadHeader, Read, Write, Idle time.Duration
	// MaxHeader bounds the bytes of a request's header.
	MaxHeader int
	// MaxConns bounds the open connections; more wait to be accepted.
	MaxConns int
	// Linger is how long requests are still taken after readiness has gone, so that
	// whoever balances load can notice. Drain is how long those under way may take
	// after that.
	Linger, Drain time.Duration
}

// DefaultServeConfig returns the limits of a server that faces the world by itself.
func DefaultServeConfig() ServeConfig {
	return ServeConfig{
		ReadHeader: 5 * time.Second,
		Read:       15 * time.Second,
		Write:      30 * time.Second,
		Idle:       60 * time.Second,
		MaxHeader:  32 << 10,
		MaxConns:   4096,
		Drain:      20 * time.Second,
	}
}

// Listen takes an address such as "localhost:8080", or ":0" for any free port. The
// caller owns the listener until it is given to [Serve].
func Listen(ctx context.Context, addr string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", addr, err)
	}
	return listener, nil
}

// Serve answers requests on listener until ctx ends, and closes it. HEAD requests are
// answered as GET, and answers are compressed as clients like it.
//
// When ctx ends, ready turns to 503 first, then no connection is accepted any more,
// and requests under way get cfg.Drain to finish. Serve returns nil if all of them
// did; otherwise it cuts them and returns an error. ready may be nil.
func Serve(ctx context.Context, cfg ServeConfig, listener net.Listener, handler http.Handler, ready *Readiness, logger *slog.Logger) error {
	// Requests do not end with ctx, or draining would be pointless.
	base, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	server := &http.Server{
		Handler:           headAsGet(compress(handler)),
		ReadHeaderTimeout: cfg.ReadHeader,
		ReadTimeout:       cfg.Read,
		WriteTimeout:      cfg.Write,
		IdleTimeout:       cfg.Idle,
		MaxHeaderBytes:    cfg.MaxHeader,
		BaseContext:       func(net.Listener) context.Context { return base },
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(netutil.LimitListener(listener, cfg.MaxConns)) }()
	select {
	case err := <-served:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	if ready != nil {
		ready.Drain()
	}
	linger(cfg.Linger)
	limit, done := context.WithTimeout(base, cfg.Drain)
	defer done()
	err := server.Shutdown(limit)
	if err != nil {
		// The connections go before the handlers hear of it, so that no handler can
		// still end its answer as if it were whole.
		err = fmt.Errorf("drain: %w", errors.Join(err, server.Close()))
		cut()
	}
	if stopped := <-served; !errors.Is(stopped, http.ErrServerClosed) {
		err = errors.Join(err, fmt.Errorf("serve: %w", stopped))
	}
	return err
}

// linger waits, after ctx has ended already.
func linger(d time.Duration) {
	if d > 0 {
		<-time.After(d)
	}
}
