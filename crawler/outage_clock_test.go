package crawler

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/netip"
	"testing"
	"time"

	"landfall"
	"landfall/crawler/outage"
)

// troubles are ways to be cut off: what visits see, which of them, and what the
// sentinels see.
var troubles = []struct {
	name  string
	ends  ending
	takes time.Duration
	share float64 // of the visits
	one   bool    // only those into one network
	round outage.Round
	cause landfall.GapCause
}{
	{"cable out", timeout, 5 * time.Second, 1, false, outage.Round{Names: 5, NamesFailed: 5, Addresses: 2, AddressesFailed: 2}, landfall.GapUplink},
	{"resolver dead", ending{landfall.OutcomePostponed, landfall.ClassOurs, "dns_timeout"}, 5 * time.Second, 1, false, outage.Round{Names: 5, NamesFailed: 5, Addresses: 2}, landfall.GapResolver},
	{"resolver denies every name", noName, 0, 1, false, outage.Round{Names: 5, NamesFailed: 5, Addresses: 2}, landfall.GapResolver},
	{"captive portal", ending{landfall.OutcomeUnreachable, landfall.ClassTheirs, "tls_unknown_authority"}, 0, 1, false, outage.Round{Names: 5, NamesFailed: 5, Addresses: 2, Invented: true}, landfall.GapPortal},
	{"packets lost", ending{landfall.OutcomeUnreachable, landfall.ClassAmbiguous, "header_timeout"}, 20 * time.Second, 0.5, false, outage.Round{Names: 5, NamesFailed: 2, Addresses: 2, AddressesFailed: 2}, landfall.GapUplink},
	{"half the world away", timeout, 5 * time.Second, 0.5, false, outage.Round{Names: 5, Addresses: 2}, landfall.GapBreaker},
	{"one network away", timeout, 5 * time.Second, 1, true, outage.Round{Names: 5, Addresses: 2}, ""},
}

// outageWorld is a fleet whose visits pass the quarantine, and that can be cut off.
type outageWorld struct {
	*fleet
	trouble int // -1 if all is well
	under   []pending
	gap     landfall.Gap
	rng     *rand.Rand
	visits  int
}

// pending is a visit under way.
type pending struct {
	at time.Time
	finished
}

func newOutageWorld(t *testing.T, hosts int) *outageWorld {
	t.Helper()
	w := &outageWorld{fleet: newFleet(t, hosts), trouble: -1, rng: rand.New(rand.NewPCG(3, 4))}
	w.deps.Recorder, w.deps.Gaps = &log{}, w.store
	w.cfg.Outage.Sentinels = true
	w.quarantine = outage.NewQuarantine[finished](w.cfg.Outage)
	w.run(t, time.Minute)
	// Every host is visited first at once: let chance spread them.
	w.now = w.now.Add(30 * 24 * time.Hour)
	w.run(t, 90*time.Minute)
	return w
}

const outageStep = 10 * time.Second

// run lets all parts of the crawler do their work every ten seconds, and returns the
// most visits that were begun within a quarter of an hour, and all of them.
func (w *outageWorld) run(t *testing.T, span time.Duration) (most, all int) {
	t.Helper()
	before := w.visits
	var begun []int
	for end := w.now.Add(span); w.now.Before(end); w.now = w.now.Add(outageStep) {
		w.step(t)
		begun = append(begun, w.visits)
		since := before
		if quarter := int(15 * time.Minute / outageStep); len(begun) > quarter {
			since = begun[len(begun)-1-quarter]
		}
		most = max(most, w.visits-since)
	}
	return most, w.visits - before
}

func (w *outageWorld) step(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	round := outage.Round{Names: 5, Addresses: 2}
	if w.trouble >= 0 {
		round = troubles[w.trouble].round
	}
	w.quarantine.Round(w.now, w.now, round)
	w.gap = w.tell(ctx, w.gap)
	if err := w.catchUp(ctx, &w.watch); err != nil {
		t.Fatal(err)
	}
	for {
		leases, err := w.lease(ctx, min(w.quarantine.Room(), 1000))
		if err != nil {
			t.Fatal(err)
		}
		if len(leases) == 0 {
			break
		}
		for _, l := range leases {
			w.begin(l)
		}
	}
	later := w.under[:0]
	for _, p := range w.under {
		if p.at.After(w.now) {
			later = append(later, p)
		} else if err := w.put(ctx, p.finished); err != nil {
			t.Fatal(err)
		}
	}
	w.under = later
	if err := w.recordAll(ctx, w.quarantine.Take(w.now)); err != nil {
		t.Fatal(err)
	}
}

// begin visits a host. It ends as the present trouble has it.
func (w *outageWorld) begin(l landfall.Lease) {
	w.visits++
	o := &landfall.Observation{ID: w.Crawler.rng.id(w.now), Host: l.Host, At: w.now, Work: l.Want, Outcome: landfall.OutcomeAnswered}
	network := netip.PrefixFrom(netip.AddrFrom4([4]byte{45, byte(len(l.Host)*7+int(l.Host[len("quiet-harbour-")])) % 16, 0, 0}), 16)
	p := pending{at: w.now, finished: finished{lease: l, observation: o, network: network}}
	if w.trouble >= 0 {
		if it := troubles[w.trouble]; w.rng.Float64() < it.share && (!it.one || network.Addr().As4()[1] == 3) {
			o.Outcome, o.Class, o.Reason = it.ends.outcome, it.ends.class, it.ends.reason
			p.at = p.at.Add(it.takes)
		}
	}
	w.under = append(w.under, p)
}

// standing is how every instance stands, but for when it was seen.
func (w *outageWorld) standing(t *testing.T) map[landfall.Host]string {
	t.Helper()
	all := map[landfall.Host]string{}
	err := w.store.Instances(t.Context(), false, func(in landfall.Instance) error {
		all[in.Host] = fmt.Sprint(in.Status, in.Failures, in.DownSince)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestAnHourOfOutage cuts the crawler off for an hour, in every way: nobody's state
// changes, and afterwards it asks about as much as ever.
func TestAnHourOfOutage(t *testing.T) {
	for i, trouble := range troubles {
		t.Run(trouble.name, func(t *testing.T) {
			t.Parallel()
			hosts := 800
			if i == 0 && !testing.Short() {
				hosts = 10_000
			}
			w := newOutageWorld(t, hosts)
			before, began := w.standing(t), w.now
			w.trouble = i
			_, during := w.run(t, time.Hour)
			w.trouble = -1
			most, after := w.run(t, time.Hour)
			_, next := w.run(t, 15*time.Minute)
			if now := w.standing(t); !maps.Equal(before, now) {
				changed := 0
				for host, was := range before {
					if now[host] != was {
						changed++
					}
				}
				t.Errorf("%d of %d instances changed their state", changed, len(before))
			}
			gaps, err := w.store.Gaps(t.Context(), began)
			if err != nil {
				t.Fatal(err)
			}
			causes, paused := []landfall.GapCause{}, time.Duration(0)
			for _, gap := range gaps {
				causes, paused = append(causes, gap.Cause), paused+gap.Seen.Sub(gap.Began)
			}
			t.Logf("%d visits of %d hosts in the hour of the outage, %d in the hour after it (%.2f of the usual), at most %.2f of the usual in a quarter of an hour, then %d; paused for %s by %v",
				during, hosts, after, float64(after)/float64(hosts), float64(most)/float64(hosts/4), next, paused, causes)
			if float64(after) > 1.3*float64(hosts) || float64(most) > 1.6*float64(hosts/4) {
				t.Errorf("%d visits in the hour after the outage, %d in a quarter of it; usual are %d and %d", after, most, hosts, hosts/4)
			}
			if float64(after) < 0.8*float64(hosts) {
				t.Errorf("only %d of %d visits in the hour after the outage", after, hosts)
			}
			switch {
			case trouble.cause == "" && len(gaps) != 0:
				t.Errorf("gaps by %v, want none", causes)
			case trouble.cause != "" && (len(gaps) != 1 || causes[0] != trouble.cause || paused < 50*time.Minute):
				t.Errorf("paused for %s by %v, want an hour by %s", paused, causes, trouble.cause)
			}
		})
	}
}
