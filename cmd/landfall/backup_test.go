package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"landfall/internal/chserver"
	"landfall/internal/pgserver"
)

// crawled is a data folder of a small network that has been crawled once.
func crawled(t *testing.T) string {
	t.Helper()
	network := startSim(t, "--hosts", "40", "--seed-hosts", "40", "--mix", "healthy", "--latency", "1ms")
	data := t.TempDir()
	landfallOutput(t, append(network.lab(), "--data", data, "--log-level", "error", "crawl", "--once", "--seeds", network.seeds, "--summary", "none")...)
	return data
}

// exported returns lines of an export, in order.
func exported(t *testing.T, what string, flags ...string) []string {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(landfallOutput(t, append(flags, "export", what)...)), "\n")
	slices.Sort(lines)
	return lines
}

func hostOf(t *testing.T, line string) string {
	t.Helper()
	_, rest, _ := strings.Cut(line, `"host":"`)
	host, _, ok := strings.Cut(rest, `"`)
	if !ok {
		t.Fatalf("no host in %s", line)
	}
	return host
}

func TestOptOutSurvivesRestore(t *testing.T) {
	t.Parallel()
	data := crawled(t)
	backup := filepath.Join(t.TempDir(), "backup")
	landfallOutput(t, "--data", data, "backup", backup)
	before := exported(t, "instances", "--data", data)
	gone := hostOf(t, before[3])
	landfallOutput(t, "--data", data, "forget", gone, "--why", "opt-out")
	after := exported(t, "instances", "--data", data)
	if len(after) != len(before)-1 || strings.Contains(strings.Join(after, "\n"), gone) {
		t.Fatalf("%d of %d instances after one was forgotten", len(after), len(before))
	}
	ledger := filepath.Join(t.TempDir(), "forgotten.ndjson")
	if err := os.WriteFile(ledger, []byte(landfallOutput(t, "--data", data, "forget", "--list")), 0o600); err != nil {
		t.Fatal(err)
	}
	check := func(t *testing.T, data string) {
		t.Helper()
		if got := exported(t, "instances", "--data", data); !slices.Equal(got, after) {
			t.Errorf("%d instances after the restore, want %d without %s", len(got), len(after), gone)
		}
		if visits := strings.Join(exported(t, "observations", "--data", data), "\n"); strings.Contains(visits, gone) || visits == "" {
			t.Errorf("visits to %s are back, or there are none at all", gone)
		}
		seeds := filepath.Join(t.TempDir(), "seeds.txt")
		if err := os.WriteFile(seeds, []byte(gone+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if out := landfallOutput(t, "--data", data, "seed", seeds); !strings.Contains(out, "0 new") {
			t.Errorf("a forgotten host can be seeded: %s", out)
		}
	}
	t.Run("over the present databases", func(t *testing.T) {
		landfallOutput(t, "--data", data, "restore", backup)
		check(t, data)
	})
	t.Run("on a new machine, with the ledger", func(t *testing.T) {
		data := t.TempDir()
		landfallOutput(t, "--data", data, "restore", backup, "--forgotten", ledger)
		check(t, data)
	})
}

func TestImportBringsEverythingToServers(t *testing.T) {
	t.Parallel()
	postgres := pgserver.Own(t)
	clickhouse := chserver.Start(t, chserver.Config{})
	data := crawled(t)
	servers := []string{"--data", t.TempDir(), "--log-level", "error",
		"--database", postgres.Database(t, "template1"), "--observations", clickhouse.DSN("default")}
	gone := hostOf(t, exported(t, "instances", "--data", data)[5])
	landfallOutput(t, "--data", data, "forget", gone)
	for range 2 { // a second time brings nothing twice
		landfallOutput(t, append(servers, "import", data)...)
		for _, what := range []string{"instances", "observations"} {
			want, got := exported(t, what, "--data", data), exported(t, what, servers...)
			if !slices.Equal(want, got) {
				t.Errorf("%d %s, want %d the same as before", len(got), what, len(want))
			}
		}
	}
	if out := landfallOutput(t, append(servers, "forget", "--list")...); !strings.Contains(out, gone) {
		t.Errorf("the ledger was left behind: %s", out)
	}
}

func TestBackupRefusesWhatItCannotDo(t *testing.T) {
	data := t.TempDir()
	for _, tt := range []struct {
		name string
		args []string
		says string
	}{
		{"a folder that is there", []string{"--data", data, "backup", t.TempDir()}, "exists"},
		{"a backup that is none", []string{"--data", data, "restore", t.TempDir()}, "no backup"},
		{"restoring into servers", []string{"--data", data, "--database", "postgres://x/y", "restore", t.TempDir()}, "embedded"},
		{"forgetting nobody", []string{"--data", data, "forget"}, "give a host"},
		{"forgetting no host", []string{"--data", data, "forget", "localhost"}, "localhost"},
		{"a broken ledger", []string{"--data", data, "restore", data, "--forgotten", filepath.Join(data, "landfall.db")}, "ledger"},
		{"importing from itself", []string{"--data", data, "import", data}, "that is where it is"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, err := landfallCommand(context.Background(), t, tt.args...).CombinedOutput()
			if err == nil || !strings.Contains(string(out), tt.says) || strings.Count(string(out), "\n") != 1 {
				t.Errorf("landfall %v: %v, %q; want one line that says %q", tt.args, err, out, tt.says)
			}
		})
	}
}
