package delivery

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"time"
)

// Scheme is a way to sign a request. The values are those of package httpsig.
type Scheme uint8

// The schemes.
const (
	Cavage        Scheme = iota // draft-cavage-http-signatures-12
	RFC9421                     // HTTP Message Signatures
	CavageNoQuery               // cavage whose (request-target) leaves out the query
)

// Client makes requests. It follows no redirects.
type Client interface {
	Do(req *http.Request) (*http.Response, error)
}

// Deps is what a worker works with. All but Log are required.
type Deps struct {
	Queue  Queue
	Peers  Peers
	Client Client
	// Sign signs a request to be sent now in the name of an actor of this server, and sets
	// the headers that this takes. It must not keep a signature. An error counts as an
	// attempt, and not against the peer.
	Sign func(ctx context.Context, actor string, req *http.Request, body []byte, by Scheme) error
	// Allowed tells whether this server sends anything to a host; asked before each attempt.
	Allowed func(host string) bool
	// Chance returns numbers in [0, 1), for the jitter.
	Chance func() float64
	Log    *slog.Logger
}

// Config are a worker's limits; what is zero is that of [DefaultConfig].
type Config struct {
	UserAgent string
	Fast      int           // attempts at a time that have lasted less than a second
	Slow      int           // attempts at a time that have lasted longer
	Bytes     int           // of bodies in memory, about
	Grace     time.Duration // for attempts under way when the worker stops
}

// DefaultConfig returns limits for a small machine.
func DefaultConfig() Config {
	return Config{UserAgent: "Landfall", Fast: 1024, Slow: 2048, Bytes: 32 << 20, Grace: 5 * time.Second}
}

// Worker delivers what the queue holds. Its methods may be used from any goroutine.
type Worker struct {
	counter
	cfg   Config
	deps  Deps
	wake  chan struct{}
	heard heard
}

// New returns a worker that has not begun.
func New(cfg Config, deps Deps) *Worker {
	usual := DefaultConfig()
	cfg.UserAgent = cmp.Or(cfg.UserAgent, usual.UserAgent)
	cfg.Fast = cmp.Or(cfg.Fast, usual.Fast)
	cfg.Slow = cmp.Or(cfg.Slow, usual.Slow)
	cfg.Bytes = cmp.Or(cfg.Bytes, usual.Bytes)
	cfg.Grace = cmp.Or(cfg.Grace, usual.Grace)
	deps.Log = cmp.Or(deps.Log, slog.New(slog.DiscardHandler))
	return &Worker{cfg: cfg, deps: deps, wake: make(chan struct{}, 1), heard: heard{signal: make(chan struct{}, 1)}}
}

// Wake tells that something new is in the queue. It never waits.
func (w *Worker) Wake() {
	select {
	case w.wake <- struct{}{}:
	default: // it has been told
	}
}

// Heard tells that a verified request came from host (that of the actor's inbox, with its
// port if it has one), signed by RFC 9421 if newer is set. It clears what is held against
// the host, if it is one that was delivered to, and never waits.
func (w *Worker) Heard(host string, newer bool) {
	w.heard.add(host, newer)
}

// Run delivers until ctx ends. Attempts that are under way then may end within
// [Config].Grace; those that do not are as if they had not been made. The error tells what
// could not be written down at the end.
func (w *Worker) Run(ctx context.Context) error {
	return newRun(w).loop(ctx)
}
