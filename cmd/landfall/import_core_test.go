package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landfall/internal/pgserver"
)

// A server goes on where it was brought: with its accounts, its posts and the key that its
// private keys are encrypted with.
func TestImportCarriesTheCore(t *testing.T) {
	t.Parallel()
	old, data := t.TempDir(), t.TempDir()
	core := func(args ...string) []string {
		return append([]string{"core", "--origin", "https://home.example"}, args...)
	}
	landfallOutput(t, append([]string{"--data", old}, core("account", "add", "alice")...)...)
	landfallOutput(t, append([]string{"--data", old}, core("post", "alice", "Hello.")...)...)
	database := pgserver.Own(t).Database(t, "template1")
	target := []string{"--data", data, "--database", database}

	// A key of something else is not lost.
	if err := os.WriteFile(filepath.Join(data, masterFile), []byte("another\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused := landfallCommand(t.Context(), t, append(target, "import", old)...)
	if out, err := refused.CombinedOutput(); err == nil || !strings.Contains(string(out), "master key") {
		t.Fatalf("import beside another key: %v\n%s", err, out)
	}
	if err := os.Remove(filepath.Join(data, masterFile)); err != nil {
		t.Fatal(err)
	}
	if out := landfallOutput(t, append(target, "import", old)...); strings.Contains(out, " 0 rows of the federation core") {
		t.Errorf("import says: %s", out)
	}
	if info, err := os.Stat(filepath.Join(data, masterFile)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("master key: %v, %v", info, err)
	}
	// The second post takes the key, and comes after the first.
	landfallOutput(t, append(target, core("post", "alice", "Back again.")...)...)
	posts := landfallOutput(t, append(target, core("show", "alice", "posts")...)...)
	if first, second := strings.Index(posts, "Back again."), strings.Index(posts, "Hello."); first < 0 || second < first {
		t.Errorf("posts:\n%s", posts)
	}
	// What has begun there is not overwritten.
	if out := landfallOutput(t, append(target, "import", old)...); !strings.Contains(out, " 0 rows of the federation core") {
		t.Errorf("the second import says: %s", out)
	}
}
