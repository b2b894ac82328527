package landfall

import "time"

// Connection is how a visit's first connection to the host came about, or how far it
// came: what the way there and the certificate say, before any document. What is
// not known is empty, nil or zero.
type Connection struct {
	// Family is that of the address that was used, "ipv4" or "ipv6".
	Family string `json:"family,omitempty"`
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

// IsZero reports whether nothing is known.
func (c Connection) IsZero() bool { return c == Connection{} }

// DefaultVantage is the name of the place that visits are made from where nobody has
// named it.
const DefaultVantage = "main"
