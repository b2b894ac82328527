package spool

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"landfall"
)

// snapshotOf copies a spool's files as they are while it is open: what a machine
// that loses power would find.
func snapshotOf(t *testing.T, path string) (file, wal []byte) {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if wal, err = os.ReadFile(path + "-wal"); err != nil {
		t.Fatal(err)
	}
	return file, wal
}

// laidOut puts the two files of a spool into a folder and opens it.
func laidOut(t *testing.T, folder string, file, wal []byte) *Spool {
	t.Helper()
	if err := os.MkdirAll(folder, 0o750); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "spool.db")
	for suffix, content := range map[string][]byte{"": file, "-wal": wal} {
		if content == nil {
			continue
		}
		if err := os.WriteFile(path+suffix, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Open(t.Context(), Config{Path: path})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return s
}

// A log that ends anywhere inside its last commits gives back every commit before
// that, whole, and nothing of the torn one.
func TestATornTailKeepsEveryEarlierCommit(t *testing.T) {
	path := pathIn(t)
	s := openSpool(t, path)
	obs := observations(12)
	appendAll(t, s, obs[:8]...)
	var ends []int64 // of the log, after 8, 9, … observations
	var file, wal []byte
	for i := 8; i <= len(obs); i++ {
		file, wal = snapshotOf(t, path)
		ends = append(ends, int64(len(wal)))
		if i < len(obs) {
			appendAll(t, s, obs[i])
		}
	}
	const frame, header = 4096 + 24, 32
	cuts := 0
	for cut := ends[0]; cut <= ends[len(ends)-1]; cut++ {
		if at := (cut - header) % frame; at > 26 && at < frame-2 && at%509 != 0 {
			continue // every byte about the frames' borders and headers, some inside
		}
		cuts++
		kept := 8
		for kept < len(obs) && ends[kept-8+1] <= cut {
			kept++
		}
		folder := filepath.Join(t.TempDir(), strconv.FormatInt(cut, 10))
		torn := laidOut(t, folder, file, wal[:cut])
		wantObservations(t, obs[:kept], drained(t, torn))
		if torn.Quarantined() != 0 {
			t.Errorf("log cut at %d: %d rows in quarantine", cut, torn.Quarantined())
		}
		appendAll(t, torn, observation("after"))
		wantDepth(t, torn, 1)
		if err := torn.Close(); err != nil {
			t.Fatal(err)
		}
		os.RemoveAll(folder)
		if t.Failed() {
			t.Fatalf("log cut at byte %d of %d", cut, len(wal))
		}
	}
	t.Logf("cut at %d places of the last %d bytes", cuts, ends[len(ends)-1]-ends[0])
}

// Whatever bit is wrong, no row comes back other than it was, none is there twice,
// and one that is missing is told of.
func TestAFlippedBitIsNeverReadAsData(t *testing.T) {
	path := pathIn(t)
	s, err := Open(t.Context(), Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	obs := observations(60)
	appendAll(t, s, obs...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	appended := map[string]landfall.Observation{}
	for _, o := range obs {
		appended[o.ID] = *o
	}
	rng := rand.New(rand.NewPCG(14, 1))
	const flips = 120
	whole, lost, refused := 0, 0, 0
	for range flips {
		at, bit := rng.IntN(len(file)), byte(1)<<rng.IntN(8)
		bad := append([]byte(nil), file...)
		bad[at] ^= bit
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "spool.db"), bad, 0o600); err != nil {
			t.Fatal(err)
		}
		flipped, err := Open(t.Context(), Config{Path: filepath.Join(folder, "spool.db")})
		if err != nil {
			refused++ // loudly, which loses nothing
			continue
		}
		got := drained(t, flipped)
		seen := map[string]bool{}
		for _, o := range got {
			want, known := appended[o.ID]
			if !known || seen[o.ID] {
				t.Errorf("byte %d, bit %#x: %s came back, known %v, twice %v", at, bit, o.ID, known, seen[o.ID])
			}
			seen[o.ID] = true
			if diff := cmp.Diff(want, o, cmpopts.EquateEmpty()); known && diff != "" {
				t.Errorf("byte %d, bit %#x: changed (-appended +read):\n%s", at, bit, diff)
			}
		}
		switch {
		case len(got) == len(obs):
			whole++
		case flipped.Quarantined() == 0:
			t.Errorf("byte %d, bit %#x: %d of %d rows, and quarantine says nothing", at, bit, len(got), len(obs))
		default:
			lost += len(obs) - len(got)
		}
		if err := flipped.Close(); err != nil {
			t.Errorf("byte %d, bit %#x: close: %v", at, bit, err)
		}
	}
	t.Logf("%d files with a flipped bit: %d whole, %d rows in quarantine in all, %d refused", flips, whole, lost, refused)
	if whole == flips || lost == 0 {
		t.Error("no flip did any harm: the test looks at nothing")
	}
}
