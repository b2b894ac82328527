package notice_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"landfall"
	"landfall/directory/notice"
)

func TestMeasured(t *testing.T) {
	day := func(text string) time.Time {
		if text == "" {
			return time.Time{}
		}
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	of := func(state landfall.NoticeState, announced, closes string) *landfall.Notice {
		n := &landfall.Notice{State: state, Announced: day(announced), ClosesFrom: day(closes), ClosesTo: day(closes)}
		n.Events = []landfall.NoticeEvent{{At: day("2025-05-05"), To: state}}
		return n
	}
	all, years := notice.Measured([]*landfall.Notice{
		of(landfall.NoticeClosed, "2025-11-30", "2026-02-28"),   // 90 days, three months
		of(landfall.NoticeClosed, "2026-01-31", "2026-04-30"),   // 89 days, three months
		of(landfall.NoticeCounting, "2026-07-01", "2026-09-29"), // 90 days, less than three months
		of(landfall.NoticeClosed, "2026-01-01", "2026-01-11"),   // 10 days
		of(landfall.NoticeClosed, "", "2026-01-11"),
		of(landfall.NoticeConfirmed, "2026-01-01", ""),
		of(landfall.NoticeVanished, "", ""), of(landfall.NoticeCancelled, "2024-01-01", "2024-03-01"),
		of(landfall.NoticeReported, "2026-01-01", "2026-12-01"), of(landfall.NoticeMerged, "2026-01-01", "2026-12-01"),
	})
	unexported := cmpopts.IgnoreUnexported(notice.Measure{})
	want := notice.Measure{Closing: 2, Closed: 4, Vanished: 1, Cancelled: 1, Dated: 4, MedianDays: 89.5, NinetyDays: 2, ThreeMonths: 2}
	if diff := cmp.Diff(want, all, unexported); diff != "" {
		t.Errorf("all (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]notice.Year{
		{2026, notice.Measure{Closing: 1, Closed: 4, Dated: 4, MedianDays: 89.5, NinetyDays: 2, ThreeMonths: 2}},
		{2025, notice.Measure{Vanished: 1}},
		{2024, notice.Measure{Cancelled: 1}},
	}, years, unexported); diff != "" {
		t.Errorf("years (-want +got):\n%s", diff)
	}
}
