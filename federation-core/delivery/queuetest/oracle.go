package queuetest

import (
	"cmp"
	"slices"
	"time"

	"landfall/federation-core/delivery"
	"landfall/federation-core/social"
)

// oracle says what a store must answer, the slow and plain way.
type oracle struct {
	rows  map[int64]social.Delivery
	peers map[string]social.Peer
}

// due is the answer to ask.
func (o *oracle) due(ask delivery.Ask) []int64 {
	byHost := map[string][]social.Delivery{}
	for _, d := range o.rows {
		if d.State == social.Waiting && !d.Next.After(ask.Now) && !slices.Contains(ask.Not, d.Host) && !o.peers[d.Host].Closed.After(ask.Now) {
			byHost[d.Host] = append(byHost[d.Host], d)
		}
	}
	var hosts []string
	for host := range byHost {
		hosts = append(hosts, host)
	}
	slices.SortFunc(hosts, func(a, b string) int { // false, so after After, first
		return cmp.Or(order(a <= ask.After, b <= ask.After), cmp.Compare(a, b))
	})
	numbers := []int64{}
	bytes := 0
	for _, host := range hosts {
		rows := byHost[host]
		slices.SortFunc(rows, func(a, b social.Delivery) int {
			return cmp.Or(a.Next.Compare(b.Next), cmp.Compare(a.Number, b.Number))
		})
		for _, d := range rows[:min(len(rows), ask.PerHost)] {
			if len(numbers) == ask.Rows || bytes >= ask.Bytes {
				return numbers
			}
			numbers = append(numbers, d.Number)
			bytes += len(d.Body)
		}
	}
	return numbers
}

// order compares with false before true.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// next is the latest that Next may answer, zero for any.
func (o *oracle) next(after time.Time) time.Time {
	var next time.Time
	earlier := func(at time.Time) {
		if at.After(after) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	for _, d := range o.rows {
		if d.State == social.Waiting {
			earlier(d.Next)
			if !d.Next.After(after) {
				earlier(o.peers[d.Host].Closed)
			}
		}
	}
	return next
}

// settle is what Settle does.
func (o *oracle) settle(results []delivery.Result) {
	for _, r := range results {
		d, known := o.rows[r.Number]
		if !known || d.State != social.Waiting {
			continue
		}
		d.State, d.Attempts, d.Reason, d.Next = r.State, r.Attempts, r.Reason, r.Next
		o.rows[r.Number] = d
	}
}
