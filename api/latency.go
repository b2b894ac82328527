package api

import (
	"time"

	"landfall"
)

// latency holds percentiles in milliseconds. Click is what each click costs, on an
// open connection; First is what a first visit costs, with DNS, TCP and TLS.
type latency struct {
	ClickP50     *float64 `json:"click_ms_p50"`
	ClickP75     *float64 `json:"click_ms_p75"`
	ClickP95     *float64 `json:"click_ms_p95"`
	ClickSamples int      `json:"click_samples"`
	ClickReason  *string  `json:"click_ms_reason"`
	FirstP50     *float64 `json:"first_ms_p50"`
	FirstP75     *float64 `json:"first_ms_p75"`
	FirstP95     *float64 `json:"first_ms_p95"`
	FirstSamples int      `json:"first_samples"`
	FirstReason  *string  `json:"first_ms_reason"`
}

func newLatency(click, first landfall.Percentiles) latency {
	l := latency{ClickSamples: click.N, FirstSamples: first.N}
	l.ClickP50, l.ClickP75, l.ClickP95, l.ClickReason = percentiles(click)
	l.FirstP50, l.FirstP75, l.FirstP95, l.FirstReason = percentiles(first)
	return l
}

// percentiles returns the three of them, or nils and the reason.
func percentiles(p landfall.Percentiles) (p50, p75, p95 *float64, reason *string) {
	if p.N == 0 {
		return nil, nil, nil, text(reasonNotMeasured)
	}
	a, b, c := ms(p.P50), ms(p.P75), ms(p.P95)
	return &a, &b, &c, nil
}

// phases splits one exchange, in milliseconds. A phase that did not happen, such as
// DNS on a connection that is open, is null.
type phases struct {
	DNS       *float64 `json:"dns_ms"`
	TCP       *float64 `json:"tcp_ms"`
	TLS       *float64 `json:"tls_ms"`
	FirstByte *float64 `json:"first_byte_ms"`
	Transfer  *float64 `json:"transfer_ms"`
}

// newPhases returns nil if nothing was measured.
func newPhases(t landfall.Timings) *phases {
	if t.IsZero() {
		return nil
	}
	return &phases{phase(t.DNS), phase(t.TCP), phase(t.TLS), phase(t.FirstByte), phase(t.Transfer)}
}

func phase(d time.Duration) *float64 {
	if d == 0 {
		return nil
	}
	length := ms(d)
	return &length
}
