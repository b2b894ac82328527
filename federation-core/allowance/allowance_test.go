package allowance

import (
	"fmt"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// taken is how many can be taken at a moment.
func taken(b *Book, name string, at time.Time) (n int) {
	for b.Take(name, at) {
		n++
	}
	return n
}

func TestBook(t *testing.T) {
	b := New(3, 2*time.Second)
	for _, tt := range []struct {
		what, name string
		after      time.Duration
		want       int
	}{
		{"all at once", "a", 0, 3},
		{"none then", "a", 0, 0},
		{"another has its own", "b", 0, 3},
		{"none before the interval is over", "a", 1999 * time.Millisecond, 0},
		{"one after it", "a", 2 * time.Second, 1},
		{"two after two more", "a", 6 * time.Second, 2},
		{"none for a clock that is set back", "a", time.Second, 0},
		{"never more than at once", "b", time.Hour, 3},
	} {
		at := noon.Add(tt.after)
		if left := b.Left(tt.name, at); left != (tt.want > 0) {
			t.Errorf("%s: one is left: %v", tt.what, left)
		}
		if n := taken(b, tt.name, at); n != tt.want {
			t.Errorf("%s: %d are taken, want %d", tt.what, n, tt.want)
		}
	}
}

func TestGive(t *testing.T) {
	b := New(2, time.Hour)
	b.Give("a", noon)
	if n := taken(b, "a", noon); n != 2 {
		t.Errorf("%d of a name that nothing was taken from", n)
	}
	b.Give("a", noon)
	if n := taken(b, "a", noon); n != 1 {
		t.Errorf("%d after one was given back", n)
	}
	for range 5 {
		b.Give("a", noon)
	}
	if n := taken(b, "a", noon); n != 2 {
		t.Errorf("%d after many were given back", n)
	}
}

// Names that have all of theirs again are forgotten first, and the memory is bounded in any case.
func TestMemoryIsBounded(t *testing.T) {
	b := New(1, time.Second)
	for i := range most - 1 {
		b.Take(fmt.Sprint("early ", i), noon)
	}
	b.Take("late", noon.Add(time.Second))
	b.Take("one more", noon.Add(time.Second))
	if b.Left("late", noon.Add(time.Second)) || len(b.names) != 2 {
		t.Errorf("of %d names late is forgotten", len(b.names))
	}
	for i := range 3 * most {
		b.Take(fmt.Sprint("flood ", i), noon.Add(time.Second))
	}
	if len(b.names) > most {
		t.Errorf("%d names are remembered", len(b.names))
	}
}
