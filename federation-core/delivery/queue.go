package delivery

import (
	"context"
	"time"

	"landfall/federation-core/social"
)

// Queue is the durable queue of deliveries.
type Queue interface {
	// Due returns deliveries that wait and may be tried, as ask limits them. They stay as
	// they are: whoever asks again leaves out the hosts that it has in hand.
	Due(ctx context.Context, ask Ask) ([]social.Delivery, error)
	// Next returns the first instant later than after at which a delivery may become due: the
	// least such Next of those that wait, or Closed of a peer. It may be too early, never too
	// late; zero means that there is none.
	Next(ctx context.Context, after time.Time) (time.Time, error)
	// Settle writes down results, all or none. A delivery that does not wait any more, or is
	// not there, stays as it is. The same results may come twice.
	Settle(ctx context.Context, results []Result) error
}

// Ask is what is asked of a queue: deliveries that wait, with Next not after Now, to hosts
// that are not in Not and whose stored Peer.Closed is not after Now.
type Ask struct {
	Now time.Time
	// After is the host that the last answer ended with. Hosts come in the order of their
	// bytes, those after After first, then the others up to and with After: once round.
	After string
	Not   []string // hosts, in no order, at most some thousands
	// PerHost is how many of one host are returned at most, those with the least Next first,
	// then the least Number.
	PerHost int
	// Rows is how many are returned at most. Fewer tell that there are no more, unless Bytes
	// ended the answer.
	Rows int
	// Bytes ends the answer after the delivery with which the bodies reach it.
	Bytes int
}

// Result is what became of one delivery.
type Result struct {
	Number   int64
	State    social.DeliveryState // Waiting: it is tried again at Next
	Attempts int                  // that were made in all
	Next     time.Time            // zero unless it waits
	Reason   string               // why it was not delivered, "" if it was
	// Gone tells that the inbox answered 410: Inbox is no mailbox any more.
	Gone  bool
	Inbox string
}

// Peers keeps how other servers have been.
type Peers interface {
	// Peers returns the rows of the hosts that have one, in any order.
	Peers(ctx context.Context, hosts []string) ([]social.Peer, error)
	// SavePeers stores rows, in place of older ones, all or none. The store is bounded: a row
	// with neither Seen nor LastFailed within [PeerTTL] may be dropped at any time, and the
	// longest unheard are where there are more than [PeerCap].
	SavePeers(ctx context.Context, peers []social.Peer) error
}

// The bounds of what is remembered about peers.
const (
	PeerTTL = 30 * 24 * time.Hour
	PeerCap = 100_000
)
