package main

import (
	"context"
	"net/http"
	"time"

	"golang.org/x/time/rate"

	"landfall"
	"landfall/internal/httpkit"
	"landfall/internal/sqlstore"
)

// optOutsAll is how many requests to leave hosts alone are taken from all visitors together,
// a minute: each may cost its host a few requests.
const optOutsAll = 20

// optOuts takes requests to leave hosts alone. Of who asks nothing is kept.
type optOuts struct {
	hosts *sqlstore.Store
	all   *rate.Limiter
	now   func() time.Time
}

func newOptOuts(hosts *sqlstore.Store, now func() time.Time) *optOuts {
	return &optOuts{hosts: hosts, now: now, all: rate.NewLimiter(rate.Every(time.Minute/optOutsAll), optOutsAll)}
}

// AskOptOut has a host looked at soon.
func (o *optOuts) AskOptOut(ctx context.Context, host landfall.Host) (landfall.OptOut, error) {
	if !o.all.AllowN(o.now(), 1) {
		return landfall.OptOut{}, &httpkit.StatusError{
			Status: http.StatusTooManyRequests, Detail: "Many people ask for this just now. Please try again in a minute.",
		}
	}
	return o.hosts.AskOptOut(ctx, host, o.now())
}

// OptOut returns a request that is not settled.
func (o *optOuts) OptOut(ctx context.Context, host landfall.Host) (landfall.OptOut, error) {
	return o.hosts.OptOut(ctx, host)
}

// optOuts returns a job that heeds those who ask to be left alone. One process does it for
// all.
func (j *jobs) optOuts(c *crawling) func(context.Context) error {
	heed := c.crawler.HeedOptOuts(j.hosts, c.texts)
	return func(ctx context.Context) error {
		return j.alone(ctx, "optouts", 0, func(ctx context.Context, _ time.Time) error { return heed(ctx) })
	}
}
