package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"landfall/federation-core/social"
)

// Core is the part of the store that belongs to the federation core: its actors and posts,
// what they did to each other, and its queues. It is safe for concurrent use.
type Core struct {
	s     *Store
	clock *numbers
}

// Core returns the federation core's part of the store. What it promises to other servers
// needs [Config].Durable.
func (s *Store) Core() *Core { return &Core{s: s, clock: s.numbers} }

// numbers hands out the places of rows in time: milliseconds of Unix time, and 20 bits to tell
// apart what is of one millisecond. Two programs on one database begin anywhere in those bits,
// so that they hardly ever meet; where they do, the transaction fails and may be done again.
type numbers struct{ last atomic.Int64 }

func newNumbers() *numbers {
	n := &numbers{}
	n.last.Store(rand.Int64N(1 << 20))
	return n
}

// next returns a number for something of the moment at, another one each time.
func (n *numbers) next(at time.Time) int64 {
	return at.UnixMilli()<<20 | n.last.Add(1)&(1<<20-1)
}

// coreTx is a write transaction of the federation core.
type coreTx struct {
	tx
	numbers *numbers
}

// run executes a statement and returns how many rows it changed.
func (t *coreTx) run(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := t.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// all executes statements that take the same parameters.
func (t *coreTx) all(ctx context.Context, args []any, queries ...string) error {
	for _, query := range queries {
		if _, err := t.run(ctx, query, args...); err != nil {
			return err
		}
	}
	return nil
}

// transact runs do in one write transaction.
func (c *Core) transact(ctx context.Context, do func(context.Context, *coreTx) error) error {
	return c.s.transact(ctx, func(ctx context.Context, tx tx) error { return do(ctx, &coreTx{tx, c.clock}) })
}

// Apply makes changes in their order, all or none. Those whose conditions do not hold do
// nothing.
func (c *Core) Apply(ctx context.Context, changes []social.Change) error {
	err := c.transact(ctx, func(ctx context.Context, t *coreTx) error { return t.merge(ctx, [][]social.Change{changes}) })
	if err != nil {
		return fmt.Errorf("apply %d changes: %w", len(changes), err)
	}
	return nil
}

func (t *coreTx) one(ctx context.Context, change social.Change) error {
	switch c := change.(type) {
	case social.KeepActor:
		return t.keepActor(ctx, c)
	case social.SaveActor:
		return t.saveActor(ctx, c)
	case social.SetStanding:
		return t.setStanding(ctx, c)
	case social.RemoveActor:
		return t.removeActor(ctx, c)
	case social.MoveActor:
		return t.moveActor(ctx, c)
	case social.EditPost:
		return t.editPost(ctx, c)
	case social.AcceptFollow:
		return t.acceptFollow(ctx, c)
	case social.DropFollow:
		return t.dropFollow(ctx, c)
	case social.DropReaction:
		return t.dropReaction(ctx, c)
	case social.AddBlock:
		return t.addBlock(ctx, c.Block)
	case social.DropBlock:
		return t.dropBlock(ctx, c)
	case social.Undo:
		return t.undo(ctx, c)
	case social.FileReport:
		return t.fileReport(ctx, c.Report)
	case social.Pin:
		return t.pin(ctx, c)
	case social.Unpin:
		return t.unpin(ctx, c)
	case social.SeverHost:
		return t.severHost(ctx, c)
	}
	return errors.New("a change that the store does not know")
}
