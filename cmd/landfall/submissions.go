package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"golang.org/x/time/rate"

	"landfall"
	"landfall/crawler/farm"
	"landfall/internal/httpkit"
	"landfall/internal/sqlstore"
)

// How many names are taken from one visitor and from all of them together, a minute,
// and how old a host's last visit must be for it to be visited again at a visitor's
// word.
const (
	submissionsEach = 6
	submissionsAll  = 120
	revisitAfter    = time.Hour
)

// submissions takes hosts that visitors name.
type submissions struct {
	hosts  *sqlstore.Store
	groups *farm.Groups
	all    *rate.Limiter
	now    func() time.Time
}

func newSubmissions(hosts *sqlstore.Store, now func() time.Time) *submissions {
	const groups = 1000
	return &submissions{
		hosts: hosts, groups: farm.New(groups, hosts, now), now: now,
		all: rate.NewLimiter(rate.Every(time.Minute/submissionsAll), submissionsAll),
	}
}

// newSubmitLimit bounds what one visitor may submit.
func newSubmitLimit(now func() time.Time) *httpkit.RateLimit {
	return httpkit.NewRateLimit(httpkit.RateConfig{PerMinute: submissionsEach, Concurrent: 2, Clients: 1 << 14}, now)
}

// submit makes a host known and due now, or due again.
func (s *submissions) submit(ctx context.Context, host landfall.Host) (landfall.Submission, error) {
	if !s.all.AllowN(s.now(), 1) {
		return landfall.Submission{}, &httpkit.StatusError{
			Status: http.StatusTooManyRequests, Detail: "Many people add servers just now. Please try again in a minute.",
		}
	}
	if err := s.groups.Reload(ctx); err != nil {
		return landfall.Submission{}, err
	}
	result := landfall.Submission{Host: host}
	if s.groups.Hides(host) {
		result.State = landfall.SubmissionShut
		return result, nil
	}
	strangers, err := s.hosts.Strangers(ctx, []landfall.Host{host})
	if err != nil {
		return result, err
	}
	if len(strangers) == 0 {
		return s.known(ctx, result)
	}
	admitted, err := s.groups.Admit(ctx, strangers)
	if err != nil {
		return result, err
	}
	if !slices.Contains(admitted, host) {
		result.State = landfall.SubmissionLater
		return result, nil
	}
	result.State = landfall.SubmissionNew
	_, err = s.hosts.Add(ctx, "submitted", admitted, s.now(), s.now())
	return result, err
}

// known says what becomes of a host that is not new.
func (s *submissions) known(ctx context.Context, result landfall.Submission) (landfall.Submission, error) {
	instance, err := s.hosts.MergedInto(ctx, result.Host)
	if err != nil {
		return result, err
	}
	if instance != "" {
		result.State, result.Instance = landfall.SubmissionAlias, instance
		return result, nil
	}
	again, err := s.hosts.RecheckOld(ctx, result.Host, s.now(), s.now().Add(-revisitAfter))
	if err != nil {
		return result, fmt.Errorf("visit %s again: %w", result.Host, err)
	}
	result.State = landfall.SubmissionKnown
	if again {
		result.State = landfall.SubmissionAgain
	}
	return result, nil
}
