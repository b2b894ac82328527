package api

import (
	"strings"
	"time"

	"landfall/directory"
)

// hosting is where a server's machines are, by the address at which it answered.
type hosting struct {
	// Hidden tells that a delivery network stands in front of the machines: where those
	// are is not known.
	Hidden bool `json:"hidden"`
	// Countries are ISO 3166 codes of where the address is registered, which is not
	// always where the machine stands; empty: not known.
	Countries []string `json:"countries"`
	Network   *string  `json:"network"` // who runs it
	ASN       *uint32  `json:"asn"`     // its number
	FirstSeen *string  `json:"first_seen"`
	LastSeen  *string  `json:"last_seen"`
	Age       int64    `json:"age_s"` // from last_seen to as_of, in seconds
}

// newHosting returns nil and the reason if nothing is known.
func newHosting(s *directory.Server, at time.Time) (*hosting, *string) {
	known := s.Reading.Hosting
	if known.IsZero() {
		return nil, text(reasonNotKnown)
	}
	h := &hosting{
		Hidden: known.Hidden, Countries: make([]string, 0, len(known.Countries)), Network: text(known.Network),
		FirstSeen: moment(s.Reached.FirstSeen), LastSeen: moment(s.Reached.LastSeen), Age: age(s.Reached.LastSeen, at),
	}
	if known.ASN != 0 {
		h.ASN = &known.ASN
	}
	for _, country := range known.Countries {
		h.Countries = append(h.Countries, strings.ToUpper(string(country.ID)))
	}
	return h, nil
}
