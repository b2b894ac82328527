package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/directory/place"
)

// sectionedPages are those of topics, places, languages and software.
func sectionedPages() map[string]int {
	return map[string]int{
		"/topics":                           http.StatusOK,
		"/topics/books":                     http.StatusOK,
		"/topics/music/metal":               http.StatusOK,
		"/topics/adult":                     http.StatusOK,
		"/topics/adult?show=adult":          http.StatusOK,
		"/topics/cheese":                    http.StatusNotFound,
		"/places":                           http.StatusOK,
		"/places?meaning=hosted_in":         http.StatusOK,
		"/places?meaning=legally_based":     http.StatusOK,
		"/places?meaning=luck":              http.StatusOK,
		"/places/jp":                        http.StatusOK,
		"/places/jp/kyoto":                  http.StatusOK,
		"/places/de":                        http.StatusOK,
		"/places/de?meaning=hosted_in":      http.StatusOK,
		"/places/de?meaning=legally_based":  http.StatusOK,
		"/places/is":                        http.StatusOK,
		"/places/jp/atlantis":               http.StatusNotFound,
		"/places/as24940?meaning=hosted_in": http.StatusNotFound,
		"/languages":                        http.StatusOK,
		"/languages/de":                     http.StatusOK,
		"/languages/zu":                     http.StatusOK,
		"/languages/qq":                     http.StatusNotFound,
		"/software":                         http.StatusOK,
		"/software/mastodon":                http.StatusOK,
		"/software/misskey":                 http.StatusOK,
		"/software/takahe":                  http.StatusOK,
		"/software/nobody-runs-this":        http.StatusNotFound,
		"/software/family:mastodon":         http.StatusNotFound,
		"/topics/music/cheese":              http.StatusNotFound,
	}
}

// unfound are those that search engines are not to find, in the themed world: without a
// server, or for who asks only.
var unfound = []string{"/topics/adult?show=adult", "/places/is", "/languages/zu", "/software/takahe", "/places/de?meaning=legally_based"}

// themed are servers that say what they are about and for whom.
func themed() []invented {
	var cast []invented
	hosts := []place.Hosting{
		{Network: "Quiet Networks", ASN: 64500, Countries: []place.Finding{{ID: "de", Confidence: .8}}},
		{Network: "Other Networks", ASN: 64501, Countries: []place.Finding{{ID: "fi", Confidence: .8}}},
		{Network: "A delivery network", ASN: 64502, Hidden: true},
	}
	add := func(n int, name, description, software string, mode landfall.SignupMode, languages ...string) {
		for i := range n {
			slug := strings.ToLower(strings.ReplaceAll(name, " ", "-"))
			in := alive(landfall.Host(fmt.Sprintf("%s-%d-sim%d.social", slug, i, i)), fmt.Sprintf("%s %d", name, i), description, software, mode, int64(60+i*400), languages...)
			in.Facts.Software.Version = []string{"4.5.2", "4.5.2", "4.5.1", "4.4.8", "4.6.0-alpha.2"}[i%5]
			in.Facts.Rules = harbour().Facts.Rules
			state(&in.Facts, in.Host, landfall.FieldRules)
			e := in.Facts.Evidence[landfall.FieldSoftware]
			e.FirstSeen = now.AddDate(0, 0, -3-7*i)
			in.Facts.Evidence[landfall.FieldSoftware] = e
			in.Discovered = now.AddDate(0, 0, -20-30*i)
			cast = append(cast, invented{Instance: in, days: 90, click: time.Duration(90+i*120) * time.Millisecond, faulty: .01, hosting: hosts[i%3]})
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

// themedSite serves a world with sections that have servers in them.
func themedSite(t testing.TB) http.Handler {
	t.Helper()
	return engine(t, newWorld(append(everyone(), themed()...)...), Config{PublicURL: "https://landfall-sim.org"})
}

// TestPagesOfSectionsAreSound looks at those that have something to show.
func TestPagesOfSectionsAreSound(t *testing.T) {
	site := themedSite(t)
	for path, status := range sectionedPages() {
		t.Run(path, func(t *testing.T) {
			doc := document(t, site, path, status)
			checkHead(t, doc, status == http.StatusOK && !slices.Contains(unfound, path))
			checkHeadings(t, doc)
			checkReferences(t, doc)
			checkNothingInline(t, doc)
			for _, a := range elements(doc, "a") {
				href, _ := attr(a, "href")
				if to, _, _ := strings.Cut(href, "#"); strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "/api/") && !ofTheAPI.MatchString(to) {
					if w := get(t, site, to); w.Code != http.StatusOK {
						t.Errorf("it leads to %s, which is answered with %d", href, w.Code)
					}
				}
			}
		})
	}
}

func TestATopicShowsItsServers(t *testing.T) {
	site := themedSite(t)
	text := words(elements(document(t, site, "/topics/music", http.StatusOK), "main")[0])
	for _, want := range []string{"people active this month 24,400", "Metal 8", "Iron Choir", "Atom feed", "#metal", "Photography", "Show all 20 servers"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	list := words(byID(t, document(t, site, "/servers?topic=music&signup=any", http.StatusOK), "count"))
	if !strings.HasPrefix(list, "20 ") {
		t.Errorf("the list has %s", list)
	}
}

// TestAdultServersAreShownToWhoAsks: the page of the topic counts them, and names them once
// somebody has said that they are an adult.
func TestAdultServersAreShownToWhoAsks(t *testing.T) {
	site := themedSite(t)
	for path, shown := range map[string]bool{"/topics/adult": false, "/topics/adult?show=adult": true, "/topics/art": false, "/topics": false} {
		if text := words(document(t, site, path, http.StatusOK)); strings.Contains(text, "After Dark") != shown {
			t.Errorf("%s shows servers for adults: %v", path, !shown)
		}
	}
}

func TestASectionHasOneAddress(t *testing.T) {
	site := themedSite(t)
	for path, want := range map[string]string{"/topics/Music": "/topics/music", "/topics/music.metal": "/topics/music/metal"} {
		if w := get(t, site, path); w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != want {
			t.Errorf("%s: %d to %s, want %s", path, w.Code, w.Header().Get("Location"), want)
		}
	}
}
