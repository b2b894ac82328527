package notice

import (
	"testing"
	"time"
)

func TestDays(t *testing.T) {
	for _, tt := range []struct{ text, from, to, doubt string }{
		{"on 2026-12-31", "2026-12-31", "2026-12-31", ""},
		{"at 2024-12-31T12:00+01:00", "2024-12-31", "2024-12-31", ""},
		{"December 1, 2022", "2022-12-01", "2022-12-01", ""},
		{"on Dec 1st", "2026-12-01", "2026-12-01", ""},
		{"the 3rd of September", "2026-09-03", "2026-09-03", ""},
		{"on 12 July", "2027-07-12", "2027-07-12", ""}, // more than a month before the text: the next
		{"zum 31. Dezember", "2026-12-31", "2026-12-31", ""},
		{"am 1.2.2027", "2027-02-01", "2027-02-01", ""},
		{"le 1er mars 2027", "2027-03-01", "2027-03-01", ""},
		{"el 15 de noviembre del 2026", "2026-11-15", "2026-11-15", ""},
		{"1º de dezembro de 2026", "2026-12-01", "2026-12-01", ""},
		{"31 grudnia 2026 r.", "2026-12-31", "2026-12-31", ""},
		{"31 декабря 2026 г.", "2026-12-31", "2026-12-31", ""},
		{"1 січня", "2027-01-01", "2027-01-01", ""},
		{"٣١ ديسمبر ٢٠٢٦", "2026-12-31", "2026-12-31", ""},
		{"2026年12月31日", "2026-12-31", "2026-12-31", ""},
		{"２０２６年９月１日", "2026-09-01", "2026-09-01", ""},
		{"令和9年1月5日", "2027-01-05", "2027-01-05", ""},
		{"二〇二七年二月二十八日", "2027-02-28", "2027-02-28", ""},
		{"十月十日", "2026-10-10", "2026-10-10", ""},
		{"am 31.12. ist", "2026-12-31", "2026-12-31", ""},
		{"zum Jahresende", "2026-12-22", "2026-12-31", ""},
		{"今年いっぱい", "2026-12-22", "2026-12-31", ""},
		{"10月末", "2026-10-22", "2026-10-31", ""},
		{"来月末", "2026-09-21", "2026-09-30", ""},
		{"三个月后", "2026-11-19", "2026-11-19", ""},
		{"2026년 11월 30일", "2026-11-30", "2026-11-30", ""},
		{"12월 말", "2026-12-22", "2026-12-31", ""},
		{"in three months", "2026-11-19", "2026-11-19", ""},
		{"in 2 Wochen", "2026-09-02", "2026-09-02", ""},
		{"within 48 hours", "2026-08-21", "2026-08-21", ""},
		{"dans 10 jours", "2026-08-29", "2026-08-29", ""},
		{"end of October", "2026-10-22", "2026-10-31", ""},
		{"by the end of the year", "2026-12-22", "2026-12-31", ""},
		{"Ende nächsten Monats", "2026-09-21", "2026-09-30", ""},
		{"mid November", "2026-11-10", "2026-11-15", ""},
		{"in May 2027", "2027-05-01", "2027-05-31", ""},
		{"tomorrow", "2026-08-20", "2026-08-20", ""},
		{"31/12/2026", "2026-12-31", "2026-12-31", ""},
		{"12/31/2026", "2026-12-31", "2026-12-31", ""},
		{"03/04/2027", "2027-03-04", "2027-04-03", DoubtAmbiguous},
		{"31 November 2026", "2026-11-30", "2026-11-30", DoubtImpossible},
		{"we may do it", "", "", ""},
		{"version 4.2.1 with 500 users", "", "", ""},
		{"March of the penguins", "", "", ""},
	} {
		found := days().find(tt.text, posted)
		if tt.from == "" {
			if len(found) > 0 {
				t.Errorf("%q: found %+v", tt.text, found)
			}
			continue
		}
		if len(found) != 1 {
			t.Errorf("%q: found %d days", tt.text, len(found))
			continue
		}
		w := found[0].Window
		if from, to := w.From.Format(time.DateOnly), w.To.Format(time.DateOnly); from != tt.from || to != tt.to || w.Doubt != tt.doubt {
			t.Errorf("%q: %s to %s %q, want %s to %s %q", tt.text, from, to, w.Doubt, tt.from, tt.to, tt.doubt)
		}
	}
}

// TestDaysWithoutAPostingDay: what cannot be known is not guessed.
func TestDaysWithoutAPostingDay(t *testing.T) {
	for _, text := range []string{"on 12 July", "in three months", "tomorrow", "10月末", "end of October"} {
		if found := days().find(text, time.Time{}); len(found) > 0 {
			t.Errorf("%q: %+v", text, found)
		}
	}
}
