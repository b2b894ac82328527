package chserver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync"
)

// server is one chDB engine and the clients it serves.
type server struct {
	engine         []string // arguments of every chDB connection
	user, password string
	log            *slog.Logger

	version  [3]int
	timezone string

	rootMu sync.Mutex
	root   *session // keeps the engine up between clients; runs KILL QUERY

	mu   sync.Mutex
	open map[net.Conn]bool
}

// newServer starts the engine and asks it for its version and time zone.
func newServer(cfg Config, log *slog.Logger) (*server, error) {
	// chDB turns implicit_select on, which makes typing errors valid queries.
	engine := []string{"clickhouse", "--implicit_select=0"}
	if cfg.Dir != "" {
		engine = append(engine, "--path="+cfg.Dir)
	}
	engine = append(engine, cfg.Args...)
	root, err := openSession(engine)
	if err != nil {
		return nil, err
	}
	s := &server{
		engine: engine, user: cfg.User, password: cfg.Password, log: log,
		root: root, open: map[net.Conn]bool{},
	}
	if err := s.identify(cfg.Version); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// identify finds out what the server says of itself. A version that is set is told
// instead of the engine's.
func (s *server) identify(version string) error {
	b, err := s.root.query("SELECT version(), timezone()", "TSV", params{})
	if err != nil {
		return fmt.Errorf("ask for the version: %w", err)
	}
	text, zone, _ := strings.Cut(strings.TrimSpace(string(b)), "\t")
	if version != "" {
		text = version
	}
	s.timezone = zone
	if _, err := fmt.Sscanf(text, "%d.%d.%d", &s.version[0], &s.version[1], &s.version[2]); err != nil {
		return fmt.Errorf("version %q: %w", text, err)
	}
	return nil
}

func (s *server) close() {
	s.root.close()
	api.shutdown()
}

// serve accepts clients until ctx ends, then closes them and waits.
func (s *server) serve(ctx context.Context, ln net.Listener) {
	stop := context.AfterFunc(ctx, func() {
		ln.Close()
		s.mu.Lock()
		defer s.mu.Unlock()
		for nc := range s.open {
			nc.Close()
		}
	})
	defer stop()
	var clients sync.WaitGroup
	for {
		nc, err := ln.Accept()
		if err != nil {
			break
		}
		s.track(nc, true)
		if ctx.Err() != nil {
			nc.Close()
		}
		clients.Go(func() {
			defer s.track(nc, false)
			defer nc.Close()
			err := s.client(nc)
			if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, net.ErrClosed) {
				s.log.DebugContext(ctx, "client left", "address", nc.RemoteAddr(), "error", err)
			}
		})
	}
	clients.Wait()
}

func (s *server) track(nc net.Conn, open bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if open {
		s.open[nc] = true
	} else {
		delete(s.open, nc)
	}
}

// session opens a session in a database.
func (s *server) session(database string) (*session, error) {
	own, err := openSession(s.engine)
	if err != nil || database == "" || database == "default" {
		return own, err
	}
	if _, err := own.query("USE "+quoteName(database), "TSV", params{}); err != nil {
		own.close()
		return nil, err
	}
	return own, nil
}

// kill ends the query that was tagged with this log_comment, if it still runs.
func (s *server) kill(tag string) {
	s.rootMu.Lock()
	defer s.rootMu.Unlock()
	sql := "KILL QUERY WHERE Settings['log_comment']=" + quote(tag) + " ASYNC"
	_, _ = s.root.query(sql, "TSV", params{})
}
