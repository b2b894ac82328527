package netguard

import (
	"cmp"
	"context"
	"time"
)

// Limits bound what one host may cost.
type Limits struct {
	// Dial bounds the name look-up and the TCP connection together.
	Dial time.Duration
	// TLS bounds the handshake.
	TLS time.Duration
	// Headers bounds the wait from the request sent to the last header.
	Headers time.Duration
	// Request bounds one request from the start to the last byte of its body.
	Request time.Duration
	// Visit bounds a whole [Session].
	Visit time.Duration
	// HeaderBytes caps the headers of one answer, interim (1xx) ones included.
	HeaderBytes int64
	// Redirects is how many redirects of one document may be followed.
	Redirects int
	// MinBytesPerSecond is what a body must bring on average once MinRateAfter
	// has been spent waiting for it.
	MinBytesPerSecond int64
	MinRateAfter      time.Duration
}

// DefaultLimits are the bounds every threat row of the design assumes.
func DefaultLimits() Limits {
	return Limits{
		Dial:              5 * time.Second,
		TLS:               5 * time.Second,
		Headers:           10 * time.Second,
		Request:           15 * time.Second,
		Visit:             60 * time.Second,
		HeaderBytes:       64 << 10,
		Redirects:         3,
		MinBytesPerSecond: 10 << 10,
		MinRateAfter:      5 * time.Second,
	}
}

// filled returns the limits with defaults where they are zero.
func (l Limits) filled() Limits {
	d := DefaultLimits()
	return Limits{
		Dial:              cmp.Or(l.Dial, d.Dial),
		TLS:               cmp.Or(l.TLS, d.TLS),
		Headers:           cmp.Or(l.Headers, d.Headers),
		Request:           cmp.Or(l.Request, d.Request),
		Visit:             cmp.Or(l.Visit, d.Visit),
		HeaderBytes:       cmp.Or(l.HeaderBytes, d.HeaderBytes),
		Redirects:         cmp.Or(l.Redirects, d.Redirects),
		MinBytesPerSecond: cmp.Or(l.MinBytesPerSecond, d.MinBytesPerSecond),
		MinRateAfter:      cmp.Or(l.MinRateAfter, d.MinRateAfter),
	}
}

// defaultMaxBytes caps a body unless [WithMaxBytes] says otherwise, and
// mostMaxBytes whatever it says.
const (
	defaultMaxBytes = 1 << 20
	mostMaxBytes    = 1 << 40
)

type maxBytesKey struct{}

// WithMaxBytes caps the body of the requests made with the returned context, on
// the wire and decoded alike. The default, also for n < 1, is 1 MiB.
func WithMaxBytes(ctx context.Context, n int64) context.Context {
	return context.WithValue(ctx, maxBytesKey{}, n)
}

func maxBytes(ctx context.Context) int64 {
	if n, ok := ctx.Value(maxBytesKey{}).(int64); ok && n > 0 {
		return min(n, mostMaxBytes)
	}
	return defaultMaxBytes
}
