package notice_test

import (
	"errors"
	"testing"

	"landfall"
	"landfall/directory/notice"
)

func TestOperator(t *testing.T) {
	n := notice.Apply(nil, says(landfall.NoticeFromText, "https://a.example/about", notice.Announced, 90), start)
	other := notice.Apply(nil, says(landfall.NoticeFromText, "https://a.example/about", notice.Announced, 90), start.AddDate(0, 0, 1))
	stranger := *other
	stranger.Host = "b.example"
	confirm := func(n *landfall.Notice, to landfall.NoticeState) (*landfall.Notice, error) {
		return notice.Confirm(n, to, "read it", start)
	}
	counting, err := confirm(n, landfall.NoticeConfirmed)
	if err != nil || counting.State != landfall.NoticeCounting || n.State != landfall.NoticeReported {
		t.Fatalf("confirmed: %+v, %v", counting, err)
	}
	cancelled, err := confirm(counting, landfall.NoticeCancelled)
	if err != nil || cancelled.State != landfall.NoticeCancelled {
		t.Fatalf("cancelled: %+v, %v", cancelled, err)
	}
	merged, kept, err := notice.Merge(other, n, start)
	if err != nil || merged.State != landfall.NoticeMerged || kept.State != n.State || len(kept.Events) != len(n.Events)+1 {
		t.Fatalf("merged: %+v into %+v, %v", merged, kept, err)
	}
	merge := func(n, into *landfall.Notice) (*landfall.Notice, error) {
		merged, _, err := notice.Merge(n, into, start)
		return merged, err
	}
	for name, refused := range map[string]func() (*landfall.Notice, error){
		"confirmed twice":            func() (*landfall.Notice, error) { return confirm(counting, landfall.NoticeConfirmed) },
		"confirmed after the end":    func() (*landfall.Notice, error) { return confirm(cancelled, landfall.NoticeConfirmed) },
		"confirmed as vanished":      func() (*landfall.Notice, error) { return confirm(n, landfall.NoticeVanished) },
		"retracted without reason":   func() (*landfall.Notice, error) { return notice.Retract(n, "", start) },
		"retracted once merged":      func() (*landfall.Notice, error) { return notice.Retract(merged, "wrong", start) },
		"merged into itself":         func() (*landfall.Notice, error) { return merge(n, n) },
		"merged into another host's": func() (*landfall.Notice, error) { return merge(n, &stranger) },
	} {
		if got, err := refused(); !errors.Is(err, landfall.ErrInvalid) || got != nil {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
