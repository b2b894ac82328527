package delivery

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"landfall/federation-core/social"
)

// lane is a host in hand: the queue is not asked for it until all of it is settled.
type lane struct {
	host    string
	peer    social.Peer // as it is
	saved   social.Peer // as the store has it
	pending []social.Delivery
	running int
	again   bool // the queue may have more for it
}

// hold counts the pending deliveries of a lane as in memory, or not any more.
func (r *run) hold(l *lane, sign int) {
	for i := range l.pending {
		r.bytes += sign * len(l.pending[i].Body)
	}
	r.held += sign * len(l.pending)
}

// start begins as many attempts as the host and the slots admit. What cannot go on is let go
// of; it still waits in the queue.
func (r *run) start(l *lane, now time.Time) {
	for len(l.pending) > 0 && l.running < width(&l.peer, now) {
		d := l.pending[0]
		inbox := inboxOf(&d)
		if result, class := r.rejects(l, &d, inbox, now); result.State != social.Waiting {
			r.pop(l)
			r.settled(l, result, class, now)
			continue
		}
		failing := l.peer.Failures > 0
		if !r.admits(failing) {
			r.short = true
			break
		}
		r.pop(l)
		r.launch(&attempt{lane: l, delivery: d, started: now, newer: l.peer.RFC9421}, inbox, failing)
	}
	if l.running == 0 {
		r.drop(l)
	}
	r.release(l)
}

// pop takes the first pending delivery of a lane.
func (r *run) pop(l *lane) {
	r.bytes -= len(l.pending[0].Body)
	r.held--
	l.pending[0] = social.Delivery{}
	l.pending = l.pending[1:]
}

// drop lets go of what is pending.
func (r *run) drop(l *lane) {
	r.hold(l, -1)
	l.pending = nil
	if at := l.peer.Closed; at.After(time.Now()) {
		r.nextAt = earlier(r.nextAt, at)
	}
}

// rejects is the result of a delivery that must not be tried; it waits if it may be.
func (r *run) rejects(l *lane, d *social.Delivery, inbox *url.URL, now time.Time) (Result, Class) {
	is := Result{Number: d.Number, State: social.Expired, Attempts: d.Attempts}
	var class Class
	switch {
	case inbox == nil:
		class, is.Reason = Invalid, "the inbox is no https URL of "+plain(d.Host)
	case !r.deps.Allowed(d.Host):
		is.State, is.Reason = social.Cancelled, "the host is not allowed"
	case now.Sub(d.Created) > oldest:
		class, is.Reason = Age, "older than seven days, the last: "+d.Reason
		if d.Reason == "" {
			is.Reason = "older than seven days, never tried"
		}
	case unavailable(&l.peer) && !isFollow(d.Body):
		class, is.Reason = Unavailable, fmt.Sprintf("the host is unavailable: it failed on %d days", l.peer.FailingDays)
	default:
		is.State = social.Waiting
	}
	return is, class
}

// launch begins an attempt.
func (r *run) launch(a *attempt, inbox *url.URL, failing bool) {
	a.lane.running++
	r.begin(a, failing)
	r.bytes += len(a.delivery.Body)
	r.held++
	r.flying.Go(func() {
		a.verdict = r.try(r.attempts, &a.delivery, inbox, a.newer)
		r.done <- a
	})
}

// finish takes the verdict of an attempt and goes on with its lane.
func (r *run) finish(a *attempt, now time.Time) {
	l, v, d := a.lane, a.verdict, &a.delivery
	r.end(a)
	l.running--
	r.bytes -= len(d.Body)
	r.held--
	defer func() { a.delivery.Body = nil }() // a remains among the slots for a while
	if r.short {
		r.short, r.more = false, true
	}
	if v.kind != aborted {
		r.add(func(n *Counts) { n.Attempts++ })
		r.learn(l, a, now)
		result, class := r.result(d, v, now)
		r.settled(l, result, class, now)
	}
	if r.stopping {
		r.drop(l)
		return
	}
	r.start(l, now)
}

// learn notes what an attempt tells about the peer.
func (r *run) learn(l *lane, a *attempt, now time.Time) {
	v := a.verdict
	switch {
	case v.ours:
	case v.kind == retry:
		l.peer = failed(l.peer, now)
		if l.peer.Failures >= closeAfter && l.peer.Closed.After(now) {
			r.add(func(n *Counts) { n.Closings++ })
		}
		l.peer = rest(l.peer, now, v.asked)
	default:
		l.peer = alive(l.peer, now)
		if v.kind == delivered && v.newer != a.newer {
			l.peer.RFC9421 = v.newer
		}
	}
}

// result is what an attempt makes of its delivery.
func (r *run) result(d *social.Delivery, v verdict, now time.Time) (Result, Class) {
	is := Result{Number: d.Number, Attempts: d.Attempts + 1, Reason: v.reason}
	switch v.kind {
	case delivered:
		is.State = social.Delivered
	case gone:
		is.State, is.Gone, is.Inbox = social.Expired, true, d.Inbox
	case final:
		is.State = social.Expired
	default:
		return again(d, now, v, r.deps.Chance())
	}
	return is, v.class
}

// inboxOf is the address of a delivery, nil if it is none to send to.
func inboxOf(d *social.Delivery) *url.URL {
	inbox, err := url.Parse(d.Inbox)
	if err != nil || inbox.Scheme != "https" || inbox.Host == "" || inbox.User != nil || !strings.EqualFold(inbox.Host, d.Host) {
		return nil
	}
	inbox.Fragment, inbox.RawFragment = "", ""
	return inbox
}

// isFollow tells whether an activity of ours is a Follow.
func isFollow(body []byte) bool {
	var activity struct {
		Type string `json:"type"`
	}
	return json.Unmarshal(body, &activity) == nil && activity.Type == "Follow"
}
