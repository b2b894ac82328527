package directory

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"landfall"
)

// TestWalkNoticesMeetsAll: who follows the cursors meets every notice once and in order,
// also if notices are added and taken away on the way.
func TestWalkNoticesMeetsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, q := closings(), drawNoticeQuery(t)
		n := rapid.IntRange(1, 8).Draw(t, "n")
		want := s.FindNotices(q)
		var met []*landfall.Notice
		for cursor := ""; ; {
			step, err := s.WalkNotices(q, cursor, 0, n)
			if err != nil {
				t.Fatal(err)
			}
			if len(step.Notices) > n || step.Next != "" && len(step.Notices) < n {
				t.Fatalf("%d notices of %d, next %q", len(step.Notices), n, step.Next)
			}
			met = append(met, step.Notices...)
			if cursor = step.Next; cursor == "" {
				break
			}
			if rapid.Bool().Draw(t, "one that was met goes") {
				gone := met[rapid.IntRange(0, len(met)-1).Draw(t, "gone")]
				s.notices = slices.DeleteFunc(slices.Clone(s.notices), func(n *landfall.Notice) bool { return n == gone })
			}
		}
		if !slices.Equal(met, want) {
			t.Errorf("%s: met %d notices of %d", q.Canonical(), len(met), len(want))
		}
	})
}

func TestWalkNoticesSkips(t *testing.T) {
	s := closings()
	for skip, want := range map[int]int{-1: 3, 0: 3, 3: 3, 6: 1, 7: 0, 1 << 40: 0} {
		step, err := s.WalkNotices(NoticeQuery{}, "", skip, 3)
		if err != nil || len(step.Notices) != want || step.Total != 7 {
			t.Errorf("after %d: %d of %d notices, %v; want %d", skip, len(step.Notices), step.Total, err, want)
		}
		if want > 0 && step.Notices[0] != s.Notices()[max(skip, 0)] {
			t.Errorf("after %d: begins with %s", skip, step.Notices[0].ID)
		}
	}
}

func TestForeignNoticeCursor(t *testing.T) {
	s := closings()
	step, err := s.WalkNotices(parseNotices(t, "state=closing"), "", 0, 1)
	if err != nil || step.Next == "" {
		t.Fatalf("next %q, %v", step.Next, err)
	}
	for _, cursor := range []string{step.Next, "x", "AAAA", "e30"} {
		if _, err := s.WalkNotices(parseNotices(t, "state=stays"), cursor, 0, 1); !errors.Is(err, landfall.ErrInvalid) {
			t.Errorf("%q: %v, want %v", cursor, err, landfall.ErrInvalid)
		}
	}
}
