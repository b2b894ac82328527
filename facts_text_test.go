package landfall

import (
	"testing"
	"time"
)

func TestDetailsInWords(t *testing.T) {
	d := Details{
		Contact: true, Country: "nl", ApprovalWait: 50 * time.Hour, MaxCharacters: 500, Blocks: Blocks{Published: true, Total: 3},
		Tags: []string{"sea", "boats"}, Categories: []string{"Music", "Art"}, Communities: []string{"sailing"}, Announcements: []Announcement{{Text: "New rooms."}, {Text: "Old."}}, Sunset: Sunset{Closes: time.Date(2027, 3, 15, 0, 0, 0, 0, time.UTC)},
	}
	for field, want := range map[Field]string{
		FieldContact: "yes", FieldCountry: "nl", FieldWait: "2 days", FieldCharacters: "500", FieldQuotes: "no",
		FieldBlocks: "3 servers", FieldTags: "sea, boats", FieldCategories: "Music, Art", FieldCommunities: "sailing", FieldAnnouncements: "New rooms.", FieldSunset: "closes on 2027-03-15", FieldName: "",
	} {
		if got, _ := d.Text(field); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
	for d, want := range map[time.Duration]string{
		time.Second: "1 min", 90 * time.Minute: "90 min", 3 * time.Hour: "3 hours", 100 * time.Hour: "4 days",
	} {
		if got := wait(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
	if got := (Blocks{}).String(); got != "not published" {
		t.Errorf("no list is %q", got)
	}
}
