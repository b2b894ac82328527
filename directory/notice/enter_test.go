package notice_test

import (
	"errors"
	"testing"

	"landfall"
	"landfall/directory/notice"
)

func TestEnter(t *testing.T) {
	now := start.AddDate(0, 6, 0)
	entry := func(announced, closes int, state landfall.NoticeState) notice.Entry {
		e := notice.Entry{Host: "a.example", State: state, URL: "https://b.example/1", Note: "It closes."}
		if announced > 0 {
			e.Announced = start.AddDate(0, 0, announced)
		}
		if closes > 0 {
			e.ClosesFrom = start.AddDate(0, 0, closes)
			e.ClosesTo = e.ClosesFrom
		}
		return e
	}
	for name, tt := range map[string]struct {
		entries []notice.Entry
		want    []landfall.NoticeState
	}{
		"to come":               {[]notice.Entry{entry(1, 300, "")}, []landfall.NoticeState{landfall.NoticeCounting}},
		"no day":                {[]notice.Entry{entry(1, 0, "")}, []landfall.NoticeState{landfall.NoticeConfirmed}},
		"past":                  {[]notice.Entry{entry(1, 90, "")}, []landfall.NoticeState{landfall.NoticeClosed}},
		"past, never announced": {[]notice.Entry{entry(0, 90, "")}, []landfall.NoticeState{landfall.NoticeVanished}},
		"stayed":                {[]notice.Entry{entry(1, 0, landfall.NoticeCancelled)}, []landfall.NoticeState{landfall.NoticeCancelled}},
		"twice":                 {[]notice.Entry{entry(1, 90, ""), entry(1, 90, "")}, []landfall.NoticeState{landfall.NoticeClosed}},
		"two of one":            {[]notice.Entry{entry(1, 90, ""), entry(2, 100, "")}, []landfall.NoticeState{landfall.NoticeClosed}},
		"two in two years":      {[]notice.Entry{entry(1, 90, landfall.NoticeCancelled), entry(1, 170, "")}, []landfall.NoticeState{landfall.NoticeCancelled, landfall.NoticeClosed}},
		"first open, then over": {[]notice.Entry{entry(1, 300, ""), entry(1, 300, landfall.NoticeHandedOver)}, []landfall.NoticeState{landfall.NoticeHandedOver}},
	} {
		d := newDiary(t)
		for i, e := range tt.entries {
			e.Host = d.in.Host
			changed, err := notice.Enter(d.past, e, now.AddDate(0, 0, i))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			d.keep(changed)
		}
		d.wants(name, tt.want...)
	}
	for name, e := range map[string]notice.Entry{
		"ends before it is announced": entry(90, 1, ""),
		"cannot be entered":           entry(1, 90, landfall.NoticeMerged),
	} {
		if _, err := notice.Enter(nil, e, now); !errors.Is(err, landfall.ErrInvalid) {
			t.Errorf("%s: %v; want ErrInvalid", name, err)
		}
	}
}
