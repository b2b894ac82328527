package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

func declare(t *testing.T, s ClueStore, want int, declared ...landfall.Declared) {
	t.Helper()
	if kept, err := s.Declare(t.Context(), declared); err != nil || kept != want {
		t.Fatalf("Declare = %d, %v; want %d", kept, err, want)
	}
}

func allDeclared(t *testing.T, s ClueStore) []landfall.Declared {
	t.Helper()
	var all []landfall.Declared
	err := s.Declared(t.Context(), func(d landfall.Declared) error {
		all = append(all, d)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func topicsAreDeclared(t *testing.T, s ClueStore) {
	add(t, s, Hosts(0, 2), start)
	before := revisionOf(t, s)
	pin := landfall.Declared{Host: Host(0), Source: "admin", Topic: "music", Note: "their word", At: start}
	removal := landfall.Declared{Host: Host(0), Source: "curator", Topic: "adult", Removed: true, At: start}
	category := landfall.Declared{Host: Host(1), Source: "directory", Topic: "tech", At: start}
	declare(t, s, 3, category, removal, pin, landfall.Declared{Host: Host(7), Source: "admin", Topic: "music", At: start})
	if diff := cmp.Diff([]landfall.Declared{pin, removal, category}, allDeclared(t, s)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if revisionOf(t, s) <= before {
		t.Error("the revision did not move on")
	}
	later := pin
	later.Removed, later.Note, later.At = true, "no longer", start.Add(time.Hour)
	declare(t, s, 1, pin, later)
	if diff := cmp.Diff([]landfall.Declared{later, removal, category}, allDeclared(t, s)); diff != "" {
		t.Errorf("said anew (-want +got):\n%s", diff)
	}
	before = revisionOf(t, s)
	if gone, err := s.Withdraw(t.Context(), "admin", Hosts(0, 2)); err != nil || gone != 1 {
		t.Errorf("Withdraw = %d, %v", gone, err)
	}
	if diff := cmp.Diff([]landfall.Declared{removal, category}, allDeclared(t, s)); diff != "" || revisionOf(t, s) <= before {
		t.Errorf("withdrawn (-want +got):\n%s", diff)
	}
}

func declarationsAreBounded(t *testing.T, s ClueStore) {
	add(t, s, Hosts(0, 1), start)
	var many []landfall.Declared
	for i := range landfall.DeclaredPerHost {
		many = append(many, landfall.Declared{Host: Host(0), Source: "admin", Topic: fmt.Sprintf("t%d", i), At: start})
	}
	declare(t, s, len(many), many...)
	_, err := s.Declare(t.Context(), []landfall.Declared{{Host: Host(0), Source: "admin", Topic: "another", At: start}})
	wantError(t, "Declare of one more", err, landfall.ErrInvalid)
	declare(t, s, 1, landfall.Declared{Host: Host(0), Source: "curator", Topic: "another", At: start})
	if got := len(allDeclared(t, s)); got != landfall.DeclaredPerHost+1 {
		t.Errorf("%d declarations", got)
	}
}

func manyDeclarationsAreWalked(t *testing.T, s ClueStore) {
	const n = 1_203
	add(t, s, Hosts(0, n/2+1), start)
	var many []landfall.Declared
	for i := range n {
		many = append(many, landfall.Declared{Host: Host(i / 2), Source: "directory", Topic: fmt.Sprintf("T-%d", i%2), At: start})
	}
	declare(t, s, n, many...)
	if got := len(allDeclared(t, s)); got != n {
		t.Errorf("%d declarations; want %d", got, n)
	}
}
