package web

import (
	"encoding/json"
	"flag"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall/web/tongue"
)

var (
	judge  = flag.String("axe", "", "have axe judge every page in these languages, such as ar,en-xa")
	shoot  = flag.String("screenshots", "", "take pictures of every page into this folder")
	sample = flag.String("only", "", "of the pages, those with this in their address")
)

// TestEveryPageInOtherTongues has axe judge every page of the tests' world in other languages, such
// as from right to left and with longer words, and measures whether it fits its window: make axe.
func TestEveryPageInOtherTongues(t *testing.T) {
	if *judge == "" {
		t.Skip("takes minutes: make axe")
	}
	var list [][2]any
	for l := range strings.SplitSeq(*judge, ",") {
		prefix := tongue.Pseudo(false).Prefix
		if published := tongue.Find(l); published != nil {
			prefix = published.Prefix
		} else if "/"+l != prefix {
			t.Fatalf("pages are in no language %q", l)
		}
		for _, p := range pagesListed() {
			list = append(list, [2]any{prefix + p.path, p.status})
		}
	}
	inBrowser(t, list, "web/browser/tongues.mjs", "looks")
}

// TestEveryPageFitsInEveryLanguage opens every page of the tests' world in all the other languages in
// the narrowest window: make axe.
func TestEveryPageFitsInEveryLanguage(t *testing.T) {
	if *judge == "" {
		t.Skip("takes minutes: make axe")
	}
	var list [][2]any
	for _, l := range tongue.All()[1:] {
		for _, p := range pagesListed() {
			list = append(list, [2]any{l.Prefix + p.path, p.status})
		}
	}
	inBrowser(t, list, "web/browser/tongues.mjs", "fits")
}

// TestScreenshots takes a picture of every page: make screenshots.
func TestScreenshots(t *testing.T) {
	if *shoot == "" {
		t.Skip("takes minutes: make screenshots")
	}
	var list [][2]any
	for _, p := range pagesListed() {
		list = append(list, [2]any{p.path, p.status})
	}
	inBrowser(t, list, "web/browser/screenshots.mjs", *shoot)
}

// TestEveryUseWithoutScript does in a browser what readers do, with JavaScript switched off.
func TestEveryUseWithoutScript(t *testing.T) {
	for _, need := range []string{"node", "chromium"} {
		if _, err := exec.LookPath(need); err != nil {
			missing(t, "browser tests need "+need)
		}
	}
	if _, err := os.Stat("../node_modules/playwright-core"); err != nil {
		missing(t, "browser tests need npm's packages: make browser")
	}
	inBrowser(t, nil, "web/browser/noscript.mjs")
}

// missing skips a test that cannot run here; in CI nothing may be missing.
func missing(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// listed is a page and the status with which it answers.
type listed struct {
	path   string
	status int
}

// pagesListed are all pages of the tests' world that answer as such.
func pagesListed() []listed {
	var list []listed
	all := pages()
	for _, path := range slices.Sorted(maps.Keys(all)) {
		if strings.Contains(path, *sample) {
			list = append(list, listed{path, all[path]})
		}
	}
	return list
}

// inBrowser serves the tests' world, with the API, and runs a script of Node with its address and
// more arguments; the script reads the pages on standard input.
func inBrowser(t *testing.T, list [][2]any, script string, more ...string) {
	t.Helper()
	w := wholeWorld()
	deps := depsOf(w)
	deps.TakeTip, deps.Submit = w.TakeTip, w.Submit
	site := serving(t, New(Config{VisitEvery: 6 * time.Hour}, deps), append(tongue.All(), tongue.Pseudo(false))...)
	server := newLoopback(t, withAPIBeside(t, w, site))
	input, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", append([]string{script, server}, more...)...) //nolint:gosec // the scripts are our own
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = "..", strings.NewReader(string(input)), os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		t.Errorf("%s: %v", script, err)
	}
}

// newLoopback serves a handler until the test ends, and returns its address.
func newLoopback(t *testing.T, h http.Handler) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}
