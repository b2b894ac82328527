package chstore

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/internal/chserver"
	"landfall/internal/storetest"
)

// visits are n answered visits, of some hosts and over two months.
func visits(rng *rand.Rand, n int) []landfall.Observation {
	obs := make([]landfall.Observation, n)
	for i := range obs {
		at := storetest.Start().Add(time.Duration(i) * 41 * 24 * time.Hour / time.Duration(n))
		obs[i] = *storetest.Answered(rng, storetest.Host(i%7), at)
	}
	return obs
}

// wantExactly compares the ids that a store has with those it should have, each once.
func wantExactly(t *testing.T, s *Store, want []landfall.Observation) {
	t.Helper()
	missing := make(map[string]bool)
	for _, o := range want {
		missing[o.ID] = true
	}
	err := s.Observations(context.Background(), "", time.Time{}, time.Time{}, func(o landfall.Observation) error {
		if !missing[o.ID] {
			t.Errorf("%s is there a second time, or was never written", o.ID)
		}
		delete(missing, o.ID)
		return nil
	})
	if err != nil || len(missing) > 0 {
		t.Errorf("%d of %d observations are missing, %v", len(missing), len(want), err)
	}
}

// through is a configuration that reaches a database by way of a proxy.
func through(cfg Config, server *chserver.Server, p *proxy) Config {
	cfg.DSN = strings.Replace(cfg.DSN, server.Addr(), p.addr(), 1)
	cfg.Timeout = 2 * time.Second
	return cfg
}

// TestABatchIsWrittenOnceWhateverFails harms each statement of a write in each way
// and writes the batch again.
func TestABatchIsWrittenOnceWhateverFails(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	for _, statement := range []string{"INSERT INTO observations", "INSERT INTO batches"} {
		for _, f := range []fault{loseAnswer, resetMidway, stall, arrivesLater} {
			t.Run(statement+": "+string(f), func(t *testing.T) {
				t.Parallel()
				cfg := database(t, server)
				p := newProxy(t, server.Addr())
				s := open(t, through(cfg, server, p))
				defer s.Close()
				rng := rand.New(rand.NewPCG(1, 1))
				all := visits(rng, 300)
				if err := s.Write(t.Context(), "before", all[:100]); err != nil {
					t.Fatal(err)
				}
				struck := p.harm(statement, f)
				err := s.Write(t.Context(), "harmed", all[100:200])
				if !errors.Is(err, landfall.ErrUnavailable) {
					t.Fatalf("a harmed Write = %v; want ErrUnavailable", err)
				}
				<-struck
				// The batch again, while the first attempt may still be under way.
				direct := open(t, cfg)
				defer direct.Close()
				if err := direct.Write(t.Context(), "harmed", all[100:200]); err != nil {
					t.Fatal(err)
				}
				p.heal()
				if err := s.Write(t.Context(), "after", all[200:]); err != nil {
					t.Fatal(err)
				}
				for _, batch := range []string{"before", "harmed", "after"} {
					if has, err := direct.HasBatch(t.Context(), batch); err != nil || !has {
						t.Errorf("HasBatch(%s) = %v, %v", batch, has, err)
					}
				}
				wantExactly(t, direct, all)
			})
		}
	}
}

// TestARepeatedInsertIsDropped leaves only the deduplication token to tell: rows are
// sent again that were not looked for.
func TestARepeatedInsertIsDropped(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	s := open(t, database(t, server))
	defer s.Close()
	all := visits(rand.New(rand.NewPCG(2, 2)), 200)
	rows := make([]row, len(all))
	for i := range all {
		var err error
		if rows[i], err = newRow(&all[i]); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		if err := s.insert(t.Context(), "batch", rows); err != nil {
			t.Fatal(err)
		}
	}
	wantExactly(t, s, all)
}

// TestAKilledServerLosesNothing kills the server in the middle of writes, over and
// over, and writes what was not acknowledged again.
func TestAKilledServerLosesNothing(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	cfg := database(t, server)
	cfg.Timeout = 5 * time.Second
	s := open(t, cfg)
	defer s.Close()
	rng := rand.New(rand.NewPCG(3, 3))
	var all []landfall.Observation
	for cycle, most := range []int{1, 4, 12, 2, 7} {
		acknowledged := make(chan struct{})
		pending := make(chan []landfall.Observation, 1)
		go func() {
			for i := 0; ; i++ {
				batch := visits(rng, 60)
				if err := s.Write(context.Background(), fmt.Sprint(cycle, "-", i), batch); err != nil {
					if !errors.Is(err, landfall.ErrUnavailable) {
						t.Errorf("Write to a killed server = %v; want ErrUnavailable", err)
					}
					pending <- slices.Concat(all, batch)
					close(acknowledged)
					return
				}
				all = append(all, batch...)
				acknowledged <- struct{}{}
			}
		}()
		n := 0
		for range acknowledged {
			if n++; n == most {
				server.Kill()
			}
		}
		server.Restart()
		all = <-pending
		last := all[len(all)-60:]
		// The pool finds its dead connections out one by one.
		var err error
		for range 20 {
			if err = s.Write(t.Context(), fmt.Sprint(cycle, "-", n), last); err == nil {
				break
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	wantExactly(t, s, all)
	t.Logf("%d observations after 5 kills", len(all))
}

// TestTooManyParts lets parts pile up until the server refuses inserts. The batch
// that it refused is written once it has merged them.
func TestTooManyParts(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	cfg := database(t, server)
	s := open(t, cfg)
	defer s.Close()
	_, name, _ := strings.Cut(cfg.DSN[strings.Index(cfg.DSN, "//")+2:], "/")
	name, _, _ = strings.Cut(name, "?")
	sql(t, server, name, "SYSTEM STOP MERGES observations",
		"ALTER TABLE observations MODIFY SETTING parts_to_delay_insert = 2, parts_to_throw_insert = 3, max_delay_to_insert = 1")
	all := visits(rand.New(rand.NewPCG(1, 1)), 200)
	var refused error
	written := 0
	for written < len(all) {
		if refused = s.Write(t.Context(), fmt.Sprint("batch-", written), all[written:written+20]); refused != nil {
			break
		}
		written += 20
	}
	if !errors.Is(refused, landfall.ErrUnavailable) || !strings.Contains(refused.Error(), "too many parts") {
		t.Fatalf("after %d observations Write = %v; want too many parts, which pass", written, refused)
	}
	wantExactly(t, s, all[:written])
	sql(t, server, name, "SYSTEM START MERGES observations",
		"ALTER TABLE observations RESET SETTING parts_to_delay_insert, parts_to_throw_insert, max_delay_to_insert",
		"OPTIMIZE TABLE observations FINAL")
	for ; written < len(all); written += 20 {
		if err := s.Write(t.Context(), fmt.Sprint("batch-", written), all[written:written+20]); err != nil {
			t.Fatal(err)
		}
	}
	wantExactly(t, s, all)
}
