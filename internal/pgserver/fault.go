package pgserver

import (
	"errors"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Stop ends the server in order: connections are cut, and everything is on disk.
func (s *Server) Stop() error {
	return s.end(func() error {
		// A paused one hears of it when it goes on.
		return errors.Join(s.process.Process.Signal(syscall.SIGINT), s.signal(syscall.SIGCONT))
	})
}

// Kill ends the server and all its processes at once, as a crash of the machine's
// memory would: SIGKILL, nothing written any more. It waits until they are gone:
// the next server refuses to start beside what is left of the last.
func (s *Server) Kill() error {
	if s.process == nil {
		return nil
	}
	pid := s.process.Process.Pid
	// A stopped server makes no new processes while the present ones are counted.
	if err := s.process.Process.Signal(syscall.SIGSTOP); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	await(func() bool { return strings.Trim(state(pid), "TtZX") == "" })
	children, err := childrenOf(pid)
	if err != nil {
		return err
	}
	err = s.end(func() error { return s.signal(syscall.SIGKILL) })
	for _, child := range children {
		await(func() bool { return strings.Trim(state(child), "ZX") == "" })
	}
	return err
}

// await looks again and again until it is so, for at most ten seconds: a process
// that somebody else waits for tells us nothing by itself.
func await(so func() bool) {
	for range 2000 {
		if so() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// state is the one letter that /proc has for a process, "" if there is none.
func state(pid int) string {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return ""
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	if len(fields) == 0 {
		return ""
	}
	return fields[0]
}

// Pause stops the server in mid-air: connections stay open and nothing answers.
func (s *Server) Pause() error { return s.signal(syscall.SIGSTOP) }

// Resume lets a paused server go on.
func (s *Server) Resume() error { return s.signal(syscall.SIGCONT) }

// end does what ends the server and waits until it has. An ended one stays so.
func (s *Server) end(how func() error) error {
	if s.process == nil {
		return nil
	}
	if err := how(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	<-s.ended
	s.process = nil
	return s.watch.release()
}

// signal sends to the server and to every process it has made.
func (s *Server) signal(sig syscall.Signal) error {
	children, err := childrenOf(s.process.Process.Pid)
	if err != nil {
		return err
	}
	faults := []error{s.process.Process.Signal(sig)}
	for _, pid := range children {
		if err := syscall.Kill(pid, sig); !errors.Is(err, syscall.ESRCH) {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

// childrenOf lists the processes whose parent is pid. Each of PostgreSQL's is the
// leader of a session of its own, so that there is no group to signal.
func childrenOf(pid int) ([]int, error) {
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return nil, err
	}
	var children []int
	for _, name := range stats {
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		// The second field, a name in parentheses, may hold anything.
		_, rest, _ := strings.Cut(string(text[strings.LastIndexByte(string(text), ')')+1:]), " ")
		if fields := strings.Fields(rest); len(fields) > 1 && fields[1] == strconv.Itoa(pid) {
			child, err := strconv.Atoi(filepath.Base(filepath.Dir(name)))
			if err != nil {
				return nil, err
			}
			children = append(children, child)
		}
	}
	return children, nil
}

// takesConnections reads postmaster.pid: its first line is the process and its
// eighth the status.
func takesConnections(status string, pid int) bool {
	lines := strings.Split(status, "\n")
	return len(lines) > 7 && lines[0] == strconv.Itoa(pid) && strings.TrimSpace(lines[7]) == "ready"
}

// unprivileged returns whom the server runs as if we are root, which it refuses.
func unprivileged() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil //nolint:nilnil // nobody else
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("PostgreSQL refuses to run as root, and there is no user postgres or nobody")
}

// watchdog is a shell that kills the server when our end of its input closes, as
// it does when a test program dies without having stopped its server.
type watchdog struct {
	shell *exec.Cmd
	input interface{ Close() error }
}

func guard(pid int) (*watchdog, error) {
	shell := exec.Command("/bin/sh", "-c", "read -r word; [ \"$word\" = done ] || { kill -QUIT $0; kill -CONT $0; }", strconv.Itoa(pid)) //nolint:noctx // outlives us on purpose
	input, err := shell.StdinPipe()
	if err != nil {
		return nil, err
	}
	return &watchdog{shell: shell, input: input}, shell.Start()
}

// release ends the watchdog; the server has ended, and its number may be another's.
func (w *watchdog) release() error {
	if w == nil {
		return nil
	}
	if pipe, ok := w.input.(interface{ Write([]byte) (int, error) }); ok {
		if _, err := pipe.Write([]byte("done\n")); err != nil {
			return err
		}
	}
	w.input.Close()
	return w.shell.Wait()
}
