//go:build bench

package main

import (
	"bytes"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"landfall/federation-core/social"
	"landfall/internal/pgserver"
	"landfall/internal/sqlstore"
)

var (
	coreFor     = flag.Duration("core-for", 60*time.Second, "how long activities are posted")
	coreRate    = flag.Int("core-rate", 1_800, "signed activities offered a second")
	coreInboxes = flag.Int("core-inboxes", 10_000, "inboxes that one post is delivered to")
)

// TestBenchCore posts signed activities to the real program as fast as other servers may, and
// looks whether what was acknowledged is done: make bench-core.
func TestBenchCore(t *testing.T) {
	server := sync.OnceValues(func() (*pgserver.Server, error) {
		s, err := pgserver.Start(t.Context())
		if err == nil {
			t.Cleanup(func() { s.Close() })
		}
		return s, err
	})
	for _, store := range []struct {
		name string
		dsn  func(t *testing.T) string // of an empty database
	}{
		{"SQLite", func(*testing.T) string { return "" }},
		{"PostgreSQL", func(here *testing.T) string {
			s, err := server()
			if err != nil {
				here.Fatal(err)
			}
			return s.Schema(here)
		}},
	} {
		t.Run(store.name, func(t *testing.T) {
			t.Run("Inbox", func(t *testing.T) { benchInbox(t, store.dsn(t)) })
			t.Run("Storm", func(t *testing.T) { benchStorm(t, store.dsn(t)) })
			t.Run("Junk", func(t *testing.T) { benchJunk(t, store.dsn(t)) })
			t.Run("FanOut", func(t *testing.T) { benchFanOut(t, store.dsn(t)) })
		})
	}
}

// replies are the times that requests took, by whether they were accepted.
type replies struct {
	mu    sync.Mutex
	took  []time.Duration
	codes map[int]int
}

func (a *replies) add(code int, took time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.codes == nil {
		a.codes = make(map[int]int)
	}
	a.codes[code]++
	a.took = append(a.took, took)
}

func (a *replies) percentile(p float64) time.Duration {
	slices.Sort(a.took)
	if len(a.took) == 0 {
		return 0
	}
	return a.took[min(len(a.took)-1, int(float64(len(a.took))*p))]
}

// signed makes requests on all cores before anything is measured: to sign takes a millisecond.
func signed(n int, make1 func(i int) []byte) [][]byte {
	all := make([][]byte, n)
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				all[i] = make1(int(i))
			}
		})
	}
	wait.Wait()
	return all
}

// offer sends requests at a rate over kept connections, whether or not answers come in time:
// what waits for a connection waits on the server's account.
func offer(t *testing.T, addr string, requests [][]byte, rate int, got *replies) {
	t.Helper()
	offerOver(t, 64, addr, requests, rate, got)
}

// offerOver is offer with as many connections.
func offerOver(t *testing.T, connections int, addr string, requests [][]byte, rate int, got *replies) {
	t.Helper()
	type due struct {
		raw []byte
		at  time.Time
	}
	queue := make(chan due, len(requests))
	var wait sync.WaitGroup
	for range connections {
		wait.Go(func() {
			line := wire{addr: addr}
			defer line.close()
			for d := range queue {
				code, err := line.post(d.raw)
				if err != nil {
					t.Error(err)
					return
				}
				got.add(code, time.Since(d.at))
			}
		})
	}
	begin := time.Now()
	for i, raw := range requests {
		at := begin.Add(time.Duration(i) * time.Second / time.Duration(rate))
		time.Sleep(time.Until(at))
		queue <- due{raw, at}
	}
	close(queue)
	wait.Wait()
}

// open opens the server's store beside it.
func (c *coreUnderTest) open() *sqlstore.Core {
	c.t.Helper()
	cfg := sqlstore.Config{DSN: c.dsn}
	if c.dsn == "" {
		cfg.Path = filepath.Join(c.data, hostsFile)
	}
	store, err := sqlstore.Open(c.t.Context(), cfg)
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { store.Close() })
	return store.Core()
}

// drained waits until nothing waits to be done, and returns how long that took.
func drained(t *testing.T, core *sqlstore.Core) time.Duration {
	t.Helper()
	begin := time.Now()
	for {
		backlog, err := core.Backlog(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if backlog.Arrivals == 0 {
			return time.Since(begin)
		}
		if time.Since(begin) > 10*time.Minute {
			t.Fatalf("%d arrivals are not done", backlog.Arrivals)
		}
		time.Sleep(10 * time.Millisecond) // another process
	}
}

func benchInbox(t *testing.T, dsn string) {
	lab := newCoreLab(t)
	c := newCoreUnderTest(t, lab, dsn)
	alice := c.account("alice")
	c.start()
	core := c.open()
	note := func(i int) []byte {
		actor := labActor(i%20, i%200)
		id := fmt.Sprintf("https://h%d.peers.zone/notes/%d", i%20, i)
		return lab.request(actor, map[string]any{
			"id": id + "/activity", "type": "Create", "to": []string{"https://www.w3.org/ns/activitystreams#Public"}, "cc": []string{alice},
			"object": map[string]any{
				"id": id, "type": "Note", "attributedTo": actor, "content": "<p>Hello, this is a post of ordinary length, as people write them every day, with a link and two tags.</p>",
				"to": []string{"https://www.w3.org/ns/activitystreams#Public"}, "cc": []string{alice}, "published": time.Now().UTC().Format(time.RFC3339),
				"tag": []map[string]any{{"type": "Hashtag", "name": "#one"}, {"type": "Hashtag", "name": "#two"}, {"type": "Mention", "href": alice, "name": "@alice@home.example"}},
			},
		})
	}
	var warm, got replies
	offer(t, c.addr, signed(200, note), 200, &warm)
	drained(t, core)
	if warm.codes[http.StatusAccepted] == 0 {
		t.Fatalf("nothing is accepted: %v\n%s", warm.codes, c.log)
	}
	n := *coreRate * int(coreFor.Seconds())
	requests := signed(n, func(i int) []byte { return note(i + 200) })
	before := countPosts(t, core, alice)
	var backlog atomic.Int64
	stop := make(chan struct{})
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Second):
				if b, err := core.Backlog(t.Context()); err == nil {
					backlog.Store(max(backlog.Load(), b.Arrivals))
				}
			}
		}
	}()
	begin, worked := time.Now(), c.processor()
	offer(t, c.addr, requests, *coreRate, &got)
	took := time.Since(begin)
	close(stop)
	after := drained(t, core)
	worked = c.processor() - worked
	now, most := c.resident()
	done := countPosts(t, core, alice) - before
	t.Logf("%d activities in %.1f s: %v, %.0f accepted a second; answer p50 %v, p99 %v; most that waited %d; the last effect %v after the last answer; %d of %d effects; the server worked %v for each; RSS %d MiB, at most %d",
		n, took.Seconds(), got.codes, float64(got.codes[http.StatusAccepted])/took.Seconds(), got.percentile(0.5).Round(time.Microsecond),
		got.percentile(0.99).Round(time.Microsecond), backlog.Load(), after.Round(time.Millisecond), done, got.codes[http.StatusAccepted],
		(worked / time.Duration(max(1, got.codes[http.StatusAccepted]))).Round(time.Microsecond), now, most)
	if done != int64(got.codes[http.StatusAccepted]) {
		t.Errorf("%d effects of %d that were acknowledged", done, got.codes[http.StatusAccepted])
	}
}

// countPosts counts what somebody here was mentioned in: each post of the bench does.
func countPosts(t *testing.T, core *sqlstore.Core, alice string) (n int64) {
	t.Helper()
	for before := int64(0); ; {
		page, err := core.Notifications(t.Context(), alice, before, 10_000)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			return n
		}
		n, before = n+int64(len(page)), page[len(page)-1].Number
	}
}

// benchStorm sends what a large server's end sends: a flood of deletions by actors that were
// never heard of, and ordinary activities among them.
func benchStorm(t *testing.T, dsn string) {
	lab := newCoreLab(t)
	c := newCoreUnderTest(t, lab, dsn)
	alice := c.account("storm" + fmt.Sprint(time.Now().UnixNano()%1e6))
	c.start()
	core := c.open()
	like := func(i int) []byte {
		return lab.request(labActor(i%5, 900+i%50), map[string]any{
			"id": fmt.Sprintf("https://h%d.peers.zone/a/%d-%d", i%5, time.Now().UnixNano(), i), "type": "Follow", "object": alice,
		})
	}
	var warm, good, storm replies
	offer(t, c.addr, signed(50, like), 50, &warm)
	drained(t, core)
	before := lab.requests()
	const aMinute = 100_000
	seconds := min(20, int(coreFor.Seconds()))
	n := aMinute * seconds / 60
	flood := signed(n, func(i int) []byte {
		ghost := labActor(100+i%50, 10_000+i)
		return lab.request(ghost, map[string]any{"id": ghost + "#delete", "type": "Delete", "object": ghost, "to": []string{"https://www.w3.org/ns/activitystreams#Public"}})
	})
	ordinary := signed(50*seconds, like)
	var wait sync.WaitGroup
	begin := time.Now()
	wait.Go(func() { offer(t, c.addr, flood, aMinute/60, &storm) })
	wait.Go(func() { offer(t, c.addr, ordinary, 50, &good) })
	wait.Wait()
	took := time.Since(begin)
	asked := lab.requests() - before
	now, most := c.resident()
	t.Logf("%d deletions in %.1f s (%.0f a minute): %v, %d requests to others; ordinary traffic beside it: %v, p50 %v, p99 %v; RSS %d MiB, at most %d",
		n, took.Seconds(), float64(n)/took.Minutes(), storm.codes, asked, good.codes, good.percentile(0.5).Round(time.Microsecond), good.percentile(0.99).Round(time.Microsecond), now, most)
	if asked > 0 {
		t.Errorf("%d requests for deletions by strangers", asked)
	}
}

// benchFanOut delivers one post to many servers, of which every fifth never answers.
func benchFanOut(t *testing.T, dsn string) {
	lab := newCoreLab(t)
	lab.hole = func(host string) bool {
		var n int
		_, _ = fmt.Sscanf(host, "h%d.", &n)
		return n%5 == 4
	}
	c := newCoreUnderTest(t, lab, dsn)
	name := "fan" + fmt.Sprint(time.Now().UnixNano()%1e6)
	alice := c.account(name)
	core := c.open()
	var changes []social.Change
	for i := range *coreInboxes {
		id := labActor(i, 0)
		host := fmt.Sprintf("h%d.peers.zone", i)
		changes = append(changes,
			social.KeepActor{Actor: social.Actor{ID: id, Type: "Person", Username: "u0", Host: host, Inbox: id + "/inbox", SharedInbox: "https://" + host + "/inbox", Fetched: time.Now()}},
			social.AddFollow{Follow: social.Follow{Follower: id, Followee: alice, Accepted: true, At: time.Now()}})
	}
	if err := core.Apply(t.Context(), changes); err != nil {
		t.Fatal(err)
	}
	c.start()
	begin := time.Now()
	c.run("post", name, "Hello, all of you.")
	stored := time.Since(begin)
	healthy := *coreInboxes - *coreInboxes/5
	reached := func() int {
		lab.mu.Lock()
		defer lab.mu.Unlock()
		most := 0
		for _, hosts := range lab.got {
			most = max(most, len(hosts))
		}
		return most
	}
	for reached() < healthy && time.Since(begin) < 5*time.Minute {
		time.Sleep(50 * time.Millisecond) // another process
	}
	took := time.Since(begin)
	now, most := c.resident()
	t.Logf("%d inboxes, every fifth never answers: the post is published after %v; %d of %d healthy ones have it after %.1f s; RSS %d MiB, at most %d",
		*coreInboxes, stored.Round(time.Millisecond), reached(), healthy, took.Seconds(), now, most)
	if reached() < healthy {
		t.Errorf("%d of %d", reached(), healthy)
	}
}

// requests is how many documents were asked for.
func (l *coreLab) requests() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.asked
}

// resident is how much memory the server holds, and held at most, in MiB.
func (c *coreUnderTest) resident() (now, most int) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	if err != nil {
		return 0, 0
	}
	for line := range strings.Lines(string(status)) {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		kib, _ := strconv.Atoi(fields[1])
		switch fields[0] {
		case "VmRSS:":
			now = kib >> 10
		case "VmHWM:":
			most = kib >> 10
		}
	}
	return now, most
}

// processor is how long the server was at work on processors so far, in its own code and in the
// kernel for it.
func (c *coreUnderTest) processor() time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", c.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:])) // from the third on
	if len(fields) < 13 {
		return 0
	}
	own, _ := strconv.Atoi(fields[11])
	kernel, _ := strconv.Atoi(fields[12])
	return time.Duration(own+kernel) * 10 * time.Millisecond // Linux counts in hundredths
}
