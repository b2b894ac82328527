package chserver

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// Config says how to run a server. The zero Config runs one on a free port of
// loopback, with its data in a temporary folder, that takes any user.
type Config struct {
	Dir            string   // data folder; empty for one that goes with the test
	Addr           string   // listen address; empty for a free port of loopback
	User, Password string   // required credentials; any if User is empty
	Version        string   // what the server claims to be, such as "24.3.1"; empty for the truth
	Args           []string // more arguments for the engine
}

// Server is a running server process.
type Server struct {
	t       testing.TB
	cfg     Config
	library string
	cmd     *exec.Cmd
	stdin   io.Closer // the child ends when it closes
}

// Start runs a server, which ends with the test. Without the library the test is
// skipped, or fails if the environment says CI.
func Start(t testing.TB, cfg Config) *Server {
	t.Helper()
	s := &Server{t: t, cfg: cfg, library: library(t)}
	if s.cfg.Dir == "" {
		s.cfg.Dir = t.TempDir()
	}
	if s.cfg.Addr == "" {
		s.cfg.Addr = "127.0.0.1:0"
	}
	s.Restart()
	t.Cleanup(s.Stop)
	return s
}

// Restart starts the server again after [Server.Stop] or [Server.Kill], on the same
// folder and address.
func (s *Server) Restart() {
	s.t.Helper()
	spec, err := json.Marshal(childConfig{s.cfg, s.library})
	if err != nil {
		s.t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0]) //nolint:noctx // it lives as long as the test
	cmd.Env = append(os.Environ(), environment+"="+string(spec))
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		s.t.Fatal(err)
	}
	s.cmd, s.stdin = cmd, stdin
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if _, scanErr := fmt.Sscanf(line, "ready %s", &s.cfg.Addr); scanErr != nil {
		s.Kill()
		s.t.Fatalf("the server did not become ready: %q, %v", line, err)
	}
}

// Addr is where the server listens.
func (s *Server) Addr() string { return s.cfg.Addr }

// DSN is how clickhouse-go reaches a database of the server.
func (s *Server) DSN(database string) string {
	u := url.URL{Scheme: "clickhouse", Host: s.cfg.Addr, Path: "/" + database}
	if s.cfg.User != "" {
		u.User = url.UserPassword(s.cfg.User, s.cfg.Password)
	}
	return u.String()
}

// Stop ends the server in good order. A server that is not running stays so.
func (s *Server) Stop() {
	if s.cmd == nil {
		return
	}
	s.stdin.Close()
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("server: %v", err)
	}
	s.cmd = nil
}

// Kill ends the server at once, as a power cut would end it.
func (s *Server) Kill() {
	if s.cmd == nil {
		return
	}
	s.signal(syscall.SIGKILL)
	_ = s.cmd.Wait()
	s.stdin.Close()
	s.cmd = nil
}

// Pause makes the server stop answering; its connections stay.
func (s *Server) Pause() {
	s.t.Helper()
	s.signal(syscall.SIGSTOP)
	if _, err := syscall.Wait4(s.cmd.Process.Pid, nil, syscall.WUNTRACED, nil); err != nil {
		s.t.Errorf("wait for the server to pause: %v", err)
	}
}

// Resume undoes [Server.Pause].
func (s *Server) Resume() { s.signal(syscall.SIGCONT) }

func (s *Server) signal(what syscall.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(what); err != nil {
		s.t.Errorf("signal server: %v", err)
	}
}
