package landfall

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	sunsetNodeinfo = "https://quiet-harbour-sim.social/nodeinfo/2.0"
	sunsetV2       = "https://quiet-harbour-sim.social/api/v2/instance"
)

// read is a visit on a day at which documents were read, one of which may have said
// when the instance closes.
func read(day int, documents []string, notice *Sunset, source string) Facts {
	at := noon.AddDate(0, 0, day)
	var f Facts
	for _, document := range documents {
		field := map[string]Field{sunsetNodeinfo: FieldSoftware, sunsetV2: FieldName}[document]
		f.State(field, document, "x", at)
	}
	if notice != nil {
		f.Sunset = *notice
		f.State(FieldSunset, source, "sunset", at)
	}
	return f
}

func TestANoticeStandsUntilItsDocumentIsSilent(t *testing.T) {
	spring := Sunset{Closes: noon.AddDate(0, 4, 0), Reason: "No time."}
	summer := Sunset{Closes: noon.AddDate(0, 7, 0), Reason: "No time."}
	header := Sunset{Closes: noon.AddDate(0, 9, 0), Header: true}
	both := []string{sunsetNodeinfo, sunsetV2}
	start := read(0, both, &spring, sunsetNodeinfo)
	for name, tt := range map[string]struct {
		before      Facts
		visits      []Facts
		want        Sunset
		source      string
		first, last int
	}{
		"said again":                      {start, []Facts{read(1, both, &spring, sunsetNodeinfo)}, spring, sunsetNodeinfo, 0, 1},
		"moved":                           {start, []Facts{read(1, both, &summer, sunsetNodeinfo)}, summer, sunsetNodeinfo, 1, 1},
		"its document is silent":          {start, []Facts{read(1, both, nil, "")}, Sunset{}, sunsetNodeinfo, 1, 1},
		"silent again":                    {start, []Facts{read(1, both, nil, ""), read(2, both, nil, "")}, Sunset{}, sunsetNodeinfo, 1, 2},
		"taken back and said anew":        {start, []Facts{read(1, both, nil, ""), read(3, both, &spring, sunsetNodeinfo)}, spring, sunsetNodeinfo, 3, 3},
		"its document could not be read":  {start, []Facts{read(1, []string{sunsetV2}, nil, "")}, spring, sunsetNodeinfo, 0, 0},
		"nothing was read":                {start, []Facts{{}}, spring, sunsetNodeinfo, 0, 0},
		"another document says it":        {start, []Facts{read(1, both, &spring, sunsetV2)}, spring, sunsetV2, 0, 1},
		"another document moves it":       {start, []Facts{read(1, []string{sunsetV2}, &summer, sunsetV2)}, summer, sunsetV2, 1, 1},
		"a header is no moved day":        {start, []Facts{read(1, []string{sunsetV2}, &header, sunsetV2)}, spring, sunsetNodeinfo, 0, 0},
		"a header where the rest is gone": {start, []Facts{read(1, both, &header, sunsetNodeinfo)}, header, sunsetNodeinfo, 1, 1},
		"a document and then a header": {
			read(0, both, &header, sunsetNodeinfo), []Facts{read(1, both, &spring, sunsetV2)}, spring, sunsetV2, 1, 1,
		},
		"a header after it was taken back": {
			start, []Facts{read(1, both, nil, ""), read(2, []string{sunsetV2}, &header, sunsetV2)}, header, sunsetV2, 2, 2,
		},
	} {
		t.Run(name, func(t *testing.T) {
			known := Facts{}.Merge(tt.before)
			for _, visit := range tt.visits {
				known = known.Merge(visit)
			}
			if known.Sunset != tt.want || !known.Stated(FieldSunset) {
				t.Fatalf("the notice is %+v, want %+v", known.Sunset, tt.want)
			}
			seen := known.Evidence[FieldSunset]
			want := Evidence{Source: tt.source, Path: "sunset", FirstSeen: noon.AddDate(0, 0, tt.first), LastSeen: noon.AddDate(0, 0, tt.last)}
			if diff := cmp.Diff(want, seen); diff != "" {
				t.Errorf("evidence (-want +got):\n%s", diff)
			}
		})
	}
}

// Whoever never announced anything is not said to have taken it back, and a visit is
// left as it was.
func TestSilenceIsNoFactByItself(t *testing.T) {
	visit := read(1, []string{sunsetNodeinfo}, nil, "")
	if known := read(0, []string{sunsetNodeinfo}, nil, "").Merge(visit); known.Stated(FieldSunset) {
		t.Errorf("an instance that never said so has taken a notice back: %+v", known.Evidence[FieldSunset])
	}
	before := read(0, []string{sunsetNodeinfo}, &Sunset{Closes: noon}, sunsetNodeinfo)
	if _ = before.Merge(visit); visit.Stated(FieldSunset) || before.Sunset.IsZero() || !before.Evidence[FieldSunset].LastSeen.Equal(noon) {
		t.Error("Merge changed what it was given")
	}
}

func TestASunsetInWords(t *testing.T) {
	for want, s := range map[string]Sunset{
		"taken back":           {},
		"closes on 2027-03-15": {Closes: time.Date(2027, 3, 14, 23, 30, 0, 0, time.FixedZone("", -3600))},
	} {
		if got := s.String(); got != want {
			t.Errorf("%+v is %q, want %q", s, got, want)
		}
	}
}
