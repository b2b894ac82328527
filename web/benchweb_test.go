//go:build bench && linux

package web

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sys/unix"

	"landfall"
	"landfall/directory"
	"landfall/internal/heap"
	"landfall/internal/httpkit"
)

// What is asked of, and how.
const (
	benchSize    = 43_000
	benchReaders = 32              // connections, each with one request at a time
	benchLasts   = 4 * time.Second // one run
)

// TestBenchWeb asks the site for pages over loopback, as browsers do, and gin for the same
// bytes from memory, in turns. It judges nothing: a number that falls short of its goal is
// printed as such.
func TestBenchWeb(t *testing.T) {
	go heap.Tune() // as the program does
	load, _ := os.ReadFile("/proc/loadavg")
	t.Logf("%d CPUs, load before %s; the load generator runs on the same CPUs; %d servers, %d connections on loopback",
		runtime.NumCPU(), strings.TrimSpace(string(load)), benchSize, benchReaders)
	w := benchWorld()
	site := serveBench(t, benchEngine(t, w))
	for _, coding := range []string{"br", "identity"} {
		hot := hotPages(w)
		memory := serveBench(t, fromMemory(t, site, hot, coding))
		var ours, gins []benchRun
		for range 3 {
			ours = append(ours, ask(t, site, coding, benchLasts, among(hot)))
			gins = append(gins, ask(t, memory, coding, benchLasts, among(hot)))
		}
		a, b := middle(ours), middle(gins)
		t.Logf("kept pages, %-8s    %s", coding, a.against(10_000, 20*time.Millisecond))
		t.Logf("  gin, the same bytes    %s; ours is %.2f of it", b, a.rate/b.rate)
		var lists []benchRun
		for i := range 3 {
			lists = append(lists, ask(t, site, coding, benchLasts, newLists(coding+strconv.Itoa(i))))
		}
		t.Logf("new lists, %-8s     %s", coding, middle(lists).against(1_500, 50*time.Millisecond))
		t.Logf("  1,500 of them a second %s", askAt(t, site, coding, benchLasts, newLists(coding+"at"), 1_500))
		t.Logf("suggestions, %-8s   %s", coding, ask(t, site, coding, benchLasts, newSuggestions))
		t.Logf("new servers, %-8s   %s", coding, ask(t, site, coding, benchLasts, newServers(w, coding)))
	}
	load, _ = os.ReadFile("/proc/loadavg")
	t.Logf("load after %s", strings.TrimSpace(string(load)))
}

// benchWorld is a directory of the size of the network.
func benchWorld() *world {
	rng := rand.New(rand.NewPCG(7, 7))
	software := []string{"mastodon", "misskey", "lemmy", "pixelfed", "peertube", "gotosocial", "akkoma", "friendica"}
	languages := []string{"en", "de", "fr", "ja", "es", "nl", "it", "pl"}
	at := time.Now()
	m := directory.Material{Measured: map[landfall.Host]directory.Measured{}}
	w := &world{}
	for i := range benchSize {
		host := landfall.Host(fmt.Sprintf("port-%d-sim.social", i))
		in := alive(host, fmt.Sprintf("Port %d", i), "One of many ports, with room for ships of all sizes, and a harbour master who answers letters.",
			software[rng.IntN(len(software))], landfall.SignupModes()[rng.IntN(5)], int64(2+rng.IntN(20_000)), languages[rng.IntN(len(languages))])
		in.LastSeen, in.LastVisit = at, at
		m.Instances = append(m.Instances, in)
		sum := landfall.Summary{Host: host, Visits: 120, Answered: 115 + rng.IntN(6), Since: at.AddDate(0, 0, -30), Days: benchDays(host, at)}
		sum.Click = landfall.Percentiles{P50: 100 * time.Millisecond, P75: time.Duration(rng.IntN(3_000)) * time.Millisecond, P95: 4 * time.Second, N: sum.Answered}
		m.Measured[host] = directory.Measure(sum)
	}
	w.Snapshot = directory.Build(m, at)
	return w
}

// benchDays are the last 30.
func benchDays(host landfall.Host, at time.Time) []landfall.Day {
	days := make([]landfall.Day, 30)
	for d := range days {
		days[d] = landfall.Day{Host: host, Date: at.UTC().Truncate(24*time.Hour).AddDate(0, 0, d-29), Visits: 4, Answered: 4}
	}
	return days
}

// benchPast is a history that keeps nothing in memory, as that of a store does not.
type benchPast struct{ *world }

func (p benchPast) Summary(_ context.Context, host landfall.Host, _, to time.Time) (landfall.Summary, error) {
	sum := p.Snapshot.Server(host).Summary
	sum.Days = benchDays(host, to)
	return sum, nil
}

func benchEngine(t testing.TB, w *world) http.Handler {
	t.Helper()
	logger := slog.New(slog.DiscardHandler)
	site := New(Config{PublicURL: "https://landfall-sim.org"}, Deps{Directory: w, History: benchPast{w}, Now: time.Now, Logger: logger})
	engine, err := httpkit.NewEngine(httpkit.DefaultConfig(), httpkit.Deps{Logger: logger, Metrics: prometheus.NewRegistry(), Now: time.Now, ErrorPage: site.ErrorPage})
	if err != nil {
		t.Fatal(err)
	}
	site.Register(engine)
	return engine
}

// serveBench serves a handler as the program does, and returns its address.
func serveBench(t *testing.T, h http.Handler) string {
	t.Helper()
	listener, err := httpkit.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = httpkit.Serve(ctx, httpkit.DefaultServeConfig(), listener, h, nil, slog.New(slog.DiscardHandler))
	}()
	t.Cleanup(func() { stop(); <-done })
	return listener.Addr().String()
}

// hotPages are what many ask for.
func hotPages(w *world) []string {
	paths := []string{"/servers", "/servers?software=mastodon", "/servers?speed=fast,good", "/servers?lang=de&size=small", "/servers?sort=active&view=table"}
	for server := range w.Snapshot.Listed() {
		if paths = append(paths, "/s/"+string(server.Host)); len(paths) == 20 {
			break
		}
	}
	return paths
}

// fromMemory is gin alone, with the bodies that the site sends for the paths.
func fromMemory(t *testing.T, site string, paths []string, coding string) http.Handler {
	t.Helper()
	bodies := map[string][]byte{}
	for _, path := range paths {
		conn := dialBench(t, site)
		resp, body := conn.get(t, path, coding)
		if resp.StatusCode != http.StatusOK || len(body) < 1000 {
			t.Fatalf("%s: %d and %d bytes", path, resp.StatusCode, len(body))
		}
		bodies[path] = body
	}
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	serve := func(c *gin.Context) {
		if coding == "br" {
			c.Header("Content-Encoding", coding)
		}
		c.Header("Content-Length", fmt.Sprint(len(bodies[c.Request.URL.RequestURI()])))
		c.Data(http.StatusOK, pageType, bodies[c.Request.URL.RequestURI()])
	}
	engine.GET("/servers", serve)
	engine.GET("/s/:host", serve)
	return engine
}

// among asks for one path after the other, again and again.
func among(paths []string) func(reader, n int) string {
	return func(reader, n int) string { return paths[(reader*7+n)%len(paths)] }
}

// newLists asks for a list that nobody has asked for yet: some filters of some kinds, some
// page of what they find.
func newLists(salt string) func(reader, n int) string {
	facets := map[string][]string{
		"software": {"mastodon", "misskey", "lemmy", "pixelfed", "peertube", "gotosocial", "akkoma", "friendica"},
		"lang":     {"en", "de", "fr", "ja", "es", "nl", "it", "pl"},
		"size":     {"small", "medium", "large"},
		"speed":    {"fast", "good", "moderate"},
		"signup":   {"open", "approval", "invite"},
	}
	kinds := slices.Sorted(maps.Keys(facets))
	return func(reader, n int) string {
		rng := rand.New(rand.NewPCG(uint64(reader), uint64(n)))
		q := url.Values{"none": {fmt.Sprintf("%s-%d-%d", salt, reader, n)}}
		for _, i := range rng.Perm(len(kinds))[:1+rng.IntN(3)] {
			all := facets[kinds[i]]
			first := rng.IntN(len(all))
			q.Set(kinds[i], strings.Join(slices.Compact([]string{all[first], all[rng.IntN(len(all))]}), ","))
		}
		if rng.IntN(3) == 0 {
			q.Set("page", strconv.Itoa(2+rng.IntN(8)))
		}
		return "/servers?" + q.Encode()
	}
}

// newSuggestions are what people type, two and more letters of it.
func newSuggestions(reader, n int) string {
	typed := []string{"ma", "mastodon", "mastdon", "metal ber", "port", "port-4", "prot-42", "german", "jazz ma", "fo", "open fast", "xyzzyq"}
	return suggestPath + "?q=" + url.QueryEscape(typed[(reader+n)%len(typed)])
}

func newServers(w *world, salt string) func(reader, n int) string {
	hosts := slices.Collect(w.Snapshot.Listed())
	return func(reader, n int) string {
		return fmt.Sprintf("/s/%s?none=%s-%d-%d", hosts[(n*benchReaders+reader)%len(hosts)].Host, salt, reader, n)
	}
}

// benchRun is what came of asking for a while.
type benchRun struct {
	rate     float64 // answers a second
	p50, p99 time.Duration
	bytes    int           // of a body, on average
	cpu      time.Duration // processor time for one answer, that of who asks included
}

func (r benchRun) String() string {
	return fmt.Sprintf("%7.0f req/s   p50 %7.2f ms   p99 %7.2f ms   %6d bytes and %.2f ms CPU each", r.rate, float64(r.p50.Microseconds())/1e3, float64(r.p99.Microseconds())/1e3, r.bytes, float64(r.cpu.Microseconds())/1e3)
}

func (r benchRun) against(rate float64, p99 time.Duration) string {
	verdict := "met"
	if r.rate < rate || r.p99 > p99 {
		verdict = "MISSED"
	}
	return fmt.Sprintf("%s   goal %.0f req/s, p99 %s: %s", r, rate, p99, verdict)
}

// middle is the run with the middle rate.
func middle(runs []benchRun) benchRun {
	slices.SortFunc(runs, func(a, b benchRun) int { return int(a.rate - b.rate) })
	return runs[len(runs)/2]
}

// ask has all readers ask for pages, each the next as soon as it has one.
func ask(t *testing.T, address, coding string, lasts time.Duration, path func(reader, n int) string) benchRun {
	t.Helper()
	return askAt(t, address, coding, lasts, path, 0)
}

// askAt has all readers ask for so many pages a second together, evenly; 0 is as many as they
// get. An answer's time counts from when it was to be asked for, also if that was late.
func askAt(t *testing.T, address, coding string, lasts time.Duration, path func(reader, n int) string, rate int) benchRun {
	t.Helper()
	var (
		mu   sync.Mutex
		took []time.Duration
		size int
		work sync.WaitGroup
	)
	began, used := time.Now(), processorTime()
	var pace time.Duration // of one reader
	if rate > 0 {
		pace = benchReaders * time.Second / time.Duration(rate)
	}
	for reader := range benchReaders {
		conn := dialBench(t, address)
		work.Go(func() {
			var mine []time.Duration
			sum := 0
			for n := 0; time.Since(began) < lasts; n++ {
				at := time.Now()
				if pace > 0 {
					at = began.Add(pace*time.Duration(reader)/benchReaders + pace*time.Duration(n))
					time.Sleep(time.Until(at))
				}
				resp, body := conn.get(t, path(reader, n), coding)
				mine, sum = append(mine, time.Since(at)), sum+len(body)
				if resp.StatusCode != http.StatusOK {
					t.Errorf("%s: %s", path(reader, n), resp.Status)
					return
				}
			}
			mu.Lock()
			defer mu.Unlock()
			took, size = append(took, mine...), size+sum
		})
	}
	work.Wait()
	elapsed := time.Since(began)
	used = processorTime() - used
	slices.Sort(took)
	if len(took) == 0 {
		t.Fatal("no answers")
	}
	return benchRun{rate: float64(len(took)) / elapsed.Seconds(), p50: took[len(took)/2], p99: took[len(took)*99/100], bytes: size / len(took), cpu: used / time.Duration(len(took))}
}

// processorTime is what this process has used: on a busy machine it says more than rates.
func processorTime() time.Duration {
	var at unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &at); err != nil {
		panic(err) // it has no way to fail but a wrong argument
	}
	return time.Duration(at.Nano())
}

// benchConn is a connection that is used again and again. It does less than a client of
// net/http, so that more is left for who answers.
type benchConn struct {
	net.Conn
	read *bufio.Reader
	body bytes.Buffer // of the last answer
}

func dialBench(t *testing.T, address string) *benchConn {
	t.Helper()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return &benchConn{Conn: conn, read: bufio.NewReaderSize(conn, 64<<10)}
}

// get asks for a page. The body counts until the next is asked for.
func (c *benchConn) get(t *testing.T, path, coding string) (*http.Response, []byte) {
	if _, err := fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: landfall-sim.org\r\nAccept-Encoding: %s\r\n\r\n", path, coding); err != nil {
		t.Error(err)
		runtime.Goexit()
	}
	resp, err := http.ReadResponse(c.read, nil)
	if err != nil {
		t.Error(err)
		runtime.Goexit()
	}
	c.body.Reset()
	if _, err := c.body.ReadFrom(resp.Body); err != nil {
		t.Error(err)
		runtime.Goexit()
	}
	return resp, c.body.Bytes()
}

// BenchmarkKeptPage answers with a page that is kept, without a connection.
func BenchmarkKeptPage(b *testing.B) {
	w, at := newWorld(everyone()...), now
	_, engine := clocked(w, &at)
	b.ReportAllocs()
	for b.Loop() {
		r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/servers", nil)
		r.Header.Set("Accept-Encoding", "br")
		engine.ServeHTTP(httptest.NewRecorder(), r)
	}
}
