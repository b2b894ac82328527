package httpkit

import (
	"container/list"
	"fmt"
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"
)

// RateConfig is how much one client may ask. A client is an IPv4 address or an IPv6
// /64, which is what one household or one rented machine has.
type RateConfig struct {
	// PerMinute is how many requests a client may make, all at once if it likes; 0:
	// as many as it likes.
	PerMinute int
	// Concurrent is how many of them may be under way at once; 0: any number.
	Concurrent int
	// Clients bounds how many clients are remembered. The one that was silent
	// longest is forgotten first.
	Clients int
}

// DefaultRateConfig returns the limits for anonymous clients of the API.
func DefaultRateConfig() RateConfig {
	return RateConfig{PerMinute: 60, Concurrent: 4, Clients: 1 << 16}
}

// RateLimit bounds what each client asks.
type RateLimit struct {
	cfg RateConfig
	now func() time.Time

	mu      sync.Mutex
	clients map[netip.Prefix]*list.Element // of *client
	recent  *list.List                     // the latest first
}

type client struct {
	prefix   netip.Prefix
	limiter  *rate.Limiter
	underway int
}

// NewRateLimit returns a RateLimit that has met nobody yet.
func NewRateLimit(cfg RateConfig, now func() time.Time) *RateLimit {
	return &RateLimit{cfg: cfg, now: now, clients: make(map[netip.Prefix]*list.Element), recent: list.New()}
}

// Middleware answers 429 to clients that ask too much, and tells all of them how much
// is left (RateLimit and RateLimit-Policy header fields of the HTTPAPI working group).
func (l *RateLimit) Middleware(c *gin.Context) {
	if l.cfg.PerMinute <= 0 {
		return
	}
	who, left, allowed := l.enter(clientPrefix(c.ClientIP()))
	defer l.leave(who)
	l.describe(c.Writer.Header(), left)
	if allowed {
		c.Next()
		return
	}
	c.Header("Retry-After", strconv.Itoa(seconds((1-left)*l.pause().Seconds())))
	fail(c, &StatusError{Status: http.StatusTooManyRequests, Detail: l.rule()})
}

// rule says what a client may do.
func (l *RateLimit) rule() string {
	rule := fmt.Sprintf("One client may make %d requests a minute", l.cfg.PerMinute)
	if l.cfg.Concurrent > 0 {
		rule += fmt.Sprintf(", %d at a time", l.cfg.Concurrent)
	}
	return rule + "."
}

// pause is how long it takes until a client may make one request more.
func (l *RateLimit) pause() time.Duration { return time.Minute / time.Duration(l.cfg.PerMinute) }

// enter counts a request. Even one that is not allowed is under way until it leaves.
func (l *RateLimit) enter(prefix netip.Prefix) (who *client, left float64, allowed bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	who = l.client(prefix)
	who.underway++
	now := l.now()
	if l.cfg.Concurrent <= 0 || who.underway <= l.cfg.Concurrent {
		allowed = who.limiter.AllowN(now, 1)
	}
	return who, who.limiter.TokensAt(now), allowed
}

func (l *RateLimit) leave(who *client) {
	l.mu.Lock()
	defer l.mu.Unlock()
	who.underway--
}

// client returns what is remembered of a client, and makes it the most recent.
func (l *RateLimit) client(prefix netip.Prefix) *client {
	if known, ok := l.clients[prefix]; ok {
		l.recent.MoveToFront(known)
		return known.Value.(*client)
	}
	if l.recent.Len() >= max(1, l.cfg.Clients) {
		oldest := l.recent.Remove(l.recent.Back()).(*client)
		delete(l.clients, oldest.prefix)
	}
	who := &client{prefix: prefix, limiter: rate.NewLimiter(rate.Every(l.pause()), l.cfg.PerMinute)}
	l.clients[prefix] = l.recent.PushFront(who)
	return who
}

func (l *RateLimit) describe(header http.Header, left float64) {
	full := seconds((float64(l.cfg.PerMinute) - left) * l.pause().Seconds())
	header.Set("RateLimit-Policy", fmt.Sprintf(`"client";q=%d;w=60`, l.cfg.PerMinute))
	header.Set("RateLimit", fmt.Sprintf(`"client";r=%d;t=%d`, int(max(0, left)), full))
}

// seconds rounds up, to at least one.
func seconds(s float64) int { return max(1, int(math.Ceil(s))) }

// clientPrefix returns what stands for a client: an IPv4 address, or the /64 that an
// IPv6 address is in. Addresses that cannot be read are one client together.
func clientPrefix(text string) netip.Prefix {
	addr, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Prefix{}
	}
	addr = addr.Unmap().WithZone("")
	bits := 64
	if addr.Is4() {
		bits = 32
	}
	prefix, err := addr.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return prefix
}
