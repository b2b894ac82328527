package chserver

import (
	"encoding/json"
	"fmt"
	"sync/atomic"

	"github.com/ClickHouse/ch-go/proto"
)

// sender passes a query's blocks on to the client.
type sender struct {
	*conn
	typed        []columnHead // the result's columns, where DESCRIBE knew them
	sent         bool         // a header, or a first block
	rows, blocks uint64
}

// results runs sql and sends its blocks and its statistics.
func (c *conn) results(sql string, p params, gone *atomic.Bool) error {
	masked := mask(sql)
	isSelect, isShow := selectRe.MatchString(masked), showRe.MatchString(masked)
	if isSelect || isShow {
		sql = chopTail(sql)
	}
	out := &sender{conn: c}
	var rowsRead, bytesRead uint64
	if isSelect {
		// Native in revision 0 says nothing of an empty result, and calls
		// DateTime('zone') DateTime. A query that cannot be described fails below.
		out.typed, _ = c.describe("("+sql+"\n)", p, nil)
		err := c.s.stream(sql, p, func(r result) error {
			rowsRead, bytesRead = max(rowsRead, r.rowsRead), max(bytesRead, r.bytesRead)
			if err := out.sendChunk(r.data); err != nil {
				return err
			}
			if gone.Load() {
				return errClientLeft
			}
			return nil
		})
		if err != nil {
			return err
		}
	} else {
		data, err := c.s.query(sql, "Native", p)
		if err != nil {
			return err
		}
		if err := eachBlock(data, c.rev, nil, out.sendBlock); err != nil {
			return err
		}
	}
	if !out.sent && (isSelect || isShow) {
		if err := out.sendEmpty(sql, p); err != nil {
			return err
		}
	}
	proto.Profile{Rows: out.rows, Blocks: out.blocks, Bytes: bytesRead}.EncodeAware(&c.out, c.rev)
	proto.ServerCodeProgress.Encode(&c.out)
	proto.Progress{Rows: rowsRead, Bytes: bytesRead}.EncodeAware(&c.out, c.rev)
	return nil
}

// sendChunk sends one chunk of a streamed result.
func (s *sender) sendChunk(data []byte) error {
	if s.rev < revCustomSerialization { // a peer: one chunk is one block, as it is
		s.sent = true
		return s.sendData(data)
	}
	return eachBlock(data, s.rev, s.restoreZones, s.sendBlock)
}

func (s *sender) sendBlock(b block) error {
	if !s.sent {
		if err := s.sendData(headerBlock(b.heads, s.rev)); err != nil {
			return err
		}
	}
	s.sent = true
	s.rows += uint64(b.rows)
	s.blocks++
	return s.sendData(b.raw)
}

func (s *sender) restoreZones(heads []columnHead) {
	for i := range heads {
		if heads[i].typ == "DateTime" && len(s.typed) == len(heads) {
			heads[i].typ = s.typed[i].typ
		}
	}
}

// sendEmpty sends the header of a result without rows.
func (s *sender) sendEmpty(sql string, p params) error {
	if len(s.typed) == 0 {
		b, err := s.s.query(sql, "JSONCompact", p)
		if err != nil {
			return err
		}
		var r struct{ Meta []struct{ Name, Type string } }
		if err := json.Unmarshal(b, &r); err != nil {
			return fmt.Errorf("read the columns of an empty result: %w", err)
		}
		for _, m := range r.Meta {
			s.typed = append(s.typed, columnHead{m.Name, m.Type})
		}
	}
	return s.sendData(headerBlock(s.typed, s.rev))
}
