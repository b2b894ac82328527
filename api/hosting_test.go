package api

import (
	"net/netip"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
	"landfall/directory"
	"landfall/directory/place"
	"landfall/directory/place/network"
	"landfall/directory/reading"
)

// one is a registry that says the same of every address.
type one network.Record

func (o one) Lookup(netip.Addr) network.Record { return network.Record(o) }

func TestHosting(t *testing.T) {
	at := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	first, last := "2026-11-01T00:00:00Z", "2026-11-01T23:00:00Z"
	number, name, cdn := uint32(64500), "Quiet Networks", "Cloudflare"
	for _, tt := range []struct {
		record network.Record
		want   *hosting
	}{
		{network.Record{}, nil},
		{network.Record{Country: "de", ASN: number, Name: name}, &hosting{Countries: []string{"DE"}, Network: &name, ASN: &number, FirstSeen: &first, LastSeen: &last, Age: 3600}},
		{network.Record{Country: "us", ASN: 13335}, &hosting{Hidden: true, Countries: []string{}, Network: &cdn, ASN: new(uint32(13335)), FirstSeen: &first, LastSeen: &last, Age: 3600}},
	} {
		s := &directory.Server{Reading: &reading.Reading{Hosting: place.Locate(one(tt.record), []netip.Addr{netip.MustParseAddr("9.9.9.9")})}}
		s.Reached = landfall.Reached{FirstSeen: at.Add(-24 * time.Hour), LastSeen: at.Add(-time.Hour)}
		got, reason := newHosting(s, at)
		if diff := cmp.Diff(tt.want, got); diff != "" || (reason == nil) != (tt.want != nil) {
			t.Errorf("%+v: %s, reason %v", tt.record, diff, reason)
		}
	}
}
