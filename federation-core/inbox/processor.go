package inbox

import (
	"context"
	"log/slog"
	"time"

	"landfall/federation-core/allowance"
	"landfall/federation-core/fetch"
	"landfall/federation-core/local"
	"landfall/federation-core/moderation"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Store is the durable queue, from its other end.
type Store interface {
	// Waiting returns arrivals that are due, the longest due first.
	Waiting(ctx context.Context, at time.Time, n int) ([]social.Arrival, error)
	// Settle makes the changes of outcomes, each once.
	Settle(ctx context.Context, outcomes []social.Outcome) error
}

// Actors answers who somebody is.
type Actors interface {
	Actor(ctx context.Context, id string) (social.Actor, error)
	// ActorsOf answers for several at once: those that are known and were not deleted.
	ActorsOf(ctx context.Context, ids []string) (map[string]social.Actor, error)
	Blocks(ctx context.Context, blocker, blocked string) (bool, error)
}

// Posts answers what is known of posts, and whether somebody here cares for an author's.
type Posts interface {
	Post(ctx context.Context, id string) (social.Post, error)
	Followed(ctx context.Context, actor string) (bool, error)
}

// Follows answers who follows whom.
type Follows interface {
	Follow(ctx context.Context, follower, followee string) (social.Follow, error)
	FollowBy(ctx context.Context, activity string) (social.Follow, error)
	LocalFollowers(ctx context.Context, actor string) ([]string, error)
}

// Origin reads documents where they come from.
type Origin interface {
	// Actor reads an actor anew.
	Actor(ctx context.Context, budget *fetch.Budget, id vocab.ID) (social.Actor, error)
	// Document reads any other thing.
	Document(ctx context.Context, budget *fetch.Budget, id vocab.ID) (*vocab.Document, error)
}

// Deps are what a processor works with.
type Deps struct {
	Site    local.Site
	Store   Store
	Actors  Actors
	Posts   Posts
	Follows Follows
	Origin  Origin
	// Policy returns the policy in force.
	Policy func() *moderation.Policy
	// Wake tells the delivery worker that something was put in its queue.
	Wake func()
	Now  func() time.Time
	Log  *slog.Logger
}

// Patience with origins that cannot be reached, and with a store that refuses what should
// become of an activity: both are tried again, later each time, and at last given up.
const (
	attempts  = 8
	firstWait = 30 * time.Second
)

// batch is how many arrivals are decided before the store is told, deciders how many of them
// at the same time: each may have to wait for the store.
const (
	batch    = 200
	deciders = 4
)

// Reports that a server may send: this many at once, and one more each time the interval is over.
const (
	reportsAtOnce  = 30
	reportInterval = 2 * time.Minute
)

// Processor works through what has arrived. One runs at a time for a database; two would do
// no harm, and the work twice.
type Processor struct {
	Deps
	Work      Work
	reporters *allowance.Book // servers, by their hosts
	woken     chan struct{}
}

// NewProcessor returns a processor; [Processor.Run] starts it.
func NewProcessor(deps Deps) *Processor {
	return &Processor{Deps: deps, reporters: allowance.New(reportsAtOnce, reportInterval), woken: make(chan struct{}, 1)}
}

// Arrived tells the processor that there is something to do.
func (p *Processor) Arrived() {
	select {
	case p.woken <- struct{}{}:
	default:
	}
}
