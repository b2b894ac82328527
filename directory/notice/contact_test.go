package notice_test

import (
	"testing"
	"time"

	"landfall"
	"landfall/directory/notice"
)

const harbour landfall.Host = "quiet-harbour-sim.social"

func TestContactReadsWhatIsSaidOfTheServer(t *testing.T) {
	end := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		text, quote string
		stage       notice.Stage
		closes      time.Time
	}{
		"announced": {
			"Dear all, my knee is better. This server will shut down for good on 1 June 2026. Please export your data. Ask me at the market.",
			"This server will shut down for good on 1 June 2026.", notice.Announced, end,
		},
		"the day in another sentence": {
			"We are closing this server for good. The last day is 1 June 2026. My cat says hello.", "We are closing this server for good.", notice.Announced, end,
		},
		"taken back":       {"The shutdown is cancelled. This server will not shut down, we stay online.", "The shutdown is cancelled.", notice.Cancelled, time.Time{}},
		"another server":   {"elsewhere-sim.social is shutting down for good on 1 June 2026.", "", "", time.Time{}},
		"about to":         {"I am thinking about whether to close this server some day.", "", "", time.Time{}},
		"nothing about it": {"Welcome! I mend boats, and these are the rules of the house.", "", "", time.Time{}},
	} {
		said, ok := notice.Default().Contact(harbour, tt.text, start.Add(15*time.Hour))
		if ok != (tt.quote != "") || said.Quote != tt.quote || said.Stage != string(tt.stage) || !said.ClosesTo.Equal(tt.closes) {
			t.Errorf("%s: %v, %+v", name, ok, said)
		}
		if ok && (!said.Posted.Equal(start) || said.Rule == "") {
			t.Errorf("%s: posted %s, rule %q", name, said.Posted, said.Rule)
		}
	}
}

// pinned are the facts of a host whose contact has pinned posts, the newest first.
func pinned(t *testing.T, texts ...string) *landfall.Facts {
	t.Helper()
	f := &landfall.Facts{}
	for i, text := range texts {
		n, ok := notice.Default().Contact(harbour, text, start.AddDate(0, 0, len(texts)-1-i))
		if !ok {
			t.Fatalf("%q says nothing", text)
		}
		n.URL = "https://quiet-harbour-sim.social/@harbour/" + string(rune('9'-i))
		f.ContactNotices = append(f.ContactNotices, n)
	}
	f.State(landfall.FieldContactNotice, "https://quiet-harbour-sim.social/api/v1/accounts/:id/statuses", "[].content", start)
	return f
}

// What a contact pins is reported, and waits for whoever confirms it; it confirms a text
// elsewhere.
func TestAPinnedPostIsReported(t *testing.T) {
	f := pinned(t, "A reminder: we are closing this server for good.", "We are closing this server for good on 1 June 2026.")
	found := notice.Default().Statements(harbour, f)
	if len(found) != 1 {
		t.Fatalf("found %+v, want one", found)
	}
	s := found[0]
	if s.Source != landfall.NoticeFromContact || s.URL != f.ContactNotices[0].URL || s.Quote != f.ContactNotices[0].Quote || !s.Announced.Equal(start) || s.ClosesTo.Month() != time.June {
		t.Errorf("%+v", s)
	}
	in := &landfall.Instance{Host: harbour, Status: landfall.StatusAlive, LastSeen: start, Facts: *f}
	alone := notice.Update(nil, in, found, start)
	if len(alone) != 1 || alone[0].State != landfall.NoticeReported {
		t.Fatalf("alone: %+v, want one that is reported", alone)
	}
	f.Description = "This server will shut down for good on 1 June 2026. Please export your data."
	f.State(landfall.FieldDescription, "https://quiet-harbour-sim.social/api/v2/instance", "description", start)
	both := notice.Update(alone, in, notice.Default().Statements(harbour, f), start)
	if len(both) != 1 || both[0].State != landfall.NoticeCounting {
		t.Errorf("with a text: %+v, want one that is counting down", both)
	}
}

func TestAPinnedPostThatTakesBackBeginsNothing(t *testing.T) {
	f := pinned(t, "The shutdown is cancelled. This server will not shut down, we stay online.", "We are closing this server for good on 1 June 2026.")
	found := notice.Default().Statements(harbour, f)
	if len(found) != 1 || found[0].Stage != notice.Cancelled {
		t.Fatalf("found %+v, want that it is cancelled", found)
	}
	in := &landfall.Instance{Host: harbour, Status: landfall.StatusAlive, LastSeen: start}
	if got := notice.Update(nil, in, found, start); got != nil {
		t.Errorf("it began %+v", got)
	}
}

// Of a list that is empty again, nothing is stated; the notice goes as any that is no longer said.
func TestAPinnedPostThatIsGoneStatesNothing(t *testing.T) {
	f := pinned(t)
	if found := notice.Default().Statements(harbour, f); found != nil {
		t.Errorf("found %+v", found)
	}
}
