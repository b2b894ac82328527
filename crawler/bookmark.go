package crawler

import (
	"sync"

	"landfall"
)

// bookmark names a list of peers whose pages come in order only.
type bookmark struct {
	host landfall.Host
	path string
}

// bookmarks remembers where the last visit stopped reading such a list, so that the
// next one goes on from there. What it forgets is begun anew, which does no harm.
// It holds at most twice its size.
type bookmarks struct {
	mu          sync.Mutex
	size        int
	young, aged map[bookmark]string
}

func newBookmarks(size int) *bookmarks {
	return &bookmarks{size: size, young: make(map[bookmark]string)}
}

// maxCursor bounds a cursor that is worth remembering, in bytes.
const maxCursor = 256

func (b *bookmarks) get(at bookmark) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if cursor, ok := b.young[at]; ok {
		return cursor
	}
	return b.aged[at]
}

// put remembers a cursor; "" is the beginning of the list.
func (b *bookmarks) put(at bookmark, cursor string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if cursor == "" || len(cursor) > maxCursor {
		delete(b.young, at)
		delete(b.aged, at)
		return
	}
	if len(b.young) >= b.size {
		b.young, b.aged = make(map[bookmark]string), b.young
	}
	b.young[at] = cursor
}
