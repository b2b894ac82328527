//go:build chaos && linux

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"landfall"
	"landfall/internal/sim"
	"landfall/internal/sqlstore"
	"landfall/internal/wan"
)

var (
	netHosts = flag.Int("net-hosts", 3000, "instances behind the network that is cut")
	netCut   = flag.Duration("net-cut", 40*time.Second, "how long each cut lasts")
)

// cut is one way to lose the network.
type cut struct {
	name  string
	cause landfall.GapCause // of the gap to be recorded; "" if it is somebody else's outage
	often bool              // the sentinels get through at times, so there may be several gaps
	begin func(*outside)
}

var cuts = []cut{
	{"link down", landfall.GapUplink, false, func(o *outside) { o.network.Lose(netip.MustParsePrefix("0.0.0.0/0")) }},
	{"resolver SERVFAIL", landfall.GapResolver, false, func(o *outside) { o.names.Store(namesFail) }},
	{"resolver drops", landfall.GapResolver, false, func(o *outside) { o.names.Store(namesDrop) }},
	{"resolver too slow", landfall.GapResolver, false, func(o *outside) { o.names.Store(namesSlow) }},
	{"resolver answers NXDOMAIN", landfall.GapResolver, false, func(o *outside) { o.names.Store(namesDeny) }},
	{"captive portal", landfall.GapPortal, false, func(o *outside) { o.names.Store(namesPortal) }},
	{"half of all packets lost", landfall.GapUplink, true, func(o *outside) { o.network.Thin(0.5) }},
	{"one network away", "", false, func(o *outside) { o.network.Lose(netip.PrefixFrom(o.address(0, 0), 16)) }},
}

// TestChaosNet cuts the real program off in eight ways while it is kept busy: no lab,
// its own look-ups, its own rules of addresses, port 443, the system's roots. It
// needs root and namespaces of its own: make chaos-net.
func TestChaosNet(t *testing.T) {
	o := newOutside(t)
	data := t.TempDir()
	args := []string{"--data", data, "--log-level", "info"}
	crawl := []string{"crawl", "--seeds", o.seeds, "--sentinels", strings.Join(o.sentinels, ","), "--in-flight", "256", "--summary", "none"}
	landfallOutput(t, append(append([]string{}, args...), append(crawl, "--once")...)...)

	store, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(data, hostsFile)})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	before := standing(t, store)
	alive := 0
	for _, in := range before {
		if in.Status == landfall.StatusAlive {
			alive++
		}
	}
	t.Logf("%d instances known, %d alive, in %d networks", len(before), alive, networksOutside)
	if alive < *netHosts*8/10 {
		t.Fatalf("only %d of %d are alive before anything is cut", alive, *netHosts)
	}
	began := time.Now()
	address := freePort(t)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	crawler := landfallCommand(ctx, t, append(append([]string{}, args...), append(crawl, "--ops-listen", address)...)...)
	var log bytes.Buffer
	crawler.Stderr = &log
	if err := crawler.Start(); err != nil {
		t.Fatal(err)
	}
	metrics := "http://" + address + "/metrics"
	becomes(t, "at the start", metrics, http.StatusOK, "landfall_crawler_degraded 0")
	for _, c := range cuts {
		o.play(t, c, store, metrics, before)
	}
	o.recovers(t, store, metrics, before)
	stop()
	if err := crawler.Wait(); err != nil && crawler.ProcessState.ExitCode() != 0 {
		t.Errorf("the crawler ends with %v\n%s", err, log.String())
	}
	judgeVisits(t, args, before, began)
}

// play cuts, keeps the crawler busy, mends, and looks what became of everybody.
func (o *outside) play(t *testing.T, c cut, store *sqlstore.Store, metrics string, before map[landfall.Host]landfall.Instance) {
	t.Helper()
	voided := metric(t, metrics, "landfall_crawler_voided_total")
	began := time.Now()
	c.begin(o)
	var noticed time.Duration
	for time.Since(began) < *netCut {
		makeDue(t, store)
		for range 10 {
			if noticed == 0 && metric(t, metrics, "landfall_crawler_degraded") > 0 {
				noticed = time.Since(began)
			}
			time.Sleep(300 * time.Millisecond) // the crawler is another process
		}
	}
	o.mend()
	if c.cause != "" {
		becomes(t, "after "+c.name, metrics, http.StatusOK, "landfall_crawler_degraded 0")
	}
	changes := o.changes(t, store, before)
	gaps, err := store.Gaps(t.Context(), began)
	if err != nil {
		t.Fatal(err)
	}
	var causes []string
	for _, gap := range gaps {
		if gap.Began.After(began) {
			causes = append(causes, fmt.Sprintf("%s for %s", gap.Cause, gap.Seen.Sub(gap.Began).Round(time.Second)))
		}
	}
	voided = metric(t, metrics, "landfall_crawler_voided_total") - voided
	t.Logf("%-26s noticed after %5.1f s, %4.0f failures voided, state changes %d, gaps %v", c.name, noticed.Seconds(), voided, changes, causes)
	switch {
	case changes != 0:
		t.Errorf("%s: %d state changes, want 0", c.name, changes)
	case c.cause == "" && (len(causes) != 0 || voided == 0):
		t.Errorf("%s: gaps %v, %.0f failures voided; want no gap, and the network's failures voided", c.name, causes, voided)
	case c.often && len(causes) != 0:
	case c.cause != "" && (len(causes) != 1 || !strings.HasPrefix(causes[0], string(c.cause)+" ")):
		t.Errorf("%s: gaps %v, want one by %s", c.name, causes, c.cause)
	}
}

// recovers waits until nothing is held, has everybody visited once more and wants
// all that were alive to be so.
func (o *outside) recovers(t *testing.T, store *sqlstore.Store, metrics string, before map[landfall.Host]landfall.Instance) {
	t.Helper()
	for deadline := time.Now().Add(8 * time.Minute); metric(t, metrics, "landfall_crawler_held") > 0; time.Sleep(time.Second) { // as above
		if time.Now().After(deadline) {
			t.Fatal("failures are held for longer than the hold-down")
		}
	}
	if n := o.changes(t, store, before); n != 0 {
		t.Errorf("%d state changes when nothing is held any more, want 0", n)
	}
	makeDue(t, store)
	for deadline := time.Now().Add(8 * time.Minute); ; time.Sleep(time.Second) { // as above
		missing := 0
		for host, in := range standing(t, store) {
			if before[host].Status == landfall.StatusAlive && in.LastSeen.Before(o.mended) {
				missing++
			}
		}
		if missing == 0 {
			gaps, err := store.Gaps(t.Context(), o.mended)
			if last := len(gaps) - 1; err != nil || last >= 0 && gaps[last].Began.After(o.mended) {
				t.Errorf("gaps %+v, %v; want none after all was mended", gaps, err)
			}
			return
		}
		if time.Now().After(deadline) {
			o.missing(t, store, before)
			t.Fatalf("%d instances are not visited again", missing)
		}
	}
}

// missing tells of some that were not visited again.
func (o *outside) missing(t *testing.T, store *sqlstore.Store, before map[landfall.Host]landfall.Instance) {
	t.Helper()
	told := 0
	err := store.Dump(t.Context(), func(k sqlstore.Known) error {
		if in := k.Instance; before[in.Host].Status == landfall.StatusAlive && in.LastSeen.Before(o.mended) && told < 5 {
			told++
			t.Logf("%s at %s: seen %s after mending, visited %s, due %s", in.Host, o.place(in.Host.String()),
				in.LastSeen.Sub(o.mended), in.LastVisit.Sub(o.mended), k.Agenda.Due().Sub(o.mended))
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// changes counts the instances that do not stand as they did. One that never
// answered may have failed once more, as it does.
func (o *outside) changes(t *testing.T, store *sqlstore.Store, before map[landfall.Host]landfall.Instance) (n int) {
	t.Helper()
	for host, in := range standing(t, store) {
		was := before[host]
		if in.Status != was.Status || was.Status == landfall.StatusAlive && (in.Failures != was.Failures || !in.DownSince.Equal(was.DownSince)) {
			if n++; n <= 3 {
				t.Logf("%s: %s with %d failures, was %s with %d: %s", host, in.Status, in.Failures, was.Status, was.Failures, in.LastReason)
			}
		}
	}
	return n
}

// judgeVisits reads every visit back: none of a host that was alive may be a
// failure of its own, as none of them had any.
func judgeVisits(t *testing.T, args []string, before map[landfall.Host]landfall.Instance, began time.Time) {
	t.Helper()
	blamed, unknown, answered := map[string]int{}, map[string]int{}, 0
	decoder := json.NewDecoder(strings.NewReader(landfallOutput(t, append(append([]string{}, args...), "export", "observations")...)))
	for {
		var v landfall.Observation
		err := decoder.Decode(&v)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if v.At.Before(began) || before[v.Host].Status != landfall.StatusAlive {
			continue
		}
		switch {
		case v.Outcome == landfall.OutcomeAnswered:
			answered++
		case v.Outcome == landfall.OutcomePostponed || v.Class == landfall.ClassOurs:
			unknown[v.Reason]++
		default:
			blamed[v.Reason]++
		}
	}
	t.Logf("%d visits answered, recorded as unknown %v", answered, unknown)
	if len(blamed) != 0 {
		t.Errorf("hosts are blamed for what was not their doing: %v", blamed)
	}
}

// standing is how every instance stands.
func standing(t *testing.T, store *sqlstore.Store) map[landfall.Host]landfall.Instance {
	t.Helper()
	all := map[landfall.Host]landfall.Instance{}
	err := store.Instances(t.Context(), false, func(in landfall.Instance) error {
		all[in.Host] = in
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// makeDue has every instance that is not under way checked now, in place of waiting
// for an hour.
func makeDue(t *testing.T, store *sqlstore.Store) {
	t.Helper()
	now := time.Now()
	all := now.AddDate(1, 0, 0)
	_, err := store.Replan(t.Context(), all, all, func(_ time.Time, a landfall.Agenda) landfall.Agenda {
		a.Health = now
		return a
	})
	if err != nil {
		t.Fatal(err)
	}
}

// metric reads one figure of the crawler.
func metric(t *testing.T, url, name string) float64 {
	t.Helper()
	_, text := answer(t, url)
	found := regexp.MustCompile(`(?m)^` + name + ` (\S+)$`).FindStringSubmatch(text)
	if found == nil {
		return 0
	}
	value, err := strconv.ParseFloat(found[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// networksOutside is over how many networks the instances are spread.
const networksOutside = 8

// outside is an Internet: instances in several networks, and a name server.
type outside struct {
	network   *wan.Network
	hosts     map[string]bool
	seeds     string
	sentinels []string
	names     atomic.Int32
	mended    time.Time
}

// address is one of a network's.
func (o *outside) address(network, n byte) netip.Addr {
	return netip.AddrFrom4([4]byte{45, 13 + network, n, 7})
}

var portal = netip.MustParseAddr("52.0.0.1")

func (o *outside) mend() {
	o.network.Lose()
	o.network.Thin(0)
	o.names.Store(namesWell)
	o.mended = time.Now()
}

// place is where a name leads.
func (o *outside) place(name string) netip.Addr {
	h := fnv.New32a()
	h.Write([]byte(name))
	sum := h.Sum32()
	return o.address(byte(sum%networksOutside), byte(sum>>8))
}

func newOutside(t *testing.T) *outside {
	t.Helper()
	network, err := wan.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { network.Close() })
	network.Delay(time.Millisecond)
	o := &outside{network: network, hosts: map[string]bool{}}
	dir := t.TempDir()
	mix := sim.MixHanging(20*time.Millisecond, 0.05)
	fediverse := runSim(t, sim.Config{Hosts: *netHosts, Seed: 4, Mix: mix})
	o.seeds = filepath.Join(dir, "seeds.txt")
	var list []string
	spread := map[netip.Addr]bool{}
	for _, truth := range fediverse.Hosts() {
		o.hosts[truth.Name] = true
		list = append(list, truth.Name)
		at, _ := o.place(truth.Name).Prefix(16)
		if truth.Kind == sim.Healthy && !spread[at.Addr()] && len(o.sentinels) < 5 {
			spread[at.Addr()] = true
			o.sentinels = append(o.sentinels, truth.Name)
		}
	}
	o.sentinels = append(o.sentinels, "1.1.1.1", "9.9.9.9")
	ca, resolver := filepath.Join(dir, "ca.pem"), filepath.Join(dir, "resolv.conf")
	for file, text := range map[string]string{
		o.seeds: strings.Join(list, "\n"), ca: string(fediverse.CAPEM()), resolver: "nameserver 9.9.9.53\noptions timeout:2 attempts:2\n",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("SSL_CERT_FILE", ca)
	if err := syscall.Mount(resolver, "/etc/resolv.conf", "", syscall.MS_BIND, ""); err != nil {
		t.Fatalf("name server: %v (run under unshare --mount)", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount("/etc/resolv.conf", 0) })
	o.serveNames(t)
	o.serveDoor(t, fediverse.Addr())
	return o
}
