package httpkit

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"landfall"
)

// Config is how requests are read.
type Config struct {
	// TrustedProxies lists the addresses or CIDRs whose X-Forwarded-For is believed.
	// Empty means that nobody's is, and a client is who holds the connection.
	TrustedProxies []string
	// MaxBody is how many bytes of a request's body are read before it is refused.
	MaxBody int64
}

// DefaultConfig returns a Config for a server that faces the world by itself.
func DefaultConfig() Config { return Config{MaxBody: 256 << 10} }

// Deps are what an engine works with.
type Deps struct {
	Logger *slog.Logger
	// Metrics is where the figures about requests are registered.
	Metrics prometheus.Registerer
	Now     func() time.Time
	// ErrorPage answers a page's failed request with the problem's status; it may
	// fail itself, and plain text is sent then. Requests below /api/ are answered in
	// JSON, as are all if ErrorPage is nil.
	ErrorPage func(c *gin.Context, p Problem) error
	// NewID returns a new request id, of letters and digits; nil: a random one.
	NewID func() string
}

// NewEngine returns an engine with everything that is the same for all routes:
// request ids, security headers, metrics, recovery, errors, and the limit on bodies.
// Routes are registered with [Handle]. It returns [landfall.ErrInvalid] for proxies
// that are no addresses, and an error if the metrics are registered already.
//
// Gin keeps its mode in a global; this is the one place that sets it.
func NewEngine(cfg Config, deps Deps) (*gin.Engine, error) {
	gin.SetMode(gin.ReleaseMode)
	if deps.NewID == nil {
		deps.NewID = func() string { return rand.Text()[:16] }
	}
	engine := gin.New()
	if err := engine.SetTrustedProxies(cfg.TrustedProxies); err != nil {
		return nil, fmt.Errorf("trusted proxies: %w: %w", landfall.ErrInvalid, err)
	}
	// Gin would redirect to a path that the X-Forwarded-Prefix header has a say in.
	engine.RedirectTrailingSlash = false
	engine.HandleMethodNotAllowed = true
	observe, err := newObserver(deps)
	if err != nil {
		return nil, err
	}
	engine.Use(identify(deps.NewID), observe.middleware, secure, newGuard(deps).middleware, limitBody(cfg.MaxBody))
	engine.NoRoute(Handle(notFound))
	engine.NoMethod(Handle(methodNotAllowed))
	return engine, nil
}

// Handle makes a gin handler of one that returns an error. The error becomes an
// answer by the table of [StatusOf], unless the handler has already begun one: then
// the connection is cut, so that nobody takes half an answer for a whole one.
func Handle(handler func(*gin.Context) error) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := handler(c); err != nil {
			fail(c, err)
		}
	}
}

// fail notes an error for the guard and keeps further handlers from running.
func fail(c *gin.Context, err error) {
	c.Abort()
	_ = c.Error(err)
}
