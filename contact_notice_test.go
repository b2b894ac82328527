package landfall

import (
	"testing"
)

// What pinned posts said stands until they are read again and say it no more; that they
// were read and said nothing is kept of nobody.
func TestContactNoticesAreTakenBack(t *testing.T) {
	read := func(day int, notices ...ContactNotice) Facts {
		f := Facts{Details: Details{ContactNotices: notices}}
		f.State(FieldContactNotice, "https://quiet-harbour-sim.social/api/v1/accounts/:id/statuses", "[].content", noon.AddDate(0, 0, day))
		return f
	}
	told := ContactNotice{Quote: "We close.", URL: "https://quiet-harbour-sim.social/@harbour/1", Stage: "announced"}
	if f := (Facts{}).Merge(read(0)); f.Stated(FieldContactNotice) {
		t.Errorf("ordinary posts are kept: %+v", f.Evidence)
	}
	start := Facts{}.Merge(read(0, told))
	for name, tt := range map[string]struct {
		visit       Facts
		want, first int
	}{
		"said again":         {read(7, told), 1, 0},
		"not read":           {Facts{}, 1, 0},
		"not said any more":  {read(7), 0, 7},
		"another is pinned":  {read(7, ContactNotice{Quote: "We stay.", Stage: "cancelled"}), 1, 7},
		"said by both posts": {read(7, told, told), 2, 7},
	} {
		f := start.Merge(tt.visit)
		seen := f.Evidence[FieldContactNotice]
		if !f.Stated(FieldContactNotice) || len(f.ContactNotices) != tt.want || !seen.FirstSeen.Equal(noon.AddDate(0, 0, tt.first)) {
			t.Errorf("%s: %+v, %+v", name, f.ContactNotices, seen)
		}
	}
	if again := start.Merge(read(7)).Merge(read(14)); !again.Stated(FieldContactNotice) || !again.Evidence[FieldContactNotice].FirstSeen.Equal(noon.AddDate(0, 0, 7)) {
		t.Errorf("silent again: %+v", again.Evidence)
	}
}
