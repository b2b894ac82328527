package delivery

import (
	"context"
	"time"

	"landfall/federation-core/social"
)

// What is asked for at once.
const (
	askRows    = 256
	askPerHost = 8 // the second and later wait in memory until the others are done
	askBytes   = 4 << 20
)

// room is how many deliveries may be read.
func (r *run) room() int {
	if r.bytes >= r.cfg.Bytes {
		return 0
	}
	return max(0, min(askRows, r.free()))
}

// mayAsk tells whether the queue is to be asked now: as soon as there is room for many, if
// the last answer promises more, and now and then otherwise.
func (r *run) mayAsk(now time.Time) bool {
	room := r.room()
	return r.more && room > 0 && !r.broken && len(r.results) < settleRows && (!r.askAt.After(now) || r.eager && room >= min(askRows, max(1, r.fast/8)))
}

// ask reads what is due and begins with it.
func (r *run) ask(ctx context.Context, now time.Time) {
	question := Ask{Now: now, After: r.after, Not: r.hosts(), PerHost: askPerHost, Rows: r.room(), Bytes: askBytes}
	rows, next, peers, err := r.read(ctx, question)
	if err != nil {
		r.fault(ctx, "read what is due", err)
		r.eager, r.askAt = false, now.Add(pause)
		return
	}
	if len(rows) > 0 {
		r.after = rows[len(rows)-1].Host
	}
	before := r.young + r.old + len(r.results)
	bytes := r.admit(rows, peers, now)
	full := len(rows) >= question.Rows || bytes >= question.Bytes
	r.eager = full && r.young+r.old+len(r.results) > before
	r.askAt = now.Add(askEvery)
	if !full {
		r.more = false
		r.nextAt = earlier(r.nextAt, earlier(next, now.Add(idle)))
	}
}

// read gets what is due and all that is needed to begin with it.
func (r *run) read(ctx context.Context, question Ask) ([]social.Delivery, time.Time, map[string]social.Peer, error) {
	var next time.Time
	rows, err := r.deps.Queue.Due(ctx, question)
	if err == nil && len(rows) < question.Rows {
		next, err = r.deps.Queue.Next(ctx, question.Now)
	}
	if err != nil || len(rows) == 0 {
		return rows, next, nil, err
	}
	var hosts []string
	for i := range rows {
		if i == 0 || rows[i].Host != rows[i-1].Host {
			hosts = append(hosts, rows[i].Host)
		}
	}
	list, err := r.deps.Peers.Peers(ctx, hosts)
	peers := make(map[string]social.Peer, len(list))
	for _, p := range list {
		peers[p.Host] = p
	}
	return rows, next, peers, err
}

// hosts are those in hand.
func (r *run) hosts() []string {
	hosts := make([]string, 0, len(r.lanes))
	for host := range r.lanes {
		hosts = append(hosts, host)
	}
	return hosts
}

// admit opens a lane for each host of rows, and returns how long their bodies are.
func (r *run) admit(rows []social.Delivery, peers map[string]social.Peer, now time.Time) int {
	bytes := 0
	for len(rows) > 0 {
		host, n := rows[0].Host, 1
		for n < len(rows) && rows[n].Host == host {
			n++
		}
		group := rows[:n:n]
		rows = rows[n:]
		for i := range group {
			bytes += len(group[i].Body)
		}
		if r.lanes[host] != nil {
			continue // it is in hand
		}
		peer := peers[host]
		peer.Host = host
		l := &lane{host: host, peer: peer, saved: peer, pending: group, again: n >= askPerHost}
		r.lanes[host] = l
		r.hold(l, 1)
		r.start(l, now)
	}
	return bytes
}
