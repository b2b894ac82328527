package netguard

import (
	"bufio"
	"compress/gzip"
	"io"
	"sync"
)

// inflaters lends out gzip readers, which are too large to make for each body.
type inflaters struct{ pool sync.Pool }

type inflater struct {
	buffer *bufio.Reader
	gzip   gzip.Reader
}

func newInflaters() *inflaters {
	return &inflaters{pool: sync.Pool{New: func() any {
		return &inflater{buffer: bufio.NewReaderSize(nil, readBuffer)}
	}}}
}

func (p *inflaters) take() *inflater { return p.pool.Get().(*inflater) }

func (p *inflaters) give(i *inflater) {
	i.buffer.Reset(nil)
	p.pool.Put(i)
}

// reset begins a new stream and reads its header.
func (i *inflater) reset(src io.Reader) error {
	i.buffer.Reset(src)
	return i.gzip.Reset(i.buffer)
}
