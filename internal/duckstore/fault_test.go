//go:build cgo

package duckstore_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"landfall"
	"landfall/internal/duckstore"
	"landfall/internal/storetest"
	"landfall/schema"
)

// execute runs statements on a file by DuckDB's own means.
func execute(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("duckdb", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

func TestOpenRefusesANewerDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "observations.duckdb")
	open(t, path).Close()
	known := len(schema.DuckDB().Migrations)
	execute(t, path, fmt.Sprintf(`INSERT INTO schema_version (version, name) VALUES (%d, 'future.sql')`, known+1))
	_, err := duckstore.Open(t.Context(), duckstore.Config{Path: path})
	if !errors.Is(err, landfall.ErrNewerSchema) {
		t.Fatalf("Open = %v; want ErrNewerSchema", err)
	}
	for _, part := range []string{path, fmt.Sprint("version ", known+1), fmt.Sprint("only ", known)} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the message %q does not name %q", err, part)
		}
	}
}

// TestMigrationGoesOnAfterAFailureAtAnyStatement breaks the first migration after
// each of its statements and then opens the file.
func TestMigrationGoesOnAfterAFailureAtAnyStatement(t *testing.T) {
	for i := range len(schema.DuckDB().Migrations[0].Statements) + 1 {
		path := filepath.Join(t.TempDir(), "observations.duckdb")
		db, err := sql.Open("duckdb", path)
		if err != nil {
			t.Fatal(err)
		}
		broken := schema.DuckDB()
		first := &broken.Migrations[0]
		first.Statements = slices.Insert(slices.Clone(first.Statements), i, `INSERT INTO nowhere VALUES (1)`)
		if applied, err := schema.Migrate(t.Context(), db, broken); err == nil || applied != 0 {
			t.Errorf("statement %d: Migrate = %d, %v; want an error", i, applied, err)
		}
		db.Close()
		s := open(t, path)
		if n, err := s.Count(t.Context()); err != nil || n != 0 {
			t.Errorf("statement %d: Count afterwards = %d, %v", i, n, err)
		}
		s.Close()
	}
}

// The environment turns this program into a child that has a store open: it writes
// batches until it is killed, and says so before each and after it.
const childStore = "DUCKSTORE_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(childStore); path != "" {
		fmt.Println("failed:", writeUntilKilled(path, os.Getenv("DUCKSTORE_CYCLE")))
		os.Exit(1)
	}
	goleak.VerifyTestMain(m)
}

func writeUntilKilled(path, cycle string) error {
	ctx := context.Background()
	s, err := duckstore.Open(ctx, duckstore.Config{Path: path})
	if err != nil {
		return err
	}
	rng := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	for i := 0; ; i++ {
		batch := fmt.Sprintf("%s-%d", cycle, i)
		obs := make([]landfall.Observation, 300)
		for n := range obs {
			obs[n] = *storetest.Answered(rng, storetest.Host(n), time.Now())
		}
		fmt.Println("sent", batch)
		if err := s.Write(ctx, batch, obs); err != nil {
			return err
		}
		fmt.Println("kept", batch)
	}
}

// startChild starts a child and returns its lines.
func startChild(t *testing.T, path, cycle string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), childStore+"="+path, "DUCKSTORE_CYCLE="+cycle)
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	return child, bufio.NewScanner(out)
}

// TestAKilledWriterLosesNoBatch kills a writer in mid-write, several times over
// the same file, once with so much written that it falls into a checkpoint.
func TestAKilledWriterLosesNoBatch(t *testing.T) {
	path := filepath.Join(t.TempDir(), "observations.duckdb")
	sent, kept := map[string]bool{}, map[string]bool{}
	for cycle, most := range []int{1, 5, 40, 3, 9} {
		child, lines := startChild(t, path, fmt.Sprint("cycle", cycle))
		for n := 0; lines.Scan(); {
			what, batch, _ := strings.Cut(lines.Text(), " ")
			switch what {
			case "sent":
				sent[batch] = true
				if n == most {
					if err := child.Process.Kill(); err != nil {
						t.Fatal(err)
					}
				}
			case "kept":
				kept[batch] = true
				n++
			default:
				t.Fatalf("child: %s", lines.Text())
			}
		}
		_ = child.Wait()
	}
	s := open(t, path)
	defer s.Close()
	present := 0
	for batch := range sent {
		has, err := s.HasBatch(t.Context(), batch)
		if err != nil {
			t.Fatal(err)
		}
		if has {
			present++
		}
		if kept[batch] && !has {
			t.Errorf("batch %s was acknowledged and is lost", batch)
		}
	}
	// Whole batches only: a batch that was cut short has left nothing.
	if n, err := s.Count(t.Context()); err != nil || n != int64(300*present) {
		t.Errorf("%d observations, %v; want 300 for each of %d batches", n, err, present)
	}
	t.Logf("%d batches sent, %d acknowledged, %d present", len(sent), len(kept), present)
}

func TestOpenSaysThatAnotherProcessHasTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "observations.duckdb")
	child, lines := startChild(t, path, "holder")
	defer func() { _ = child.Wait() }()
	defer func() { _ = child.Process.Kill() }()
	if !lines.Scan() {
		t.Fatal("the child said nothing")
	}
	_, err := duckstore.Open(t.Context(), duckstore.Config{Path: path})
	if !errors.Is(err, landfall.ErrUnavailable) {
		t.Fatalf("Open = %v; want ErrUnavailable", err)
	}
	for _, part := range []string{path, "another landfall process"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the message %q does not say %q", err, part)
		}
	}
}

// TestSummariesOfMoreThanOnePortion has more days than are added up at once, and most
// visits to one host.
func TestSummariesOfMoreThanOnePortion(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "observations.duckdb"))
	defer s.Close()
	rng := rand.New(rand.NewPCG(4, 4))
	want := map[landfall.Host]int{}
	for batch := range 9 {
		obs := make([]landfall.Observation, 7_000)
		for i := range obs {
			host := storetest.Host(i % 500)
			if i%3 > 0 {
				host = storetest.Host(7)
			}
			at := storetest.Start().Add(time.Duration(batch*len(obs)+i) * 3 * time.Minute)
			obs[i] = *storetest.Failed(rng, host, at, landfall.OutcomeGone, landfall.ClassTheirs, "http_410")
			want[host]++
		}
		if err := s.Write(t.Context(), fmt.Sprint("batch-", batch), obs); err != nil {
			t.Fatal(err)
		}
	}
	from := storetest.Start()
	if err := s.Roll(t.Context(), from.AddDate(0, 0, 120)); err != nil {
		t.Fatal(err)
	}
	err := s.Summaries(t.Context(), from, from.AddDate(0, 0, 140), func(sum landfall.Summary) error {
		if sum.Visits != want[sum.Host] {
			t.Errorf("%s has %d visits; want %d", sum.Host, sum.Visits, want[sum.Host])
		}
		delete(want, sum.Host)
		return nil
	})
	if err != nil || len(want) > 0 {
		t.Errorf("Summaries = %v; %d hosts are left over", err, len(want))
	}
}

// TestABatchOfHugeDocumentsFits writes what the caps on documents let through at
// worst, several times DuckDB's memory limit in all.
func TestABatchOfHugeDocumentsFits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "observations.duckdb")
	s, err := duckstore.Open(t.Context(), duckstore.Config{Path: path, MemoryLimit: "32MB"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	rng := rand.New(rand.NewPCG(5, 5))
	const batches, each = 12, 80
	for batch := range batches {
		obs := make([]landfall.Observation, each)
		for i := range obs {
			o := storetest.Answered(rng, storetest.Host(batch*each+i), storetest.Start())
			o.Facts.Extended = strings.Repeat(strconv.FormatUint(rng.Uint64(), 10), 5_000)
			o.Steps[0].Note = strings.Repeat(strconv.FormatUint(rng.Uint64(), 10), 500)
			obs[i] = *o
		}
		if err := s.Write(t.Context(), fmt.Sprint("batch-", batch), obs); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	err = s.Observations(t.Context(), "", time.Time{}, time.Time{}, func(o landfall.Observation) error {
		if n++; len(o.Facts.Extended) < 50_000 {
			t.Errorf("%s came back with %d bytes of description", o.Host, len(o.Facts.Extended))
		}
		return nil
	})
	if err != nil || n != batches*each {
		t.Errorf("%d observations, %v; want %d", n, err, batches*each)
	}
}
