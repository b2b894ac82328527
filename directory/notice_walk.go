package directory

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"

	"landfall"
)

// NoticeStep is a stretch of what a query for notices finds.
type NoticeStep struct {
	Total   int // of all that it finds
	Notices []*landfall.Notice
	// Next is the cursor of the next step, "" after the last.
	Next string
}

// WalkNotices returns at most n of the notices that a query asks for, those after a cursor;
// "" begins after the first skip. A walk meets every notice that keeps its place exactly
// once, even if the snapshot changes on the way. A cursor that is malformed or belongs to
// another query is [landfall.ErrInvalid].
func (s *Snapshot) WalkNotices(q NoticeQuery, after string, skip, n int) (NoticeStep, error) {
	found := s.FindNotices(q)
	step := NoticeStep{Total: len(found)}
	if after != "" {
		at, err := parseNoticeCursor(after, q.sum())
		if err != nil {
			return NoticeStep{}, err
		}
		var met bool
		skip, met = slices.BinarySearchFunc(found, at.noticePlace, func(n *landfall.Notice, at noticePlace) int {
			return placeOf(n).compare(at)
		})
		if met {
			skip++
		}
	}
	rest := found[min(max(skip, 0), len(found)):]
	step.Notices = rest[:min(n, len(rest))]
	if len(step.Notices) > 0 && len(rest) > n {
		step.Next = noticeCursor{q.sum(), placeOf(step.Notices[n-1])}.String()
	}
	return step, nil
}

// noticeCursor is the last notice of a step: where it stands, not which number it has.
type noticeCursor struct {
	Query uint64 `json:"q"` // which query it belongs to
	noticePlace
}

// String returns the cursor as one word of letters, digits, hyphens and underscores.
func (c noticeCursor) String() string {
	data, err := json.Marshal(c)
	if err != nil {
		panic(err) // it has only numbers and strings
	}
	return base64.RawURLEncoding.EncodeToString(data)
}

func parseNoticeCursor(text string, query uint64) (noticeCursor, error) {
	const longest = 2_000
	var c noticeCursor
	data, err := base64.RawURLEncoding.DecodeString(text[:min(len(text), longest)])
	if err != nil || json.Unmarshal(data, &c) != nil || c.Query != query {
		return c, fmt.Errorf("cursor: %w: not one of this list of notices", landfall.ErrInvalid)
	}
	return c, nil
}

// sum tells queries apart that find other notices.
func (q NoticeQuery) sum() uint64 {
	h := fnv.New64a()
	h.Write([]byte(q.Canonical()))
	return h.Sum64()
}
