package chserver

// Native blocks: find a block's end by decoding it with the client's own column
// package, while copying its raw bytes from one protocol revision to another.

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/ClickHouse/ch-go/proto"
	"github.com/ClickHouse/clickhouse-go/v2/lib/column"
)

// tape is a buffered reader that can give back the raw bytes it has handed out.
// proto.NewReader keeps a *bufio.Reader of at least 128 KiB as it is, which is
// what makes pos exact.
type tape struct {
	src io.Reader
	buf []byte // bytes read from src since mark
	br  *bufio.Reader
	*proto.Reader
}

func newTape(src io.Reader) *tape {
	t := &tape{src: src}
	t.br = bufio.NewReaderSize(readerFunc(t.fill), 128<<10)
	t.Reader = proto.NewReader(t.br)
	return t
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func (t *tape) fill(p []byte) (int, error) {
	n, err := t.src.Read(p)
	t.buf = append(t.buf, p[:n]...)
	return n, err
}

// mark forgets everything already consumed; pos counts from the last mark.
func (t *tape) mark()    { t.buf = append(t.buf[:0], t.buf[t.pos():]...) }
func (t *tape) pos() int { return len(t.buf) - t.br.Buffered() }

// columnHead is a column of a block: its name and its ClickHouse type.
type columnHead struct{ name, typ string }

// block is one Native block, with its bytes but without BlockInfo.
type block struct {
	raw   []byte
	heads []columnHead
	rows  int
}

var decodeContext = &column.ServerContext{Revision: clientRevision, VersionMajor: 26, VersionMinor: 7, Timezone: time.UTC}

// splice reads one block in revision from and gives it in revision to. fix may
// replace column types: chDB's revision 0 drops the time zone of DateTime.
func splice(t *tape, from, to int, fix func([]columnHead)) (block, error) {
	t.mark()
	if from > 0 {
		var info proto.BlockInfo
		if err := info.Decode(t.Reader); err != nil {
			return block{}, fmt.Errorf("block info: %w", err)
		}
	}
	cols, err := t.Int()
	if err != nil {
		return block{}, fmt.Errorf("column count: %w", err)
	}
	rows, err := t.Int()
	if err != nil {
		return block{}, fmt.Errorf("row count: %w", err)
	}
	b := block{heads: make([]columnHead, cols), rows: rows}
	body := make([][2]int, cols) // where each column's values are on the tape
	for i := range b.heads {
		if b.heads[i], err = readHead(t, from); err != nil {
			return block{}, fmt.Errorf("column %d: %w", i, err)
		}
		start := t.pos()
		if err := skipColumn(t, b.heads[i], rows); err != nil {
			return block{}, fmt.Errorf("column %s %s: %w", b.heads[i].name, b.heads[i].typ, err)
		}
		body[i] = [2]int{start, t.pos()}
	}
	if fix != nil && cols > 0 {
		fix(b.heads)
	}
	b.raw = make([]byte, 0, t.pos()+cols+64)
	b.raw = binary.AppendUvarint(b.raw, uint64(cols))
	b.raw = binary.AppendUvarint(b.raw, uint64(rows))
	for i, h := range b.heads {
		b.raw = appendHead(b.raw, h, to)
		b.raw = append(b.raw, t.buf[body[i][0]:body[i][1]]...)
	}
	return b, nil
}

func readHead(t *tape, rev int) (h columnHead, err error) {
	if h.name, err = t.Str(); err != nil {
		return h, err
	}
	if h.typ, err = t.Str(); err != nil {
		return h, err
	}
	if rev >= revCustomSerialization {
		custom, err := t.Bool()
		if err != nil {
			return h, err
		}
		if custom {
			return h, errors.New("custom serialization is not supported")
		}
	}
	return h, nil
}

// skipColumn reads past one column's values.
func skipColumn(t *tape, h columnHead, rows int) error {
	if rows == 0 {
		return nil
	}
	col, err := column.Type(h.typ).Column(h.name, decodeContext)
	if err != nil {
		return err
	}
	if cs, ok := col.(column.CustomSerialization); ok {
		if err := cs.ReadStatePrefix(t.Reader); err != nil {
			return err
		}
	}
	return col.Decode(t.Reader, rows)
}

func appendHead(out []byte, h columnHead, rev int) []byte {
	for _, s := range []string{h.name, h.typ} {
		out = binary.AppendUvarint(out, uint64(len(s)))
		out = append(out, s...)
	}
	if rev >= revCustomSerialization {
		out = append(out, 0)
	}
	return out
}

// headerBlock is a block with columns and no rows.
func headerBlock(heads []columnHead, rev int) []byte {
	out := binary.AppendUvarint(nil, uint64(len(heads)))
	out = append(out, 0)
	for _, h := range heads {
		out = appendHead(out, h, rev)
	}
	return out
}

// eachBlock splices every block of a Native result.
func eachBlock(data []byte, to int, fix func([]columnHead), emit func(block) error) error {
	t := newTape(bytes.NewReader(data))
	for {
		if _, err := t.br.Peek(1); errors.Is(err, io.EOF) {
			return nil
		}
		b, err := splice(t, 0, to, fix)
		if err != nil {
			return fmt.Errorf("cannot pass on this result: %w", err)
		}
		if err := emit(b); err != nil {
			return err
		}
	}
}
