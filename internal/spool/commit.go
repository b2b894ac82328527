package spool

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	sqlite3 "modernc.org/sqlite/lib"
)

// request is something to be done in the committer's next transaction.
type request struct {
	do func(ctx context.Context, tx *transaction) error
	// then, if set, is called with the spool's mutex held once the transaction is
	// on the disk.
	then func(s *Spool)
	done chan error // receives the outcome
}

// transaction is what a request may use while it is done.
type transaction struct {
	conn   *sql.Conn
	insert *sql.Stmt
	next   int64 // the seq of the next row
}

// append writes records at the end.
func (tx *transaction) append(ctx context.Context, records []record) error {
	for i := range records {
		r := &records[i]
		r.place(tx.next)
		if _, err := tx.insert.ExecContext(ctx, r.seq, r.at, int64(r.crc), r.body); err != nil {
			return err
		}
		tx.next++
	}
	return nil
}

// Bounds of one transaction. A commit begins at least commitPause after the one
// before it began, so that many small Appends share syncs; one that comes after a
// pause waits for nothing.
const (
	commitMost  = 256 // requests
	commitPause = 5 * time.Millisecond
)

// committer is the one goroutine that uses the connection.
type committer struct {
	spool *Spool
	tx    transaction
	began time.Time // when the last transaction did
}

func newCommitter(ctx context.Context, s *Spool) (*committer, error) {
	insert, err := s.conn.PrepareContext(ctx, `
		INSERT INTO spool (seq, appended_at_us, crc32c, body)
		VALUES (?, ?, ?, ?)`)
	if err != nil {
		return nil, err
	}
	return &committer{spool: s, tx: transaction{conn: s.conn, insert: insert, next: s.state.next}}, nil
}

// run does requests in groups until the channel closes.
func (c *committer) run() {
	defer close(c.spool.committed)
	defer c.tx.insert.Close()
	for first := range c.spool.requests {
		if wait := commitPause - time.Since(c.began); wait > 0 {
			time.Sleep(wait)
		}
		c.began = time.Now()
		c.commit(c.collect(first))
	}
}

// collect adds to first what else has been handed over by now.
func (c *committer) collect(first *request) []*request {
	group := []*request{first}
	for len(group) < commitMost {
		select {
		case more, ok := <-c.spool.requests:
			if !ok {
				return group
			}
			group = append(group, more)
		default:
			return group
		}
	}
	return group
}

// commit does a group of requests in one transaction and tells each how it went.
func (c *committer) commit(group []*request) {
	err := c.spool.failure()
	if err == nil {
		before := c.tx.next
		if err = c.transact(group); err != nil {
			c.tx.next = before
		}
	}
	if err == nil {
		c.spool.mu.Lock()
		for _, r := range group {
			if r.then != nil {
				r.then(c.spool)
			}
		}
		c.spool.mu.Unlock()
	}
	for _, r := range group {
		r.done <- err
	}
}

// errDiskFull marks the failures that pass when somebody makes room.
var errDiskFull = errors.New("disk is full")

// transact runs the group's requests between BEGIN and COMMIT. A full disk leaves
// everything as it was; any other failure stops the spool.
func (c *committer) transact(group []*request) (err error) {
	ctx := context.Background()
	if _, err = c.tx.conn.ExecContext(ctx, `BEGIN IMMEDIATE`); err == nil {
		for _, r := range group {
			if err = r.do(ctx, &c.tx); err != nil {
				break
			}
		}
		if err == nil {
			_, err = c.tx.conn.ExecContext(ctx, `COMMIT`)
		}
	}
	if err == nil {
		return nil
	}
	// SQLite may have rolled back by itself, so this may fail for good reason.
	_, _ = c.tx.conn.ExecContext(ctx, `ROLLBACK`)
	if code(err) == sqlite3.SQLITE_FULL {
		return fmt.Errorf("%w: %w", errDiskFull, err)
	}
	c.spool.stop(explain(err))
	return c.spool.failure()
}

// failure returns why the spool has stopped, nil if it has not.
func (s *Spool) failure() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failed
}

// transact hands a request to the committer and waits for its outcome. The wait is
// short and has to be sat through: the outcome is not known before.
func (s *Spool) transact(do func(ctx context.Context, tx *transaction) error, then func(s *Spool)) error {
	r := &request{do: do, then: then, done: make(chan error, 1)}
	s.closing.RLock()
	if s.closed {
		s.closing.RUnlock()
		return ErrClosed
	}
	s.requests <- r
	s.closing.RUnlock()
	return <-r.done
}
