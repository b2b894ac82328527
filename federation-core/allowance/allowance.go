// Package allowance counts what each of many strangers may still do: so much at once, and one
// more each time an interval is over. What it remembers is bounded, however many there are.
package allowance

import (
	"sync"
	"time"
)

// most is how many names a book remembers; beyond it, those that have all of theirs again are
// forgotten.
const most = 10_000

// Book is what each name has left: all of it, if the name was never seen. It is safe for
// concurrent use.
type Book struct {
	atOnce float64
	every  time.Duration

	mu    sync.Mutex
	names map[string]allowance
}

// New returns a book in which each name may do so much at once, and one more each time every
// is over.
func New(atOnce int, every time.Duration) *Book {
	return &Book{atOnce: float64(atOnce), every: every, names: make(map[string]allowance)}
}

// allowance is what one name had left at a moment.
type allowance struct {
	left float64
	at   time.Time
}

// Left reports whether a name has one left.
func (b *Book) Left(name string, at time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.left(name, at) >= 1
}

// Take takes one, and reports whether there was one left.
func (b *Book) Take(name string, at time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	left := b.left(name, at)
	if left < 1 {
		return false
	}
	if _, known := b.names[name]; !known {
		b.makeRoom(at)
	}
	b.names[name] = allowance{left - 1, at}
	return true
}

// Give gives back one that was taken.
func (b *Book) Give(name string, at time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, known := b.names[name]; known {
		b.names[name] = allowance{min(b.atOnce, b.left(name, at)+1), at}
	}
}

// left returns what a name has left at a moment.
func (b *Book) left(name string, at time.Time) float64 {
	a, known := b.names[name]
	if !known {
		return b.atOnce
	}
	return min(b.atOnce, a.left+max(0, at.Sub(a.at).Seconds()/b.every.Seconds()))
}

// makeRoom forgets names that would have the same if they were not remembered and, if that
// does not help, all.
func (b *Book) makeRoom(at time.Time) {
	if len(b.names) < most {
		return
	}
	for name := range b.names {
		if b.left(name, at) >= b.atOnce {
			delete(b.names, name)
		}
	}
	if len(b.names) >= most {
		clear(b.names)
	}
}
