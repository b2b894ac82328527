package queuetest

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall/federation-core/delivery"
	"landfall/federation-core/social"
)

// Subject is an empty store that is looked at.
type Subject struct {
	delivery.Queue
	delivery.Peers
	// Put stores a delivery, all of it but Number, and returns that.
	Put func(d social.Delivery) (number int64, err error)
	// Row returns one as it is stored. Of one that does not wait any more, Body and Next do
	// not matter.
	Row func(number int64) (social.Delivery, error)
}

// hosts are chosen so that any order but that of the bytes shows.
var hosts = []string{"a.example", "a-b.example", "a.example:8443", "ab.example", "xn--mnchen-3ya.example", "z.example"}

// KeepsTheQueue holds the stores that open returns against a plain model, through random
// changes and questions.
func KeepsTheQueue(t *testing.T, open func(t *testing.T) Subject) {
	rapid.Check(t, func(rt *rapid.T) {
		m := &model{
			Subject: open(t),
			oracle:  oracle{rows: map[int64]social.Delivery{}, peers: map[string]social.Peer{}},
			began:   time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC),
		}
		rt.Repeat(map[string]func(*rapid.T){
			"put": m.put, "settle": m.settle, "save peers": m.savePeers,
			"due": m.askDue, "next": m.askNext, "peers": m.askPeers, "rows": m.look,
		})
	})
}

// model is a store beside its oracle.
type model struct {
	Subject
	oracle
	began time.Time
	puts  int
}

// at draws one of a few instants, so that many are equal.
func (m *model) at(t *rapid.T, what string) time.Time {
	return m.began.Add(time.Duration(rapid.IntRange(0, 20).Draw(t, what)) * time.Minute)
}

func (m *model) put(t *rapid.T) {
	host := rapid.SampledFrom(hosts).Draw(t, "host")
	m.puts++
	d := social.Delivery{
		Activity: fmt.Sprintf("https://here.example/activities/%d", m.puts),
		Actor:    "https://here.example/users/ann",
		Mailbox:  social.Mailbox{Inbox: "https://" + host + "/inbox", Host: host, Followers: rapid.SampledFrom([]string{"", "00ff"}).Draw(t, "followers")},
		Body:     []byte(fmt.Sprintf(`{"id":%d,"type":"Create"}`, m.puts)),
		Created:  m.began,
		Next:     m.at(t, "next"),
	}
	number, err := m.Put(d)
	if _, known := m.rows[number]; err != nil || known {
		t.Fatalf("put: number %d, %v", number, err)
	}
	d.Number = number
	m.rows[number] = d
}

func (m *model) settle(t *rapid.T) {
	var results []delivery.Result
	for _, number := range slices.Sorted(maps.Keys(m.rows)) {
		switch rapid.IntRange(0, 5).Draw(t, "result") {
		case 0:
			results = append(results, delivery.Result{Number: number, State: social.Delivered, Attempts: 1})
		case 1:
			results = append(results, delivery.Result{Number: number, State: social.Waiting, Attempts: 2, Next: m.at(t, "again"), Reason: "answered 500"})
		case 2:
			results = append(results, delivery.Result{Number: number, State: social.Expired, Attempts: 3, Reason: "answered 410 Gone", Gone: true, Inbox: m.rows[number].Inbox})
		}
	}
	results = append(results, delivery.Result{Number: 1 << 40, State: social.Delivered})
	for range 2 { // the same twice makes no difference
		if err := m.Settle(t.Context(), results); err != nil {
			t.Fatal(err)
		}
		m.oracle.settle(results)
	}
}

func (m *model) savePeers(t *rapid.T) {
	var peers []social.Peer
	for _, host := range rapid.SliceOfNDistinct(rapid.SampledFrom(hosts), 0, 3, rapid.ID).Draw(t, "peers") {
		p := social.Peer{Host: host, RFC9421: rapid.Bool().Draw(t, "rfc 9421"), Seen: m.began}
		if rapid.Bool().Draw(t, "fails") {
			p.Failures, p.FailingDays, p.LastFailed, p.Closed = 12, 3, m.began, m.at(t, "closed")
		}
		peers = append(peers, p)
		m.peers[host] = p
	}
	if err := m.SavePeers(t.Context(), peers); err != nil {
		t.Fatal(err)
	}
}

func (m *model) askDue(t *rapid.T) {
	ask := delivery.Ask{
		Now:     m.at(t, "now"),
		After:   rapid.SampledFrom(append([]string{"", "b.example", "zz"}, hosts...)).Draw(t, "after"),
		Not:     rapid.SliceOfNDistinct(rapid.SampledFrom(hosts), 0, 3, rapid.ID).Draw(t, "not"),
		PerHost: rapid.IntRange(1, 4).Draw(t, "per host"),
		Rows:    rapid.IntRange(1, 10).Draw(t, "rows"),
		Bytes:   rapid.SampledFrom([]int{1, 60, 1 << 20}).Draw(t, "bytes"),
	}
	rows, err := m.Due(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	got := []int64{}
	for _, d := range rows {
		got = append(got, d.Number)
		if diff := cmp.Diff(m.rows[d.Number], d); diff != "" {
			t.Fatalf("delivery %d (-want +got):\n%s", d.Number, diff)
		}
	}
	if diff := cmp.Diff(m.due(ask), got); diff != "" {
		t.Fatalf("Due(%+v) (-want +got):\n%s", ask, diff)
	}
}

func (m *model) askNext(t *rapid.T) {
	after := m.at(t, "after")
	got, err := m.Next(t.Context(), after)
	if err != nil || !got.IsZero() && !got.After(after) {
		t.Fatalf("Next(%v) = %v, %v; want something later", after, got, err)
	}
	if latest := m.next(after); !latest.IsZero() && (got.IsZero() || got.After(latest)) {
		t.Fatalf("Next(%v) = %v; want %v at the latest", after, got, latest)
	}
}

func (m *model) askPeers(t *rapid.T) {
	got, err := m.Peers.Peers(t.Context(), append([]string{"unheard.example"}, hosts...))
	if err != nil {
		t.Fatal(err)
	}
	byHost := map[string]social.Peer{}
	for _, p := range got {
		byHost[p.Host] = p
	}
	if diff := cmp.Diff(m.peers, byHost); diff != "" || len(got) != len(byHost) {
		t.Fatalf("Peers (-want +got):\n%s", diff)
	}
}

func (m *model) look(t *rapid.T) {
	for number, want := range m.rows {
		got, err := m.Row(number)
		if err != nil {
			t.Fatal(err)
		}
		if want.State != social.Waiting {
			want.Body, got.Body, want.Next, got.Next = nil, nil, time.Time{}, time.Time{}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("delivery %d (-want +got):\n%s", number, diff)
		}
	}
}
