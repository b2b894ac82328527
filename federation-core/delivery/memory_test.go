package delivery

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"landfall/federation-core/social"
)

// memory is the queue and the peers, as a database would keep them.
type memory struct {
	mu      sync.Mutex
	rows    map[int64]*social.Delivery
	hosts   []string                      // with waiting deliveries, in order
	waiting map[string][]*social.Delivery // by host, by Next and Number
	gone    []string
	peers   map[string]social.Peer
	broken  error // what every call returns, if not nil
	asked   int   // calls of Due
	saved   int   // rows written by SavePeers
	settled int   // the most results at once
}

func newMemory() *memory {
	return &memory{rows: map[int64]*social.Delivery{}, waiting: map[string][]*social.Delivery{}, peers: map[string]social.Peer{}}
}

// put adds a delivery of body to https://host/inbox that is due now.
func (m *memory) put(host, body string) int64 {
	return m.add(social.Delivery{
		Activity: "https://here.example/a/1", Actor: "https://here.example/users/ann",
		Mailbox: social.Mailbox{Inbox: "https://" + host + "/inbox", Host: host}, Body: []byte(body),
	})
}

func (m *memory) add(d social.Delivery) int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	d.Number = int64(len(m.rows) + 1)
	if d.Created.IsZero() {
		d.Created = time.Now()
	}
	if d.Next.IsZero() {
		d.Next = d.Created
	}
	m.rows[d.Number] = &d
	m.enqueue(&d)
	return d.Number
}

func (m *memory) enqueue(d *social.Delivery) {
	if len(m.waiting[d.Host]) == 0 {
		if i, found := slices.BinarySearch(m.hosts, d.Host); !found {
			m.hosts = slices.Insert(m.hosts, i, d.Host)
		}
	}
	rows := m.waiting[d.Host]
	i, _ := slices.BinarySearchFunc(rows, d, inTurn)
	m.waiting[d.Host] = slices.Insert(rows, i, d)
}

func inTurn(a, b *social.Delivery) int {
	return cmp.Or(a.Next.Compare(b.Next), cmp.Compare(a.Number, b.Number))
}

func (m *memory) Due(_ context.Context, ask Ask) ([]social.Delivery, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked++
	not := make(map[string]bool, len(ask.Not))
	for _, host := range ask.Not {
		not[host] = true
	}
	start, found := slices.BinarySearch(m.hosts, ask.After)
	if found {
		start++
	}
	var due []social.Delivery
	bytes := 0
	for i := range m.hosts {
		host := m.hosts[(start+i)%len(m.hosts)]
		if not[host] || m.peers[host].Closed.After(ask.Now) {
			continue
		}
		for n, d := range m.waiting[host] {
			if n == ask.PerHost || d.Next.After(ask.Now) {
				break
			}
			if len(due) == ask.Rows || bytes >= ask.Bytes {
				return due, m.broken
			}
			due = append(due, *d)
			bytes += len(d.Body)
		}
	}
	return due, m.broken
}

func (m *memory) Next(_ context.Context, after time.Time) (time.Time, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var next time.Time
	for _, rows := range m.waiting {
		i, _ := slices.BinarySearchFunc(rows, after, func(d *social.Delivery, after time.Time) int {
			return cmp.Or(d.Next.Compare(after), -1)
		})
		if i < len(rows) {
			next = earlier(next, rows[i].Next)
		}
	}
	for _, p := range m.peers {
		if p.Closed.After(after) {
			next = earlier(next, p.Closed)
		}
	}
	return next, m.broken
}

func (m *memory) Settle(_ context.Context, results []Result) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken != nil {
		return m.broken
	}
	m.settled = max(m.settled, len(results))
	for _, r := range results {
		d := m.rows[r.Number]
		if d == nil || d.State != social.Waiting {
			continue
		}
		rows := m.waiting[d.Host]
		if i, found := slices.BinarySearchFunc(rows, d, inTurn); found {
			m.waiting[d.Host] = slices.Delete(rows, i, i+1)
		}
		d.State, d.Attempts, d.Next, d.Reason = r.State, r.Attempts, r.Next, r.Reason
		if r.Gone {
			m.gone = append(m.gone, r.Inbox)
		}
		if r.State == social.Waiting {
			m.enqueue(d)
		} else if len(m.waiting[d.Host]) == 0 {
			delete(m.waiting, d.Host)
			if i, found := slices.BinarySearch(m.hosts, d.Host); found {
				m.hosts = slices.Delete(m.hosts, i, i+1)
			}
		}
	}
	return nil
}

func (m *memory) Peers(_ context.Context, hosts []string) ([]social.Peer, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var peers []social.Peer
	for _, host := range hosts {
		if p, known := m.peers[host]; known {
			peers = append(peers, p)
		}
	}
	return peers, m.broken
}

func (m *memory) SavePeers(_ context.Context, peers []social.Peer) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken != nil {
		return m.broken
	}
	for _, p := range peers {
		m.peers[p.Host] = p
	}
	m.saved += len(peers)
	return nil
}

// row is a copy of a delivery as it is stored.
func (m *memory) row(number int64) social.Delivery {
	m.mu.Lock()
	defer m.mu.Unlock()
	return *m.rows[number]
}

// peer is a copy of a peer as it is stored.
func (m *memory) peer(host string) social.Peer {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.peers[host]
}

// fail makes all calls fail, or none.
func (m *memory) fail(yes bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.broken = nil
	if yes {
		m.broken = errors.New("disk full")
	}
}

// tally is what was asked of a memory and is left of it.
type tally struct {
	asked, saved, peers, settled int
	gone                         []string
}

func (m *memory) tally() tally {
	m.mu.Lock()
	defer m.mu.Unlock()
	return tally{m.asked, m.saved, len(m.peers), m.settled, slices.Clone(m.gone)}
}

// states counts the deliveries by state.
func (m *memory) states() map[social.DeliveryState]int {
	m.mu.Lock()
	defer m.mu.Unlock()
	states := map[social.DeliveryState]int{}
	for _, d := range m.rows {
		states[d.State]++
	}
	return states
}

// name is the i-th of many hosts.
func name(i int) string { return fmt.Sprintf("s%05d.example", i) }
