package sim

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"sync"
	"time"
)

// Network is a simulated fediverse. Its life is [New], [Network.Listen],
// [Network.Run]; everything else may be called at any time in between.
type Network struct {
	cfg       Config
	authority *authority
	stranger  *authority  // whom nobody trusts
	nobody    *tls.Config // refuses every name

	instances []*instance
	names     []string // what peers lists draw from: the instances' in order, then others
	byName    map[string]*instance
	readable  []*instance
	circles   map[circle][]int32 // who is in each, as places in instances; empty where no mix asks
	farm      string             // the domain of the farm, "" if there is none
	farmTally *tally
	farmHosts *cache[string, *instance]
	made      map[string]*software // rows for what a population runs

	documents *cache[documentKey, *document]
	leaves    *cache[leafKey, []byte]
	counters  *counters
	bomb      func() *bomb

	root    *os.Root       // the folder of recorded documents
	skipped map[string]int // documents that are not served, by kind

	listener net.Listener
	running  sync.WaitGroup // connections and answers under way
}

// New invents a network. It opens nothing; it returns an error if the
// configuration cannot be meant.
func New(cfg Config) (*Network, error) {
	cfg = cfg.withDefaults()
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("simulated network: %w", err)
	}
	n := &Network{
		cfg:       cfg,
		nobody:    &tls.Config{MinVersion: tls.VersionTLS12},
		byName:    make(map[string]*instance, cfg.Hosts),
		farmHosts: newCache[string, *instance](10_000),
		made:      make(map[string]*software),
		documents: newCache[documentKey, *document](32_768),
		leaves:    newCache[leafKey, []byte](65_536),
		counters:  newCounters(),
		bomb:      sync.OnceValue(newBomb),
	}
	var err error
	if n.authority, err = newAuthority("Landfall simulated network", cfg.Now); err != nil {
		return nil, err
	}
	if n.stranger, err = newAuthority("Unknown authority", cfg.Now); err != nil {
		return nil, err
	}
	switch {
	case cfg.Documents != "":
	case cfg.Population != nil:
		n.populate()
	default:
		n.plan()
	}
	return n, nil
}

// Listen binds the address, and reads the list of recorded documents if there are
// any. Clients may connect from then on; they are answered once [Network.Run] runs.
//
//nolint:contextcheck,nolintlint // binding a loopback address waits for nothing; heeded where it is called
func (n *Network) Listen() error {
	if n.listener != nil {
		return errors.New("simulated network: listening already")
	}
	if n.cfg.Documents != "" {
		if err := n.openDocuments(); err != nil {
			return fmt.Errorf("recorded documents: %w", err)
		}
	}
	addr, err := loopback(n.cfg.Listen)
	if err != nil {
		return err
	}
	// No keep-alive probes and no multipath: they cost system calls for every
	// connection and mean nothing on loopback.
	listen := net.ListenConfig{KeepAlive: -1}
	listen.SetMultipathTCP(false)
	n.listener, err = listen.Listen(context.Background(), "tcp", addr.String())
	if err != nil {
		return errors.Join(fmt.Errorf("simulated network: %w", err), n.closeDocuments())
	}
	return nil
}

// Addr is the bound address, invalid before [Network.Listen].
func (n *Network) Addr() netip.AddrPort {
	if n.listener == nil {
		return netip.AddrPort{}
	}
	addr, ok := n.listener.Addr().(*net.TCPAddr)
	if !ok {
		return netip.AddrPort{}
	}
	return addr.AddrPort()
}

// CAPEM is the certificate of the authority that vouches for the instances, in
// PEM form. Trust it for this network and nothing else.
func (n *Network) CAPEM() []byte { return n.authority.pem() }

// Close releases what [Network.Listen] opened, for callers that will not call
// [Network.Run], which does so itself.
func (n *Network) Close() error {
	if n.listener == nil {
		return n.closeDocuments()
	}
	err := n.listener.Close()
	if errors.Is(err, net.ErrClosed) {
		err = nil
	}
	return errors.Join(err, n.closeDocuments())
}

// Run answers clients until ctx ends, and returns once every connection is closed
// and every goroutine gone. It listens first if nobody has.
func (n *Network) Run(ctx context.Context) error {
	if n.listener == nil {
		if err := n.Listen(); err != nil {
			return err
		}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	server := n.server(ctx)
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		<-ctx.Done()
		server.Close()
	}()
	n.cfg.Logger.InfoContext(ctx, "simulated network is up", slog.String("addr", n.Addr().String()), slog.Int("hosts", len(n.instances)))
	err := server.Serve(tls.NewListener(&countedListener{n.listener, n.counters}, n.tlsConfig()))
	stop()
	<-closed
	n.running.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return errors.Join(err, n.closeDocuments())
}

// longestAnswer ends the slowest of answers.
const longestAnswer = 3 * time.Minute

func (n *Network) server(ctx context.Context) *http.Server {
	return &http.Server{
		Handler:           http.HandlerFunc(n.answer),
		ReadHeaderTimeout: 30 * time.Second,
		ReadTimeout:       longestAnswer,
		WriteTimeout:      longestAnswer,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(n.cfg.Logger.Handler(), slog.LevelDebug),
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ConnState: func(_ net.Conn, state http.ConnState) {
			switch state {
			case http.StateNew:
				n.running.Add(1)
			case http.StateClosed, http.StateHijacked:
				n.running.Done()
			case http.StateActive, http.StateIdle:
			}
		},
	}
}

// countedListener counts the connections it accepts.
type countedListener struct {
	net.Listener
	counters *counters
}

func (l *countedListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err == nil {
		l.counters.connections.Add(1)
	}
	return conn, err
}
