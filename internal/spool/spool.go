// Package spool makes observations durable before anybody is told that they are,
// and ships them to the observations store exactly once.
//
// A [Spool] is one SQLite file. Append returns after the rows have been synced to
// the disk (WAL, synchronous=FULL); callers that come at the same time share one
// sync. A [Shipper] takes batches out and writes them to a [Sink]. A batch's id
// and rows are fixed on disk before the sink sees it, so after any crash the same
// batch comes again under the same id, and the sink is asked whether it has it
// already before it is written again. Rows leave the spool when the sink has
// confirmed them, and only then.
package spool

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"landfall"
)

// Config says where the spool is and how much it may hold.
type Config struct {
	Path string // the file; it is made if absent
	// MaxBytes bounds what waits to be shipped; 0 means 1 GiB. Beyond it Append
	// waits.
	MaxBytes int64
}

// The errors of a spool.
var (
	// ErrFull means that an Append's context ended while the spool, or the disk
	// under it, was full. Nothing of that Append was kept.
	ErrFull = errors.New("spool is full")
	// ErrClosed means that the spool has been closed.
	ErrClosed = errors.New("spool is closed")
)

// Spool is an open spool. It is safe for concurrent use. One process at a time
// may have the file open.
type Spool struct {
	path     string
	maxBytes int64
	retry    time.Duration // how often a full disk is tried again

	db   *sql.DB
	conn *sql.Conn // the only one; it belongs to the committer

	requests  chan *request
	committed chan struct{} // closed when the committer has ended

	closing sync.RWMutex // held for reading while a request is handed over
	closed  bool
	ended   chan struct{} // closed by Close; frees those who wait for room

	mu      sync.Mutex
	state   state
	tail    tail
	room    chan struct{} // closed, and made anew, when rows have left
	arrival chan struct{} // holds a token when rows have come
	failed  error         // why the spool has stopped, if it has
}

// state is what the file holds, kept beside it so that nobody has to ask.
type state struct {
	rows        int64
	bytes       int64 // of bodies, with rowOverhead each; also of Appends under way
	first       int64 // the lowest seq; means nothing without rows
	next        int64 // the seq of the next row
	oldest      time.Time
	quarantined int64
}

// rowOverhead is about what a row costs beside its body.
const rowOverhead = 64

// defaultMaxBytes is the quota if none is given.
const defaultMaxBytes = 1 << 30

// Open opens the spool, making or migrating the file if need be, and starts its
// committer; Close ends it. A damaged file is set aside and what can be read of it
// is kept. A file with a newer schema gives [landfall.ErrNewerSchema], one that
// another process has open [landfall.ErrUnavailable].
func Open(ctx context.Context, cfg Config) (*Spool, error) {
	s := &Spool{
		path:      cfg.Path,
		maxBytes:  cfg.MaxBytes,
		retry:     time.Second,
		requests:  make(chan *request, 64),
		committed: make(chan struct{}),
		ended:     make(chan struct{}),
		room:      make(chan struct{}),
		arrival:   make(chan struct{}, 1),
	}
	if s.maxBytes == 0 {
		s.maxBytes = defaultMaxBytes
	}
	var err error
	if s.db, s.conn, err = openSound(ctx, cfg.Path); err != nil {
		return nil, fmt.Errorf("open %s: %w", cfg.Path, err)
	}
	if s.state, err = readState(ctx, s.conn); err != nil {
		s.db.Close()
		return nil, fmt.Errorf("open %s: %w", cfg.Path, explain(err))
	}
	commits, err := newCommitter(ctx, s)
	if err != nil {
		s.db.Close()
		return nil, fmt.Errorf("open %s: %w", cfg.Path, explain(err))
	}
	go commits.run() //nolint:contextcheck // outlives the context of Open; Close ends it
	return s, nil
}

// Close finishes what has been handed over, ends the committer and closes the
// file. Appends that wait for room give [ErrClosed].
func (s *Spool) Close() error {
	s.closing.Lock()
	if s.closed {
		s.closing.Unlock()
		return nil
	}
	s.closed = true
	close(s.ended)
	close(s.requests)
	s.closing.Unlock()
	<-s.committed
	if err := errors.Join(s.conn.Close(), s.db.Close()); err != nil {
		return fmt.Errorf("close %s: %w", s.path, err)
	}
	return nil
}

// Depth says how many observations wait and since when the oldest does; the zero
// time if none does. It gives the error for which the spool has stopped, if any.
func (s *Spool) Depth(context.Context) (rows int64, oldest time.Time, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state.rows, s.state.oldest, s.failed
}

func (s *Spool) snapshot() state {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

// readState finds out what a spool holds that has just been opened.
func readState(ctx context.Context, conn *sql.Conn) (state, error) {
	var st state
	var first, oldest, last sql.NullInt64
	err := conn.QueryRowContext(ctx, `
		SELECT count(*), coalesce(sum(length(body)), 0), min(seq), max(seq)
		FROM spool`).Scan(&st.rows, &st.bytes, &first, &last)
	if err != nil {
		return state{}, err
	}
	st.bytes += st.rows * rowOverhead
	st.first = first.Int64
	var used sql.NullInt64 // by rows that have left
	err = conn.QueryRowContext(ctx, `
		SELECT
			(SELECT seq FROM sqlite_sequence WHERE name = 'spool'),
			(SELECT appended_at_us FROM spool ORDER BY seq LIMIT 1),
			(SELECT count(*) FROM quarantine)`).Scan(&used, &oldest, &st.quarantined)
	if err != nil {
		return state{}, err
	}
	st.next = max(used.Int64, last.Int64) + 1
	if oldest.Valid {
		st.oldest = time.UnixMicro(oldest.Int64).UTC()
	}
	return st, nil
}

var errStopped = fmt.Errorf("the spool has stopped: %w", landfall.ErrUnavailable)

// stop records why the spool cannot go on. After a failed sync the kernel may have
// dropped the pages, so trying again could report success for data that is gone;
// only a restart, which reads the file anew, shows what there is.
func (s *Spool) stop(cause error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed == nil {
		s.failed = fmt.Errorf("%w: %w", errStopped, cause)
	}
}
