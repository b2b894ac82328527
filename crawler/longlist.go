package crawler

import (
	"context"
	"io"
)

// shortList is how much of a peers list is read without asking: most lists are
// shorter, and cost little memory.
const shortList = 256 << 10

// longList reads a peers list. Beyond shortList it reads on only with one of a
// few tokens, which bounds the memory that all long lists need together.
type longList struct {
	ctx    context.Context //nolint:containedctx // lives as long as one Read loop
	list   io.Reader
	tokens chan struct{}
	read   int
	holds  bool
}

func (l *longList) Read(p []byte) (int, error) {
	if l.read > shortList && !l.holds {
		select {
		case l.tokens <- struct{}{}:
			l.holds = true
		case <-l.ctx.Done():
			return 0, l.ctx.Err()
		}
	}
	n, err := l.list.Read(p)
	l.read += n
	return n, err
}

// done gives the token back.
func (l *longList) done() {
	if l.holds {
		<-l.tokens
		l.holds = false
	}
}
