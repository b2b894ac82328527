package delivery

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a worker among servers that are functions, on the clock of a bubble.
type world struct {
	*memory
	*Worker
	cfg    Config
	deps   Deps
	denied string
	before func() // what is done in the bubble before the worker begins

	mu      sync.Mutex
	answers map[string]answer // by host; others accept at once
	sent    []sent
	now     map[string]int // requests under way
	most    map[string]int // of them at a time
}

// answer is what a server does with a request.
type answer func(req *http.Request) (*http.Response, error)

// sent is a request that reached a server.
type sent struct {
	host, body, signature string
	at                    time.Time
}

func newWorld() *world {
	w := &world{memory: newMemory(), answers: map[string]answer{}, now: map[string]int{}, most: map[string]int{}}
	w.deps = Deps{
		Queue: w.memory, Peers: w.memory, Client: w,
		Sign:    sign,
		Allowed: func(host string) bool { return host != w.denied },
		Chance:  func() float64 { return 0 },
	}
	return w
}

// sign marks a request with its scheme and the time.
func sign(_ context.Context, actor string, req *http.Request, _ []byte, by Scheme) error {
	if strings.HasSuffix(actor, "/keyless") {
		return errors.New("no key")
	}
	req.Header.Set("Signature", fmt.Sprintf("%d at %d", by, time.Now().UnixNano()))
	return nil
}

// Do is the network.
func (w *world) Do(req *http.Request) (*http.Response, error) {
	host := req.URL.Host
	body, _ := io.ReadAll(req.Body)
	w.mu.Lock()
	w.sent = append(w.sent, sent{host, string(body), req.Header.Get("Signature"), time.Now()})
	w.now[host]++
	w.most[host] = max(w.most[host], w.now[host])
	do := w.answers[host]
	w.mu.Unlock()
	defer func() {
		w.mu.Lock()
		w.now[host]--
		w.mu.Unlock()
	}()
	if do == nil {
		do = status(202)
	}
	return do(req)
}

// during runs the worker while inside does, in a bubble whose clock it may let pass.
func (w *world) during(t *testing.T, inside func()) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		if w.before != nil {
			w.before()
		}
		stop := w.run(t)
		inside()
		stop()
	})
}

// run begins a worker, and returns what stops it.
func (w *world) run(t *testing.T) (stop func()) {
	w.Worker = New(w.cfg, w.deps)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- w.Run(ctx) }()
	return func() {
		t.Helper()
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Run() = %v", err)
		}
	}
}

// posts queues one delivery to host and tells the worker.
func (w *world) posts(host, body string) int64 {
	number := w.put(host, body)
	w.Wake()
	return number
}

// requests is what a host has had, "" for all.
func (w *world) requests(host string) (had []sent) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.sent {
		if host == "" || s.host == host {
			had = append(had, s)
		}
	}
	return had
}

// atOnce is the most requests that were under way to a host at a time, and overall now.
func (w *world) atOnce(host string) (most, now int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, n := range w.now {
		now += n
	}
	return w.most[host], now
}

// becomes gives a host another answer; nil accepts at once.
func (w *world) becomes(host string, do answer) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answers[host] = do
}

// pass lets time pass, and what it brings.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// status answers with a status and a header of pairs.
func status(code int, header ...string) answer {
	return func(*http.Request) (*http.Response, error) {
		resp := &http.Response{StatusCode: code, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("{}"))}
		for i := 0; i < len(header); i += 2 {
			resp.Header.Set(header[i], header[i+1])
		}
		return resp, nil
	}
}

// slow answers after a time.
func slow(d time.Duration, then answer) answer {
	return func(req *http.Request) (*http.Response, error) {
		select {
		case <-req.Context().Done():
			return nil, &url.Error{Op: "Post", URL: req.URL.String(), Err: req.Context().Err()}
		case <-time.After(d):
			return then(req)
		}
	}
}

// hole never answers.
var hole = slow(1<<62, nil)

// fails breaks the connection.
func fails(err error) answer {
	return func(req *http.Request) (*http.Response, error) {
		return nil, &url.Error{Op: "Post", URL: req.URL.String(), Err: err}
	}
}
