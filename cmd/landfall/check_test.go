package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/crawler/diagnosis"
	"landfall/internal/sim"
	"landfall/internal/sqlstore"
)

// checkWorld is a simulated network to check hosts of.
type checkWorld struct {
	network *sim.Network
	flags   []string
	data    string
}

func newCheckWorld(t *testing.T) checkWorld {
	t.Helper()
	network := runSim(t, sim.Config{Seed: 7, Hosts: 400, Mix: sim.MixDemo()})
	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, network.CAPEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	return checkWorld{network, []string{"--lab-dial", network.Addr().String(), "--lab-ca", ca, "--data", data}, data}
}

// of returns a host that behaves as kind says and whose robots.txt is of that sort;
// "" stands for any.
func (w checkWorld) of(t *testing.T, kind sim.Kind, robots string) landfall.Host {
	t.Helper()
	for _, h := range w.network.Hosts() {
		if h.Kind == kind && (robots == "" || h.Robots == robots) {
			return landfall.Host(h.Name)
		}
	}
	t.Fatalf("no host is %s with robots.txt %q", kind, robots)
	return ""
}

// check runs the command and reads what it says.
func (w checkWorld) check(t *testing.T, host landfall.Host) (code int, report diagnosis.Report) {
	t.Helper()
	code, out, complaint := runHere(t, append(w.flags, "check", "--json", string(host))...)
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatalf("%s: %v in %q; complaint %q", host, err, out, complaint)
	}
	return code, report
}

func TestCheckSaysWhatIsWrong(t *testing.T) {
	w := newCheckWorld(t)
	for _, tt := range []struct {
		kind         sim.Kind
		robots, line string
		says         string
	}{
		{sim.Healthy, "none", "", ""},
		{sim.TLSExpired, "", "certificate", "ended on"},
		{sim.TLSWrongHost, "", "certificate", "for other names"},
		{sim.Reset, "", "tls", "cut"},
		{sim.PlainSite, "none", "nodeinfo_link", "HTTP 404"},
		{sim.Gone, "", "nodeinfo_link", "gone for good"},
		{sim.Throttled, "", "throttle", "429"},
		{sim.Moved, "", "redirect", "leads to"},
	} {
		t.Run(string(tt.kind), func(t *testing.T) {
			code, report := w.check(t, w.of(t, tt.kind, tt.robots))
			if tt.line == "" {
				if code != 0 || report.Failed() || report.Listed == nil {
					t.Errorf("exit code %d, %+v", code, report)
				}
				return
			}
			if code != exitFailed {
				t.Errorf("exit code %d, want %d", code, exitFailed)
			}
			for _, l := range report.Lines {
				if l.ID == tt.line && l.Level == diagnosis.Fail && strings.Contains(l.Found, tt.says) && l.Fix != "" {
					return
				}
			}
			t.Errorf("no failing line %s with %q and a fix in %+v", tt.line, tt.says, report.Lines)
		})
	}
}

// What the operator or the host itself has shut is not visited by a check either.
func TestCheckHeedsTheStore(t *testing.T) {
	w := newCheckWorld(t)
	host := w.of(t, sim.Healthy, "none")
	hosts, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(w.data, hostsFile)})
	if err != nil {
		t.Fatal(err)
	}
	if err := hosts.Forget(t.Context(), host, "opt-out", time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := hosts.Close(); err != nil {
		t.Fatal(err)
	}
	w.network.ResetStats()
	code, report := w.check(t, host)
	if code != exitFailed || !strings.Contains(report.Verdict, "asked not to be measured") {
		t.Errorf("exit code %d, %q", code, report.Verdict)
	}
	if n := w.network.Stats().Requests; n != 0 {
		t.Errorf("%d requests to a host that asked for none", n)
	}
}

func TestADiagnosisFitsItsLine(t *testing.T) {
	text := wrap(strings.Repeat("word ", 40), 60, 20)
	for line := range strings.Lines(text) {
		if len(strings.TrimRight(line, "\n")) > 60 {
			t.Errorf("too long: %q", line)
		}
	}
	if got := oneLine("a\x1b[31mb\u202ec\nd"); got != "a [31mbc d" {
		t.Errorf("%q", got)
	}
}
