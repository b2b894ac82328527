package outbox_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"landfall/federation-core/document"
	"landfall/federation-core/fetch"
	"landfall/federation-core/inbox"
	"landfall/federation-core/intake"
	"landfall/federation-core/local"
	"landfall/federation-core/moderation"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
	"landfall/internal/sqlstore"
)

// neighbour is a server that talks with another of its kind: what its outbox sends, the other's
// inbox works through. Only the network between them is missing.
type neighbour struct {
	*world
	other     *neighbour
	processor *inbox.Processor
	settled   chan struct{} // a batch of arrivals is done
}

// neighbours are two servers that know nothing of each other yet.
func neighbours(t *testing.T, a, b string) (*neighbour, *neighbour) {
	t.Helper()
	one, two := newNeighbour(t, a), newNeighbour(t, b)
	one.other, two.other = two, one
	return one, two
}

func newNeighbour(t *testing.T, origin string) *neighbour {
	t.Helper()
	at := must[local.Site](t)(local.Parse(origin))
	n := &neighbour{world: newWorldAt(t, at), settled: make(chan struct{}, 1)}
	n.Finder = n
	n.processor = inbox.NewProcessor(inbox.Deps{
		Site: at, Store: telling{n.core, n.settled}, Actors: n.core, Posts: n.core, Follows: n.core, Origin: n,
		Policy: func() *moderation.Policy { return &moderation.Policy{} },
		Wake:   func() {}, Now: n.now, Log: slog.New(slog.DiscardHandler),
	})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- n.processor.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return n
}

// telling is a store that tells when arrivals are settled.
type telling struct {
	*sqlstore.Core
	settled chan struct{}
}

func (s telling) Settle(ctx context.Context, outcomes []social.Outcome) error {
	for _, o := range outcomes {
		if o.Reason != "" {
			return fmt.Errorf("%s: %s", o.ID, o.Reason)
		}
	}
	err := s.Core.Settle(ctx, outcomes)
	select {
	case s.settled <- struct{}{}:
	default:
	}
	return err
}

// exchange carries what the two have to say to each other until they fall silent.
func (n *neighbour) exchange() {
	n.t.Helper()
	for n.deliver()+n.other.deliver() > 0 {
	}
}

// deliver hands over what is in the queue, and returns how much that was.
func (n *neighbour) deliver() int {
	n.t.Helper()
	all := n.sent()
	to, ctx := n.other, n.t.Context()
	for _, s := range all {
		// Settling in order is what the lanes of the delivery worker see to.
		arrival := social.Arrival{ID: string(s.says.ID), Actor: s.Signer, Body: s.Body, Received: to.now()}
		must[[]bool](n.t)(to.core.Accept(ctx, []social.Arrival{arrival}))
		to.processor.Arrived()
		for len(must[[]social.Arrival](n.t)(to.core.Waiting(ctx, to.now().Add(time.Hour), 1))) > 0 {
			select {
			case <-to.settled:
			case <-time.After(20 * time.Second):
				n.t.Fatalf("nothing becomes of %s", s.Body)
			}
		}
	}
	return len(all)
}

// Actor and Document read what the other server publishes.
func (n *neighbour) Actor(ctx context.Context, _ *fetch.Budget, id vocab.ID) (social.Actor, error) {
	theirs, err := n.other.core.Actor(ctx, string(id))
	if err != nil {
		return theirs, err
	}
	doc, err := reread(document.Actor(&theirs))
	if err != nil {
		return theirs, err
	}
	a, err := intake.Actor(doc, n.now())
	if err != nil {
		return a, err
	}
	return a, n.core.Apply(ctx, []social.Change{social.KeepActor{Actor: a}})
}

func (n *neighbour) Document(ctx context.Context, _ *fetch.Budget, id vocab.ID) (*vocab.Document, error) {
	p, err := n.other.core.Post(ctx, string(id))
	if err != nil {
		return nil, err
	}
	return reread(document.Note(&p))
}

func reread(o vocab.Object) (*vocab.Document, error) {
	body, err := vocab.Write(o)
	if err != nil {
		return nil, err
	}
	return vocab.Parse(body)
}

// Find looks up an account of the other server.
func (n *neighbour) Find(ctx context.Context, account string) (social.Actor, error) {
	id := account
	if name, host, ok := strings.Cut(account, "@"); ok && !strings.Contains(name, "/") {
		if host != n.other.Site.Host() {
			return social.Actor{}, social.ErrNotFound
		}
		id = n.other.Site.Actor(name)
	}
	return n.Actor(ctx, nil, vocab.ID(id))
}
