package landfall

import "time"

// Connection is how a visit's first connection to the host came about, or how far it
// came: what the way there and the certificate say, before any document. What is
// not known is empty, nil or zero.
type Connection struct {
	// Family is that of the address that was used, "ipv4" or "ipv6".
	Family string `json:"family,omitempty"`
	// Address is the one that was used.
	Address Address `json:"address,omitzero"`
	// IPv6 tells whether the name has an IPv6 address. That one was reached is told
	// by Family alone: most machines that measure have both, but not all.
	IPv6 *bool `json:"ipv6,omitempty"`
	// TLS is the version that was agreed on, as "1.3".
	TLS string `json:"tls,omitempty"`
	// HTTP is the version of the answer, as "1.1", which is the highest that is asked
	// for. HTTP3 tells that it offers HTTP/3 as an alternative (RFC 7838).
	HTTP  string `json:"http,omitempty"`
	HTTP3 bool   `json:"http3,omitempty"`
	// CertExpires is when the host's certificate ends, or ended.
	CertExpires time.Time `json:"cert_expires,omitzero"`
}

// CertSoon is how long before its end a certificate is said to end soon: most are
// renewed a month before it.
const CertSoon = 14 * 24 * time.Hour

// CertStanding says how a certificate stands at a time.
type CertStanding string

// The standings.
const (
	CertUnknown CertStanding = "unknown"
	CertValid   CertStanding = "valid"
	CertEnding  CertStanding = "ends_soon" // within [CertSoon]
	CertEnded   CertStanding = "ended"
)

// Cert says how the certificate stands at now, if nobody has renewed it since the
// visit.
func (c Connection) Cert(now time.Time) CertStanding {
	left := c.CertExpires.Sub(now)
	switch {
	case c.CertExpires.IsZero():
		return CertUnknown
	case left <= 0:
		return CertEnded
	case left < CertSoon:
		return CertEnding
	}
	return CertValid
}

// NewestConnection returns the newest of the visits, given newest first, whose
// connection came as far as the certificate; nil if none did.
func NewestConnection(recent []Observation) *Observation {
	for i := range recent {
		if about := &recent[i].Connection; about.TLS != "" || !about.CertExpires.IsZero() {
			return &recent[i]
		}
	}
	return nil
}

// IsZero reports whether nothing is known.
func (c Connection) IsZero() bool { return c == Connection{} }

// DefaultVantage is the name of the place that visits are made from where nobody has
// named it.
const DefaultVantage = "main"
