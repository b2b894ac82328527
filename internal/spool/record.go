package spool

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"time"

	"landfall"
)

// record is one row of the spool.
type record struct {
	seq  int64
	at   int64 // when it was appended, in microseconds since 1970
	crc  uint32
	body []byte // the observation as JSON
	obs  *landfall.Observation
}

func (r *record) size() int64 { return int64(len(r.body)) + rowOverhead }

// castagnoli is the CRC that processors compute by themselves.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum covers seq and time too: a flipped bit there would file a sound body
// in the wrong place.
func checksum(seq, at int64, body []byte) uint32 {
	var head [16]byte
	binary.LittleEndian.PutUint64(head[:8], uint64(seq))
	binary.LittleEndian.PutUint64(head[8:], uint64(at))
	return crc32.Update(crc32.Checksum(head[:], castagnoli), castagnoli, body)
}

// newRecords encodes observations. Their seq and checksum come with the commit.
func newRecords(obs []*landfall.Observation, now time.Time) ([]record, int64, error) {
	records := make([]record, len(obs))
	var size int64
	for i, o := range obs {
		body, err := json.Marshal(o)
		if err != nil {
			return nil, 0, fmt.Errorf("encode observation %s: %w", o.ID, err)
		}
		records[i] = record{at: now.UnixMicro(), body: body, obs: o}
		size += records[i].size()
	}
	return records, size, nil
}

// place gives the record its place in the file.
func (r *record) place(seq int64) {
	r.seq = seq
	r.crc = checksum(seq, r.at, r.body)
}

var errChecksum = errors.New("checksum does not match")

// decode checks a record that was read from the file and decodes it.
func (r *record) decode() (landfall.Observation, error) {
	var o landfall.Observation
	if checksum(r.seq, r.at, r.body) != r.crc {
		return o, errChecksum
	}
	if err := json.Unmarshal(r.body, &o); err != nil {
		return o, fmt.Errorf("body is not an observation: %w", err)
	}
	return o, nil
}
