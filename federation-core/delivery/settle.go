package delivery

import (
	"context"
	"fmt"
	"time"

	"landfall/federation-core/social"
)

// settled keeps a result until it is written down.
func (r *run) settled(l *lane, is Result, class Class, now time.Time) {
	r.results = append(r.results, is)
	r.nextAt = earlier(r.nextAt, is.Next)
	r.touch(l, now)
	r.add(func(n *Counts) {
		switch is.State {
		case social.Delivered:
			n.Delivered++
		case social.Cancelled:
			n.Cancelled++
		case social.Waiting:
			n.Retried++
		case social.Expired:
			n.expire(class)
		}
	})
}

// touch makes the lane part of the next settlement.
func (r *run) touch(l *lane, now time.Time) {
	r.touched[l] = true
	r.settleAt = earlier(r.settleAt, now.Add(settleEvery))
}

// settle writes down the results and the peers that changed. What fails is kept for the next
// time, and its hosts stay in hand.
func (r *run) settle(ctx context.Context, now time.Time) error {
	err := r.write(ctx)
	r.broken = err != nil
	if err != nil {
		r.settleAt = now.Add(pause)
		if r.stopping {
			return err
		}
		r.fault(ctx, "settle", err)
		return nil
	}
	r.results, r.settleAt = r.results[:0], time.Time{}
	touched := r.touched
	r.touched = map[*lane]bool{}
	for l := range touched {
		r.release(l)
	}
	return nil
}

// write does the writing of settle.
func (r *run) write(ctx context.Context) error {
	if len(r.results) > 0 {
		if err := r.deps.Queue.Settle(ctx, r.results); err != nil {
			return fmt.Errorf("settle %d deliveries: %w", len(r.results), err)
		}
	}
	var peers []social.Peer
	var lanes []*lane
	for l := range r.touched {
		if worthSaving(l.saved, l.peer) {
			peers, lanes = append(peers, l.peer), append(lanes, l)
		}
	}
	if len(peers) == 0 {
		return nil
	}
	if err := r.deps.Peers.SavePeers(ctx, peers); err != nil {
		return fmt.Errorf("save %d peers: %w", len(peers), err)
	}
	for _, l := range lanes {
		l.saved = l.peer
	}
	return nil
}

// release lets go of a host of which nothing is in hand any more.
func (r *run) release(l *lane) {
	if l.running > 0 || len(l.pending) > 0 || r.touched[l] {
		return
	}
	delete(r.lanes, l.host)
	r.more = r.more || l.again
}
