package past

import (
	"context"
	"fmt"
	"time"

	"landfall"
)

// Connections is what a server's list of peers tells.
type Connections struct {
	// Peers is how long the list was, by day, in the last year, oldest first.
	Peers []landfall.PeerCount
	// Sample is how many of its names are compared with those of others: at most
	// [landfall.PeersKept] of a list.
	Sample int
	// Neighbours are the instances whose samples have most names in common with it, the
	// most first. Whether they may be shown is for the one who shows them.
	Neighbours []landfall.Neighbour
	// Since is from when on names count that were seen in a list.
	Since time.Time
}

// How long a name counts that was seen in a list of peers, and how many neighbours are
// found, of whom not all may be shown.
const (
	neighbourDays  = 60
	neighboursKept = 60
)

// Connections returns what is known of a server's peers.
func (r *Reader) Connections(ctx context.Context, host landfall.Host) (Connections, error) {
	connections, err := ask(ctx, r, &r.connections, string(host), func(ctx context.Context, now time.Time) (Connections, error) {
		c := Connections{Since: daysBefore(now, neighbourDays)}
		var err error
		if c.Peers, err = r.source.PeerCounts(ctx, host, Year.From(now), now); err != nil {
			return Connections{}, err
		}
		own, err := r.source.Edges(ctx, host, c.Since, now)
		if err != nil {
			return Connections{}, err
		}
		if c.Sample = len(own); c.Sample > 0 {
			c.Neighbours, err = r.source.Neighbours(ctx, host, c.Since, neighboursKept)
		}
		return c, err
	})
	if err != nil {
		return Connections{}, fmt.Errorf("connections of %s: %w", host, err)
	}
	return connections, nil
}

// PeerWeeks is one count for each week from the first to the last: the last of the week, or
// one without peers and with the week's first day where the list was not read.
func PeerWeeks(counts []landfall.PeerCount) []landfall.PeerCount {
	const week = 7 * 24 * time.Hour
	var weeks []landfall.PeerCount
	for _, c := range counts {
		n := int(c.Date.Sub(counts[0].Date) / week)
		for len(weeks) <= n {
			weeks = append(weeks, landfall.PeerCount{Date: counts[0].Date.Add(time.Duration(len(weeks)) * week)})
		}
		weeks[n] = c
	}
	return weeks
}
