//go:build bench && linux

package collect

import (
	"cmp"
	"context"
	"crypto/tls"
	"fmt"
	"math"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	"landfall"
	"landfall/crawler/polite"
	"landfall/crawler/robots"
	"landfall/internal/netguard"
	"landfall/internal/wan"
)

// What each phase is made to take beyond the way there and back.
const (
	oneWay       = 15 * time.Millisecond
	dnsTakes     = 40 * time.Millisecond
	tlsTakes     = 70 * time.Millisecond
	byteTakes    = 110 * time.Millisecond
	bodyTakes    = 90 * time.Millisecond
	turnsTakes   = 60 * time.Millisecond // a redirect, before it is sent
	phaseRounds  = 9
	allowedShare = 0.05
	allowedTime  = 2 * time.Millisecond
)

const (
	slowHost  landfall.Host = "slow-sim.social"
	otherHost landfall.Host = "www.slow-sim.social"
)

// TestBenchPhases measures exchanges over a network on which it is known what each
// phase takes, with the program's own dialer, rules of addresses and look-ups. It
// needs a network namespace of its own: make bench-phases.
func TestBenchPhases(t *testing.T) {
	network, err := wan.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { network.Close() })
	network.Delay(oneWay)
	servePhases(t)
	guard, err := netguard.New(netguard.Config{UserAgent: "Landfall/test", Resolver: slowNames(t)})
	if err != nil {
		t.Fatal(err)
	}
	var table phaseTable
	for range phaseRounds {
		measureVisit(t, guard, &table)
	}
	table.judge(t)
}

// measureVisit makes one visit of every kind of exchange that probers get wrong.
func measureVisit(t *testing.T, guard *netguard.Guard, table *phaseTable) {
	t.Helper()
	const rtt = 2 * oneWay
	whole := landfall.Timings{DNS: dnsTakes, TCP: rtt, TLS: rtt + tlsTakes, FirstByte: rtt + byteTakes, Transfer: bodyTakes}
	warm := landfall.Timings{FirstByte: whole.FirstByte, Transfer: bodyTakes}
	turn := landfall.Timings{FirstByte: rtt + turnsTakes}
	collector := New(Deps{
		Guard: guard, Robots: robots.NewCache(robots.CacheConfig{}, time.Now),
		Limits: polite.New(polite.DefaultLimits(), time.Now), Now: time.Now,
	})
	v := collector.Open(t.Context(), slowHost, func(ctx context.Context, d time.Duration) error {
		time.Sleep(d) // a Crawl-delay, which is nobody's slowness
		return nil
	})
	defer v.Close()
	fetch := func(path string) {
		t.Helper()
		req := request(t, path)
		req.URL.Host = slowHost.String()
		if _, err := v.Fetch(t.Context(), req); err != nil {
			t.Fatalf("fetch %s: %v", path, err)
		}
	}
	fetch("/document")  // robots.txt pays for the connection
	fetch("/document")  // after a Crawl-delay, on the same connection
	fetch("/moved")     // a redirect and its target, two exchanges
	fetch("/elsewhere") // to a host with a look-up, a connection and a robots.txt of its own
	fetch("/farewell")  // the server closes the connection behind it
	fetch("/document")  // so this is on a new one
	rows := []struct {
		name string
		want landfall.Timings
	}{
		{"first exchange, new connection", whole},
		{"second, same connection", warm},
		{"third, after a pause of ours", warm},
		{"redirect", turn},
		{"its target, same connection", warm},
		{"redirect to another host", turn},
		{"robots.txt there, new connection", whole},
		{"the document there", warm},
		{"last on its connection", warm},
		{"next, new connection", whole},
	}
	got := v.exchanges()
	if len(got) != len(rows) {
		t.Fatalf("%d exchanges, want %d", len(got), len(rows))
	}
	for i, row := range rows {
		if got[i].Err != nil {
			t.Fatalf("%s: %v", row.name, got[i].Err)
		}
		table.add(row.name, row.want, got[i].Timings)
	}
	first, click := v.Timings()
	table.add("visit's first, as recorded", whole, first)
	table.add("visit's click, as recorded", warm, click)
}

// servePhases answers for every address at port 443, each phase after its time.
func servePhases(t *testing.T) {
	t.Helper()
	certificate, authority := certify(t, slowHost.String(), otherHost.String())
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, authority, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SSL_CERT_FILE", file) // the system's roots are read at their first use
	slowly := func(w http.ResponseWriter, status int, body string) {
		time.Sleep(byteTakes)
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body[:1]))
		w.(http.Flusher).Flush()
		time.Sleep(bodyTakes)
		_, _ = w.Write([]byte(body[1:]))
	}
	server := &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			target := ""
			switch r.URL.Path {
			case "/robots.txt":
				delay := ""
				if strings.HasPrefix(r.Host, string(slowHost)) {
					delay = "Crawl-delay: 0.2\n"
				}
				slowly(w, http.StatusOK, "User-agent: *\n"+delay)
				return
			case "/moved":
				target = "/document"
			case "/elsewhere":
				target = "https://" + otherHost.String() + "/document"
			case "/farewell":
				w.Header().Set("Connection", "close")
			}
			w.Header().Set("Content-Type", "application/json")
			if target != "" {
				time.Sleep(turnsTakes)
				http.Redirect(w, r, target, http.StatusFound)
				return
			}
			slowly(w, http.StatusOK, `{"document": true}`)
		}),
		TLSConfig: &tls.Config{
			Certificates: []tls.Certificate{certificate}, NextProtos: []string{"http/1.1"},
			GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
				time.Sleep(tlsTakes)
				return nil, nil
			},
		},
	}
	listener, err := net.Listen("tcp", wan.Here.String()+":443")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.ServeTLS(listener, "", "") }()
	t.Cleanup(func() { server.Close() })
}

// slowNames looks names up at a name server on loopback that takes its time.
func slowNames(t *testing.T) *net.Resolver {
	t.Helper()
	socket, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &dns.Server{PacketConn: socket, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		reply := new(dns.Msg).SetReply(q)
		if q.Question[0].Qtype == dns.TypeA {
			time.Sleep(dnsTakes)
			reply.Answer = []dns.RR{&dns.A{
				Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeA, Class: dns.ClassINET}, A: net.IPv4(45, 13, 0, 1),
			}}
		}
		_ = w.WriteMsg(reply)
	})}
	go func() { _ = server.ActivateAndServe() }()
	t.Cleanup(func() { _ = server.Shutdown() })
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", socket.LocalAddr().String())
	}}
}

// phaseTable gathers what was measured of each phase of each exchange.
type phaseTable struct{ cells []*phaseCell }

type phaseCell struct {
	exchange, phase string
	want            time.Duration
	got             []time.Duration
}

func (p *phaseTable) add(exchange string, want, got landfall.Timings) {
	for _, phase := range []struct {
		name      string
		want, got time.Duration
	}{
		{"DNS", want.DNS, got.DNS},
		{"TCP", want.TCP, got.TCP},
		{"TLS", want.TLS, got.TLS},
		{"first byte", want.FirstByte, got.FirstByte},
		{"transfer", want.Transfer, got.Transfer},
		{"total", want.Total(), got.Total()},
	} {
		i := slices.IndexFunc(p.cells, func(c *phaseCell) bool { return c.exchange == exchange && c.phase == phase.name })
		if i < 0 {
			i = len(p.cells)
			p.cells = append(p.cells, &phaseCell{exchange: exchange, phase: phase.name, want: phase.want})
		}
		p.cells[i].got = append(p.cells[i].got, phase.got)
	}
}

// judge prints the table and fails if the median of a phase is off by more than
// both 5 % and 2 ms. A phase that did not happen must be exactly zero, always.
func (p *phaseTable) judge(t *testing.T) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%-34s %-11s %9s %9s %9s %7s %9s\n", "exchange", "phase", "expected", "measured", "error", "", "worst")
	worst := 0.0
	for _, c := range p.cells {
		slices.Sort(c.got)
		median := c.got[len(c.got)/2]
		far := slices.MaxFunc(c.got, func(a, b time.Duration) int { return cmp.Compare((a - c.want).Abs(), (b - c.want).Abs()) })
		off := (median - c.want).Abs()
		share := 0.0
		if c.want > 0 {
			share = float64(off) / float64(c.want)
		}
		fmt.Fprintf(&b, "%-34s %-11s %6.1f ms %6.1f ms %6.2f ms %5.1f %% %6.1f ms\n",
			c.exchange, c.phase, ms(c.want), ms(median), ms(median-c.want), 100*share, ms(far))
		switch {
		case c.want == 0 && far != 0 && c.phase != "transfer":
			t.Errorf("%s: %s took %v, but there was none", c.exchange, c.phase, far)
		case off > allowedTime && share > allowedShare:
			t.Errorf("%s: %s is %v, measured as %v", c.exchange, c.phase, c.want, median)
		}
		worst = math.Max(worst, math.Min(share, float64(off)/float64(allowedTime)*allowedShare))
	}
	t.Logf("%d visits, %d ms there and back\n%s", phaseRounds, (2 * oneWay).Milliseconds(), b.String())
	t.Logf("worst median: %.1f %% of what is allowed", 100*worst/allowedShare)
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
