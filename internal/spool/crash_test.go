package spool

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

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
	present := map[string]bool{}
	for _, o := range drained(t, openSpool(t, path)) {
		if present[o.ID] {
			t.Errorf("%s is there twice", o.ID)
		}
		present[o.ID] = true
	}
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
