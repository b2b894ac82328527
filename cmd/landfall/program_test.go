package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"landfall/internal/chserver"
)

// program builds the binary once for all tests of this package and returns its
// path. Tests that need the program as a user has it run this.
var program = sync.OnceValues(func() (string, error) {
	built = true
	dir, err := os.MkdirTemp("", "landfall-test-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "landfall")
	out, err := exec.Command("go", "build", "-trimpath", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return path, nil
})

// built tells that the program was needed.
var built bool

func TestMain(m *testing.M) {
	chserver.Child()
	// Most tests here wait for other processes, so more than one for each core may run.
	flag.Parse()
	if given := flag.Lookup("test.parallel"); given.Value.String() == given.DefValue {
		_ = flag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0)))
	}
	code := m.Run()
	if built {
		if path, err := program(); err == nil {
			os.RemoveAll(filepath.Dir(path))
		}
	}
	os.Exit(code)
}

// landfallCommand is the program with arguments and a clean environment.
func landfallCommand(ctx context.Context, t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatalf("build the program: %v", err)
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 20 * time.Second
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "LANDFALL_") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	return cmd
}

// landfallOutput runs the program to its end and returns its standard output.
func landfallOutput(t *testing.T, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := landfallCommand(ctx, t, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("landfall %s: %v\n%s%s", strings.Join(args, " "), err, out, stderr.String())
	}
	return string(out)
}

// running is a program that goes on until the test ends.
type running struct {
	cmd    *exec.Cmd
	stderr *bytes.Buffer
	lines  *bufio.Scanner
}

// landfallStart starts the program and waits for its first line of output, which
// it returns. The test's end stops it with SIGTERM and waits.
func landfallStart(t *testing.T, args ...string) (first string, r *running) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	cmd := landfallCommand(ctx, t, args...)
	r = &running{cmd: cmd, stderr: &bytes.Buffer{}}
	cmd.Stderr = r.stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		_ = cmd.Wait()
	})
	r.lines = bufio.NewScanner(out)
	if !r.lines.Scan() {
		cancel()
		_ = cmd.Wait()
		t.Fatalf("landfall %s ended early: %s", strings.Join(args, " "), r.stderr)
	}
	return r.lines.Text(), r
}

// simulated is a simulated network that runs beside a test.
type simulated struct {
	addr, ca, seeds, index string
}

// lab returns the flags that point the program at the network.
func (s simulated) lab() []string { return []string{"--lab-dial", s.addr, "--lab-ca", s.ca} }

// startSim starts the program's own simulator in a process of its own.
func startSim(t *testing.T, args ...string) simulated {
	t.Helper()
	dir := t.TempDir()
	s := simulated{ca: filepath.Join(dir, "ca.pem"), seeds: filepath.Join(dir, "seeds.txt"), index: filepath.Join(dir, "index.tsv")}
	args = append([]string{"sim", "--listen", "127.0.0.1:0", "--ca", s.ca, "--seeds", s.seeds, "--index", s.index}, args...)
	line, _ := landfallStart(t, args...)
	fields := strings.Fields(line)
	if len(fields) < 2 || fields[0] != "ready" {
		t.Fatalf("sim said %q, want a ready line", line)
	}
	s.addr = fields[1]
	return s
}
