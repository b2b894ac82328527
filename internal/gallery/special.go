package gallery

import (
	"fmt"
	"strings"
	"time"

	"landfall"
	"landfall/directory/place"
)

// Boaster states numbers that are hard to believe.
func Boaster() Invented {
	in := Alive("big-talk-sim.social", "Big Talk", "The largest of them all.", "mastodon", landfall.SignupOpen, 40_000_000)
	in.Facts.Users = landfall.Count{N: 45_000_000, Known: true, Reason: landfall.WhyJumped}
	in.Facts.ActiveMonth.Reason = landfall.WhyImplausible
	e := in.Facts.Evidence[landfall.FieldUsers]
	e.Doubt = &landfall.Doubt{Before: 120, Since: now.AddDate(0, 0, -3)}
	in.Facts.Evidence[landfall.FieldUsers] = e
	return Invented{Instance: in, Days: 5, Click: 300 * time.Millisecond}
}

// Recommendable are servers that the wizard may recommend, each of its own domain.
func Recommendable(n int) []Invented {
	var cast []Invented
	for i := range n {
		in := Harbour()
		old := in.Host
		in.Host = landfall.Host(fmt.Sprintf("pier-%02d-sim%02d.social", i, i))
		in.Facts.Name = fmt.Sprintf("Pier %d", i)
		for field, e := range in.Facts.Evidence {
			e.Source = strings.Replace(e.Source, string(old), string(in.Host), 1)
			in.Facts.Evidence[field] = e
		}
		cast = append(cast, in)
	}
	return cast
}

// Candidates have been heard of and have not answered yet.
func Candidates() []Invented {
	var cast []Invented
	for _, host := range []landfall.Host{"one-sim.social", "two-sim.social", "three-sim.social"} {
		cast = append(cast, Invented{Instance: landfall.Instance{Host: host, Status: landfall.StatusCandidate, Discovered: now}})
	}
	return cast
}

// Themed are servers that say what they are about and for whom.
func Themed() []Invented {
	var cast []Invented
	hosts := []place.Hosting{
		{Network: "Quiet Networks", ASN: 64500, Countries: []place.Finding{{ID: "de", Confidence: .8}}},
		{Network: "Other Networks", ASN: 64501, Countries: []place.Finding{{ID: "fi", Confidence: .8}}},
		{Network: "A delivery network", ASN: 64502, Hidden: true},
	}
	add := func(n int, name, description, software string, mode landfall.SignupMode, languages ...string) {
		for i := range n {
			slug := strings.ToLower(strings.ReplaceAll(name, " ", "-"))
			in := Alive(landfall.Host(fmt.Sprintf("%s-%d-sim%d.social", slug, i, i)), fmt.Sprintf("%s %d", name, i), description, software, mode, int64(60+i*400), languages...)
			in.Facts.Software.Version = []string{"4.5.2", "4.5.2", "4.5.1", "4.4.8", "4.6.0-alpha.2"}[i%5]
			in.Facts.Rules = Harbour().Facts.Rules
			Stated(&in.Facts, in.Host, landfall.FieldRules)
			e := in.Facts.Evidence[landfall.FieldSoftware]
			e.FirstSeen = now.AddDate(0, 0, -3-7*i)
			in.Facts.Evidence[landfall.FieldSoftware] = e
			in.Discovered = now.AddDate(0, 0, -20-30*i)
			cast = append(cast, Invented{Instance: in, Days: 90, Click: time.Duration(90+i*120) * time.Millisecond, Faulty: .01, Hosting: hosts[i%3]})
		}
	}
	add(8, "Iron Choir", "A community for heavy metal fans, bands and everybody who loves metal music. #metal #music", "mastodon", landfall.SignupOpen, "en")
	add(6, "Saitenspiel", "Ein Server für Musik aus Berlin: Konzerte, Bands und Musiker aus Berlin. #musik", "mastodon", landfall.SignupApproval, "de")
	add(6, "Lens and Song", "Photography and music: a place for photographers and musicians.", "pixelfed", landfall.SignupOpen, "en", "fr")
	add(3, "Rainbow Quay", "A home for queer and trans people, and for all lesbians.", "akkoma", landfall.SignupApproval, "en")
	add(2, "After Dark", "NSFW art and adult content. 18+ only. Porn welcome.", "mastodon", landfall.SignupOpen, "en")
	add(2, "Old Ropes", "Books and poetry for people who read.", "bookwyrm", landfall.SignupClosed, "en")
	return cast
}
