package web

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/directory/place"
	"landfall/directory/place/network"
	"landfall/directory/reading"
)

// one is a registry that says the same of every address.
type one network.Record

func (o one) Lookup(netip.Addr) network.Record { return network.Record(o) }

func TestThePageTellsWhereAServerIsHosted(t *testing.T) {
	const host, page = "quiet-harbour-sim.social", "/s/quiet-harbour-sim.social"
	for name, tt := range map[string]struct {
		address, want string
		record        network.Record
	}{
		"country and network": {"9.9.9.9", "Hosted In Germany (registered address), network Quiet Networks (AS64500) By the address at which it answered, last 2 h ago , first", network.Record{Country: "de", ASN: 64500, Name: "Quiet Networks"}},
		"country":             {"9.9.9.9", "Hosted In Germany (registered address) By", network.Record{Country: "de"}},
		"network":             {"9.9.9.9", "Hosted Country not known, network Quiet Networks (AS64500) By", network.Record{ASN: 64500, Name: "Quiet Networks"}},
		"hidden":              {"104.16.1.1", "Hosted Location hidden behind Cloudflare By", network.Record{Country: "us", ASN: 13335, Name: "Cloudflare, Inc."}},
		"nothing":             {"9.9.9.9", "Hosted Not known", network.Record{}},
		"loopback":            {"127.0.0.1", "Hosted Not known", network.Record{Country: "de", ASN: 64500, Name: "Quiet Networks"}},
	} {
		w := newWorld(everyone()...)
		server := w.Snapshot.Server(host)
		server.Reached = landfall.Reached{Address: landfall.Address{Addr: netip.MustParseAddr(tt.address)}, FirstSeen: now.AddDate(0, -1, 0), LastSeen: now.Add(-2 * time.Hour)}
		server.Reading = &reading.Reading{Hosting: place.Locate(one(tt.record), []netip.Addr{server.Reached.Address.Addr})}
		text := words(document(t, engine(t, w, Config{}), page, http.StatusOK))
		if !strings.Contains(text, tt.want) {
			_, after, _ := strings.Cut(text, "Hosted")
			t.Errorf("%s: the page says %.150q, want %q", name, after, tt.want)
		}
	}
}
