package notice_test

import (
	"testing"
	"time"

	"landfall"
	"landfall/directory/notice"
)

func TestStatements(t *testing.T) {
	at := start.AddDate(0, 2, 0)
	f := &landfall.Facts{Name: "A quiet place", Description: "This server will shut down for good on 1 June 2026. Please export your data."}
	f.Extended = "Unstated: this server will shut down for good on 1 July 2026."
	f.Announcements = []landfall.Announcement{
		{Text: "A reminder: this server will shut down for good on 1 June 2026.", At: start.AddDate(0, 1, 0)},
		{Text: "We are closing this server for good on 1 June 2026.", At: start},
	}
	for field, url := range map[landfall.Field]string{
		landfall.FieldName: "https://a.example/i", landfall.FieldDescription: "https://a.example/i", landfall.FieldAnnouncements: "https://a.example/n",
	} {
		f.State(field, url, string(field), at)
	}
	found := notice.Default().Statements("a.example", f)
	if len(found) != 2 {
		t.Fatalf("found %+v, want one of the description and one of the announcements", found)
	}
	end := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	for i, want := range []struct {
		source    landfall.NoticeSource
		url       string
		announced time.Time
	}{
		{landfall.NoticeFromText, "https://a.example/i", time.Time{}},
		{landfall.NoticeFromAnnouncement, "https://a.example/n", start},
	} {
		s := found[i]
		if s.Source != want.source || s.URL != want.url || !s.Announced.Equal(want.announced) || !s.ClosesTo.Equal(end) || s.Quote == "" || s.Rule == "" {
			t.Errorf("%+v, want %+v closing on %s", s, want, end)
		}
	}
	var n *landfall.Notice
	for _, s := range found {
		n = notice.Apply(n, s, at)
	}
	if days, ok := n.Days(); n.State != landfall.NoticeCounting || days != 151 || !ok {
		t.Errorf("%s, %d days of notice (%v); want counting down, 151", n.State, days, ok)
	}
}

func TestStatementsTakenBack(t *testing.T) {
	f := &landfall.Facts{}
	f.Announcements = []landfall.Announcement{
		{Text: "Good news: the shutdown is cancelled. This server will not shut down, we stay online.", At: start.AddDate(0, 1, 0)},
		{Text: "We are closing this server for good on 1 June 2026.", At: start},
	}
	f.State(landfall.FieldAnnouncements, "https://a.example/n", "", start)
	found := notice.Default().Statements("a.example", f)
	if len(found) != 1 || found[0].Stage != notice.Cancelled || !found[0].ClosesTo.IsZero() {
		t.Errorf("found %+v, want one that is cancelled", found)
	}
}
