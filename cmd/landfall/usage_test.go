package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// runHere runs the program inside the test.
func runHere(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, complaint bytes.Buffer
	code = run(t.Context(), args, &out, &complaint)
	return code, out.String(), complaint.String()
}

func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWrongUseGivesOneClearLineAndExitCode2(t *testing.T) {
	data := t.TempDir()
	for _, tt := range []struct {
		name string
		args []string
		says string
	}{
		{"no command", nil, "expected one of"},
		{"unknown command", []string{"crawll"}, "crawll"},
		{"unknown flag", []string{"crawl", "--onec"}, "--onec"},
		{"value of the wrong kind", []string{"crawl", "--in-flight", "many"}, "--in-flight"},
		{"value out of range", []string{"crawl", "--in-flight", "0"}, "--in-flight"},
		{"past too long", []string{"demo", "--past", "1000"}, "--past"},
		{"lease too short", []string{"crawl", "--lease", "3s"}, "--lease"},
		{"word out of a choice", []string{"export", "instances", "--format", "xml"}, "--format"},
		{"host that is none", []string{"check", "localhost"}, "localhost"},
		{"seed file that is not there", []string{"seed", "no-such-file"}, "no-such-file"},
		{"seed file with a bad line", []string{"seed", writeFile(t, "seeds.txt", "amber-otter-sim.social\nnot a host\n")}, "line 2"},
		{"seed file without hosts", []string{"seed", writeFile(t, "none.txt", "# nothing\n")}, "no host"},
		{"half of lab mode", []string{"--lab-dial", "127.0.0.1:8443", "check", "amber-otter-sim.social"}, "--lab-ca"},
		{"lab mode on a public address", []string{"--lab-dial", "203.0.113.9:443", "--lab-ca", writeFile(t, "ca.pem", ""), "check", "amber-otter-sim.social"}, "loopback"},
		{"config file that is not there", []string{"--config", "no-such.yaml", "config"}, "no-such.yaml"},
		{"config file with an unknown key", []string{"--config", writeFile(t, "c.yaml", "listne: x\n"), "config"}, "listne"},
		{"config file that is no mapping", []string{"--config", writeFile(t, "c.yaml", "- a\n- b\n"), "config"}, "config file"},
		{"config file with nested values", []string{"--config", writeFile(t, "c.yaml", "listen:\n  port: 80\n"), "config"}, "listen"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, out, complaint := runHere(t, append([]string{"--data", data}, tt.args...)...)
			if code != exitUsage {
				t.Errorf("exit code %d, want %d", code, exitUsage)
			}
			if strings.Count(complaint, "\n") != 1 || !strings.Contains(complaint, tt.says) {
				t.Errorf("complaint %q, want one line with %q", complaint, tt.says)
			}
			if out != "" {
				t.Errorf("standard output %q, want nothing", out)
			}
		})
	}
}

func TestFlagsWinOverEnvironmentOverFileOverDefault(t *testing.T) {
	file := writeFile(t, "landfall.yaml", "listen: file:1\nlog_level: warn\nseeds: []\nworker: from-file\n")
	t.Setenv("LANDFALL_LOG_LEVEL", "error")
	code, out, complaint := runHere(t, "--config", file, "config")
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, complaint)
	}
	for _, want := range []string{"listen: file:1 # file", "log_level: error # LANDFALL_LOG_LEVEL", "in_flight: 384 # default"} {
		if !strings.Contains(strings.Join(strings.Fields(out), " "), want) {
			t.Errorf("config printed no %q:\n%s", want, out)
		}
	}
}

func TestHelpExplainsEveryCommand(t *testing.T) {
	code, out, _ := runHere(t, "--help")
	if code != 0 {
		t.Errorf("exit code %d", code)
	}
	for _, command := range []string{"serve", "crawl", "demo", "sim", "check", "seed", "export", "backup", "restore", "import", "forget", "migrate", "config", "version"} {
		if !strings.Contains(out, "\n  "+command) {
			t.Errorf("--help does not list %q", command)
		}
		if code, out, _ := runHere(t, command, "--help"); code != 0 || !strings.Contains(out, "Usage:") {
			t.Errorf("%s --help: code %d, %q", command, code, out)
		}
	}
}

func TestConfigShowsNoPasswords(t *testing.T) {
	file := writeFile(t, "servers.yaml", "database: postgres://me:sesame@localhost/x\nobservations: clickhouse://me:sesame@localhost:9000/x\noperator_token: open-sesame-open-sesame\n")
	code, out, complaint := runHere(t, "--config", file, "config")
	if code != 0 || !strings.Contains(out, "postgres://me:") {
		t.Fatalf("config = %d, %s%s", code, out, complaint)
	}
	if strings.Contains(out, "sesame") {
		t.Errorf("a password is printed:\n%s", out)
	}
}
