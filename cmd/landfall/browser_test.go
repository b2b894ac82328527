package main

import (
	"bufio"
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// startDemo starts the demo and waits until its first crawl has filled the
// directory. It returns the site's address.
func startDemo(t *testing.T, hosts string) string {
	t.Helper()
	line, r := landfallStart(t, "demo", "--listen", "127.0.0.1:0", "--hosts", hosts, "--past", "2",
		"--public-url", "https://landfall-sim.org") // what pages say to other programs is in them

	_, rest, _ := strings.Cut(line, "http://")
	address, _, ok := strings.Cut(rest, " ")
	if !ok {
		t.Fatalf("demo said %q, want its address", line)
	}
	base := "http://" + address
	deadline := time.Now().Add(time.Minute)
	for !shows(t, base+"/servers", "<li class=\"card") {
		if time.Now().After(deadline) {
			t.Fatalf("the demo shows no server after a minute: %s", r.stderr)
		}
		time.Sleep(200 * time.Millisecond) // another process is what we wait for
	}
	return base
}

// shows reports whether the page at url holds the text.
func shows(t *testing.T, url, text string) bool {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.Contains(lines.Text(), text) {
			return true
		}
	}
	return false
}

// browserTools skips a test if there is no browser to run it in. It returns the project's folder.
func browserTools(t *testing.T) (root string) {
	t.Helper()
	root = filepath.Join("..", "..")
	for _, need := range []string{"node", "chromium"} {
		if _, err := exec.LookPath(need); err != nil {
			skipOrFail(t, "browser tests need "+need)
		}
	}
	if _, err := os.Stat(filepath.Join(root, "node_modules", "playwright-core")); err != nil {
		skipOrFail(t, "browser tests need npm's packages: make browser")
	}
	return root
}

// TestEveryPageInABrowser opens the demo's pages in Chromium: light and dark, at
// several widths, with and without script, and with axe-core's rules.
func TestEveryPageInABrowser(t *testing.T) {
	t.Parallel()
	root := browserTools(t)
	base := startDemo(t, "120")
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", "web/browser/pages.mjs", base)
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("browser tests: %v", err)
	}
}

// skipOrFail skips a test that cannot run here; in CI nothing may be missing.
func skipOrFail(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}
