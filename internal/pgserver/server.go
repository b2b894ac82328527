package pgserver

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// The one user, who may do anything, and the password asked of it.
const (
	User     = "landfall"
	Password = "quiet-harbour"
)

// Server is a PostgreSQL. Its methods may be called from one goroutine at a time,
// those of its databases from any.
type Server struct {
	programs programs
	scratch  string
	port     int
	owner    *syscall.Credential // whom the server runs as, nil for ourselves

	process *exec.Cmd
	ended   chan struct{} // closed when process has
	watch   *watchdog

	mu    sync.Mutex
	names int // of databases and schemas made so far
}

// Start makes an empty database cluster and starts a server on it. The caller
// ends it with Close. If the machine has no PostgreSQL, the error is [ErrNone].
func Start(ctx context.Context) (*Server, error) {
	scratch, err := os.MkdirTemp("", "landfall-pg-")
	if err != nil {
		return nil, err
	}
	s := &Server{scratch: scratch}
	if err := s.prepare(ctx); err != nil {
		os.RemoveAll(scratch)
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	if err := s.Restart(ctx); err != nil {
		os.RemoveAll(scratch)
		return nil, err
	}
	return s, nil
}

// prepare finds the programs, a port and a user, and makes the cluster.
func (s *Server) prepare(ctx context.Context) (err error) {
	if s.programs, err = find(s.scratch); err != nil {
		return err
	}
	if s.port, err = freePort(ctx); err != nil {
		return err
	}
	secret := filepath.Join(s.scratch, "password")
	if err := os.WriteFile(secret, []byte(Password), 0o644); err != nil {
		return err
	}
	if s.owner, err = unprivileged(); err != nil {
		return err
	}
	if s.owner != nil {
		if err := os.Chown(s.scratch, int(s.owner.Uid), int(s.owner.Gid)); err != nil {
			return err
		}
	}
	// The cluster's first files need not be on disk: it is lost with the test.
	initdb := s.command(ctx, "initdb", "--pgdata", s.data(), "--username", User, "--pwfile", secret,
		"--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync")
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	return nil
}

func (s *Server) data() string { return filepath.Join(s.scratch, "data") }

// command prepares one of PostgreSQL's programs, which refuse to run as root.
func (s *Server) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join(s.programs.bin, name), args...)
	cmd.Env = s.programs.environment()
	cmd.Dir = s.scratch
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.owner}
	return cmd
}

// Version is what the server says of itself, such as "postgres (PostgreSQL) 15.18".
func (s *Server) Version() string { return s.programs.version }

// Address is where the server listens, such as "127.0.0.1:5432".
func (s *Server) Address() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// URL returns the URL of a database, which need not exist.
func (s *Server) URL(database string) string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(User, Password),
		Host:     s.Address(),
		Path:     "/" + database,
		RawQuery: "sslmode=disable",
	}
	return u.String()
}

// Restart starts the server on the data and the port it had, after Stop or Kill,
// and waits until it takes connections.
func (s *Server) Restart(ctx context.Context) error {
	// The process outlives ctx, which bounds only the wait for it.
	s.process = s.command(context.WithoutCancel(ctx), "postgres", "-D", s.data(),
		"-c", "listen_addresses=127.0.0.1", "-c", "port="+strconv.Itoa(s.port),
		"-c", "unix_socket_directories=", "-c", "fsync=on", "-c", "max_connections=100",
		"-c", "shared_buffers=64MB", "-c", "log_min_messages=fatal", "-c", "autovacuum_naptime=5")
	log, err := os.OpenFile(filepath.Join(s.scratch, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	s.process.Stdout, s.process.Stderr = log, log
	if err := s.process.Start(); err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	s.ended = make(chan struct{})
	go func(process *exec.Cmd, ended chan struct{}) {
		defer close(ended)
		process.Wait() //nolint:errcheck // however it ended, it has
	}(s.process, s.ended)
	if s.watch, err = guard(s.process.Process.Pid); err != nil {
		return errors.Join(err, s.Kill())
	}
	if err := s.ready(ctx); err != nil {
		text, _ := os.ReadFile(log.Name())
		text = text[max(0, len(text)-2000):]
		return errors.Join(fmt.Errorf("start PostgreSQL: %w: %s", err, text), s.Kill())
	}
	return nil
}

// ready waits until the server's own status file says that it takes connections.
func (s *Server) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		if status, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid")); err == nil && takesConnections(string(status), s.process.Process.Pid) {
			return nil
		}
		select {
		case <-tick.C:
		case <-s.ended:
			return errors.New("it ended")
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Close ends the server and removes its data.
func (s *Server) Close() error {
	return errors.Join(s.Stop(), os.RemoveAll(s.scratch))
}

// freePort returns a port that nobody listens on just now.
func freePort(ctx context.Context) (int, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp4", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
