package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// NoticeStore is a frontier that keeps notices as well.
type NoticeStore interface {
	FrontierStore
	Notice(ctx context.Context, id string) (landfall.Notice, error)
	NoticesOf(ctx context.Context, host landfall.Host) ([]landfall.Notice, error)
	Notices(ctx context.Context, fn func(landfall.Notice) error) error
	SaveNotices(ctx context.Context, notices []landfall.Notice) (kept int, err error)
}

// Notice runs the suite of notices. Each call of open opens an empty database.
func Notice(t *testing.T, open func(t *testing.T) NoticeStore) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, NoticeStore)
	}{
		{"NoticesAreKept", noticesAreKept},
		{"ANoticeIsTakenFromWhoReadIt", aNoticeIsTakenFromWhoReadIt},
		{"TwoWritersLoseNoEvent", twoWritersLoseNoEvent},
		{"NoticesGoWithWhoIsForgotten", noticesGoWithWhoIsForgotten},
		{"NoticesAreBounded", noticesAreBounded},
		{"ManyNoticesAreWalked", manyNoticesAreWalked},
		{"ANoticeMovesTheRevision", aNoticeMovesTheRevision},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := open(t)
			t.Cleanup(func() {
				if err := s.Integrity(context.Background()); err != nil {
					t.Error(err)
				}
				s.Close()
			})
			test.run(t, s)
		})
	}
}

func noticeOf(id string, host landfall.Host, found time.Time) landfall.Notice {
	return landfall.Notice{
		ID: id, Host: host, State: landfall.NoticeCounting, Found: found,
		Announced: found.AddDate(0, 0, -1), ClosesFrom: found.AddDate(0, 3, 0), ClosesTo: found.AddDate(0, 3, 0),
		Statements: []landfall.NoticeStatement{{
			Source: landfall.NoticeFromText, URL: "https://x.example/", Quote: "Wir schließen – „für immer“. \u2028<b>", Words: []string{"schließen"},
			Confidence: 0.75, FirstSeen: found, LastSeen: found.Add(time.Microsecond), Rule: "1",
		}},
		Events: []landfall.NoticeEvent{{At: found, To: landfall.NoticeCounting, By: "nodeinfo", Why: "It is stated."}},
	}
}

// save stores notices and reports how many were taken.
func save(t *testing.T, s NoticeStore, notices ...landfall.Notice) int {
	t.Helper()
	kept, err := s.SaveNotices(t.Context(), notices)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func allNotices(t *testing.T, s NoticeStore) (all []landfall.Notice) {
	t.Helper()
	err := s.Notices(t.Context(), func(n landfall.Notice) error {
		all = append(all, n)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// noticesAreKept has one of a host that is known, and one of a host that is not.
func noticesAreKept(t *testing.T, s NoticeStore) {
	add(t, s, Hosts(0, 1), start)
	want := []landfall.Notice{noticeOf("a", Host(0), start), noticeOf("b", Host(0), start.Add(-time.Hour)), noticeOf("c", Host(1), start)}
	if kept := save(t, s, want[2], want[0], want[1]); kept != 3 {
		t.Errorf("%d were kept; want 3", kept)
	}
	for i := range want {
		want[i].Version = 1
	}
	if diff := cmp.Diff(want, allNotices(t, s)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got, err := s.NoticesOf(t.Context(), Host(0))
	if diff := cmp.Diff([]landfall.Notice{want[1], want[0]}, got); diff != "" || err != nil {
		t.Errorf("error %v, of one host (-want +got):\n%s", err, diff)
	}
	one, err := s.Notice(t.Context(), "c")
	if diff := cmp.Diff(want[2], one); diff != "" || err != nil {
		t.Errorf("error %v, one (-want +got):\n%s", err, diff)
	}
	if _, err := s.Notice(t.Context(), "d"); !errors.Is(err, landfall.ErrNotFound) {
		t.Errorf("one that is not there = %v; want ErrNotFound", err)
	}
}

func aNoticeIsTakenFromWhoReadIt(t *testing.T, s NoticeStore) {
	first := noticeOf("a", Host(0), start)
	save(t, s, first)
	read, err := s.Notice(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	cancelled, retracted := read, read
	cancelled.State, retracted.State = landfall.NoticeCancelled, landfall.NoticeRetracted
	for i, step := range []struct {
		n    landfall.Notice
		want int
	}{{cancelled, 1}, {retracted, 0}, {first, 0}} {
		if kept := save(t, s, step.n); kept != step.want {
			t.Errorf("step %d: %d kept; want %d", i, kept, step.want)
		}
	}
	now, err := s.Notice(t.Context(), "a")
	if err != nil || now.State != landfall.NoticeCancelled || now.Version != 2 {
		t.Errorf("it is %s in version %d (error %v); want cancelled in version 2", now.State, now.Version, err)
	}
}

// twoWritersLoseNoEvent has two add events at once, each reading again when refused.
func twoWritersLoseNoEvent(t *testing.T, s NoticeStore) {
	const each = 10
	save(t, s, noticeOf("a", Host(0), start))
	writer := func(by string) error {
		for written := 0; written < each; {
			n, err := s.Notice(t.Context(), "a")
			if err != nil {
				return err
			}
			n.Events = append(slices.Clone(n.Events), landfall.NoticeEvent{At: start, By: by, Why: strconv.Itoa(written)})
			kept, err := s.SaveNotices(t.Context(), []landfall.Notice{n})
			if err != nil {
				return err
			}
			written += kept
		}
		return nil
	}
	done := make(chan error)
	for _, by := range []string{"one", "two"} {
		go func() { done <- writer(by) }()
	}
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	n, err := s.Notice(t.Context(), "a")
	if err != nil || len(n.Events) != 1+2*each || n.Version != 1+2*each {
		t.Errorf("%d events in version %d (error %v); want %d", len(n.Events), n.Version, err, 1+2*each)
	}
}

func noticesGoWithWhoIsForgotten(t *testing.T, s NoticeStore) {
	add(t, s, Hosts(0, 1), start)
	for _, host := range Hosts(0, 3) {
		save(t, s, noticeOf("of-"+string(host), host, start))
	}
	forget(t, s, Host(0), start)
	forget(t, s, Host(1), start) // never visited
	if kept := save(t, s, noticeOf("late", Host(0), start), noticeOf("later", Host(1), start)); kept != 0 {
		t.Errorf("%d notices of forgotten hosts were kept", kept)
	}
	if left := allNotices(t, s); len(left) != 1 || left[0].Host != Host(2) {
		t.Errorf("left are %v; want one of %s", left, Host(2))
	}
}

func noticesAreBounded(t *testing.T, s NoticeStore) {
	const n = landfall.NoticesPerHost + 5
	for i := range n {
		save(t, s, noticeOf(fmt.Sprintf("%02d", (i*7)%n), Host(0), start.Add(time.Duration(i)*time.Hour)))
	}
	got, err := s.NoticesOf(t.Context(), Host(0))
	if err != nil || len(got) != landfall.NoticesPerHost || !got[0].Found.Equal(start.Add(5*time.Hour)) {
		t.Errorf("%d are kept (error %v); want the newest %d", len(got), err, landfall.NoticesPerHost)
	}
}

func manyNoticesAreWalked(t *testing.T, s NoticeStore) {
	const n = 2_345
	want := make([]landfall.Notice, n)
	for i := range n {
		want[i] = noticeOf(fmt.Sprintf("%05d", i), Host(i/2), start)
	}
	if kept := save(t, s, want...); kept != n {
		t.Errorf("%d kept; want %d", kept, n)
	}
	seen := make(map[string]bool)
	for _, got := range allNotices(t, s) {
		seen[got.ID] = true
	}
	if len(seen) != n {
		t.Errorf("%d were walked; want %d", len(seen), n)
	}
	stop := errors.New("stop")
	if err := s.Notices(t.Context(), func(landfall.Notice) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("Notices = %v; want the error of the function", err)
	}
}

func aNoticeMovesTheRevision(t *testing.T, s NoticeStore) {
	revision := func() int64 {
		n, err := s.Revision(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := revision()
	save(t, s, noticeOf("a", Host(0), start))
	after := revision()
	if after == before {
		t.Error("a new notice moved nothing")
	}
	if save(t, s, noticeOf("a", Host(0), start)); revision() != after {
		t.Error("one that was not taken moved the revision")
	}
}
