package spool

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"landfall"
)

func observation(id string) *landfall.Observation {
	return &landfall.Observation{
		ID: id, Host: "amber-otter-sim.social", At: time.Date(2026, 10, 7, 12, 0, 0, 0, time.UTC),
		Outcome: landfall.OutcomeAnswered, Requests: 4,
	}
}

func openSpool(t *testing.T, path string) *Spool {
	t.Helper()
	s, err := Open(t.Context(), Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// drained takes everything out of the spool, and fails on a row that comes twice.
func drained(t *testing.T, s *Spool) map[string]bool {
	t.Helper()
	seen := map[string]bool{}
	for {
		batch, ok, err := s.Next(t.Context(), 500)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			return seen
		}
		for _, o := range batch.Observations {
			if seen[o.ID] {
				t.Errorf("observation %s came twice", o.ID)
			}
			seen[o.ID] = true
		}
		if err := s.Ack(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
}

func TestManyWritersEachFindTheirRowsOnce(t *testing.T) {
	s := openSpool(t, filepath.Join(t.TempDir(), "spool.db"))
	var writers sync.WaitGroup
	for w := range 16 {
		writers.Go(func() {
			for i := range 25 {
				if err := s.Append(t.Context(), observation(fmt.Sprintf("w%02d-%03d", w, i))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	if rows, _, err := s.Depth(t.Context()); err != nil || rows != 400 {
		t.Errorf("depth %d, %v; want 400", rows, err)
	}
	if n := len(drained(t, s)); n != 400 {
		t.Errorf("%d rows came out, want 400", n)
	}
}

func TestABatchComesAgainUntilItIsAcknowledged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "spool.db")
	s := openSpool(t, path)
	if err := s.Append(t.Context(), observation("a"), observation("b")); err != nil {
		t.Fatal(err)
	}
	first, _, err := s.Next(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, ok, err := openSpool(t, path).Next(t.Context(), 10)
	if err != nil || !ok || again.ID != first.ID || len(again.Observations) != 2 || again.Observations[0].ID != "a" {
		t.Errorf("after reopening: batch %q with %d rows, %v, %v; want %q with both", again.ID, len(again.Observations), ok, err, first.ID)
	}
}

// The child of TestKilledWritersLoseNothing: it appends until it is killed, and
// says so before each append and after it.
func TestAppendUntilKilled(t *testing.T) {
	path := os.Getenv("SPOOL_CHILD")
	if path == "" {
		t.Skip("run by TestKilledWritersLoseNothing")
	}
	s := openSpool(t, path)
	for i := 0; ; i++ {
		id := fmt.Sprintf("%s-%06d", os.Getenv("SPOOL_CYCLE"), i)
		fmt.Println("sent", id)
		if err := s.Append(context.Background(), observation(id)); err != nil {
			t.Fatal(err)
		}
		fmt.Println("kept", id)
	}
}

func TestKilledWritersLoseNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "spool.db")
	sent, kept := map[string]bool{}, map[string]bool{}
	for cycle := range 8 {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestAppendUntilKilled$")
		cmd.Env = append(os.Environ(), "SPOOL_CHILD="+path, fmt.Sprintf("SPOOL_CYCLE=c%d", cycle))
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := 0; lines.Scan(); {
			what, id, _ := strings.Cut(lines.Text(), " ")
			switch what {
			case "sent":
				sent[id] = true
			case "kept":
				kept[id] = true
				if n++; n == 20+7*cycle { // kill it in the middle of things
					if err := cmd.Process.Kill(); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		_ = cmd.Wait()
	}
	present := drained(t, openSpool(t, path))
	t.Logf("sent %d, acknowledged %d, present %d", len(sent), len(kept), len(present))
	for id := range kept {
		if !present[id] {
			t.Errorf("acknowledged %s is lost", id)
		}
	}
	for id := range present {
		if !sent[id] {
			t.Errorf("%s is present and was never sent", id)
		}
	}
	if len(kept) < 8*20 {
		t.Errorf("only %d were acknowledged: the children did not run", len(kept))
	}
}
