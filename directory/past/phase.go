package past

import (
	"slices"
	"strings"

	"landfall"
)

// Phase is a part of a visit, in the order in which it goes.
type Phase string

// The phases.
const (
	PhaseDNS      Phase = "dns"      // its name is looked up
	PhaseTCP      Phase = "tcp"      // a connection is made
	PhaseTLS      Phase = "tls"      // encryption is agreed on
	PhaseHTTP     Phase = "http"     // an answer comes
	PhaseDocument Phase = "document" // what came is read
	PhaseUnknown  Phase = "unknown"
)

// PhaseOf is where a visit came to an end that ended so, for such a reason.
func PhaseOf(outcome landfall.Outcome, reason string) Phase {
	begins := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(part string) bool { return strings.HasPrefix(reason, part) })
	}
	switch {
	case begins("dns_", "blocked_addr"):
		return PhaseDNS
	case begins("tcp_", "no_route", "network_"):
		return PhaseTCP
	case begins("tls_"):
		return PhaseTLS
	case begins("header_", "body_", "http_", "bad_gzip", "encoding_", "moved", "redirect_", "too_many_redirects", "url_refused"):
		return PhaseHTTP
	case begins("json_", "not_json", "nodeinfo_", "no_instance_document", "noindex", "peers_"):
		return PhaseDocument
	}
	switch outcome {
	case landfall.OutcomeBlocked:
		return PhaseDNS
	case landfall.OutcomeError, landfall.OutcomeMoved, landfall.OutcomeGone:
		return PhaseHTTP
	case landfall.OutcomeInvalid, landfall.OutcomeForeign:
		return PhaseDocument
	case landfall.OutcomeAnswered, landfall.OutcomeUnreachable, landfall.OutcomeRefused, landfall.OutcomePostponed:
	}
	return PhaseUnknown
}
