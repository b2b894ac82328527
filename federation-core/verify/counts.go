package verify

import (
	"errors"
	"maps"
	"net/http"
	"sync"

	"landfall/federation-core/httpsig"
)

// Judgement is a kind of signature and what it came to.
type Judgement struct {
	// Scheme is the name of an [httpsig.Scheme], or "none" where there was no signature.
	Scheme string
	// Outcome is "valid", "refused", "forbidden", "limited" or "unavailable": whether it holds,
	// and if not, which kind of [RefusedError] it was.
	Outcome string
}

// Schemes and Outcomes are all there are.
var (
	Schemes  = []string{httpsig.Cavage.String(), httpsig.RFC9421.String(), "none"}
	Outcomes = []string{"valid", "refused", "forbidden", "limited", "unavailable"}
)

// counter counts signatures.
type counter struct {
	mu     sync.Mutex
	counts map[Judgement]int64
}

// Counts returns how many signatures were judged how, since the start.
func (v *Verifier) Counts() map[Judgement]int64 {
	v.counts.mu.Lock()
	defer v.counts.mu.Unlock()
	return maps.Clone(v.counts.counts)
}

// count counts one by its error, which may be nil.
func (c *counter) count(scheme string, err error) {
	outcome := "valid"
	if no, ok := errors.AsType[*RefusedError](err); ok {
		outcome = no.outcome()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.counts == nil {
		c.counts = make(map[Judgement]int64)
	}
	c.counts[Judgement{scheme, outcome}]++
}

func (e *RefusedError) outcome() string {
	switch e.Status {
	case http.StatusForbidden:
		return "forbidden"
	case http.StatusTooManyRequests:
		return "limited"
	case http.StatusServiceUnavailable:
		return "unavailable"
	}
	return "refused"
}

// schemeOf is the kind of signature that a request has by its headers.
func schemeOf(header http.Header) string {
	switch {
	case len(header.Values("Signature-Input")) > 0:
		return httpsig.RFC9421.String()
	case len(header.Values("Signature")) > 0:
		return httpsig.Cavage.String()
	}
	return "none"
}
