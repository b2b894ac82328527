package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// unfound are those that search engines are not to find, in the themed world: without a
// server, or for who asks only.
var unfound = []string{"/topics/adult?show=adult", "/places/is", "/languages/zu", "/software/takahe", "/places/de?meaning=legally_based"}

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

// TestTheThreeQuestionsAboutPlacesStayApart: each page counts its own servers and leads to
// their list.
func TestTheThreeQuestionsAboutPlacesStayApart(t *testing.T) {
	site := themedSite(t)
	for path, want := range map[string]string{
		"/places/de": "/servers?place=de&signup=any", "/places/de?meaning=hosted_in": "/servers?host=de&signup=any", "/places/fi?meaning=hosted_in": "/servers?host=fi&signup=any",
	} {
		doc := document(t, site, path, http.StatusOK)
		all := ""
		for _, a := range elements(doc, "a") {
			if strings.HasPrefix(words(a), "Show all ") {
				all, _ = attr(a, "href")
			}
		}
		if all != want {
			t.Errorf("%s leads to %s, want %s", path, all, want)
			continue
		}
		count, _, _ := strings.Cut(words(byID(t, document(t, site, all, http.StatusOK), "count")), " ")
		if text := words(elements(doc, "main")[0]); !strings.Contains(text, "Show all "+count+" servers") {
			t.Errorf("%s does not say %s: %s", path, count, text)
		}
	}
	if text := words(document(t, site, "/places/de", http.StatusOK)); !strings.Contains(text, "2 more stand behind a delivery network") {
		t.Error("hidden servers are not told of")
	}
	if text := words(document(t, site, "/places?meaning=luck", http.StatusOK)); !strings.Contains(text, "There is no question “luck”") {
		t.Error("a question that there is not is dropped without a word")
	}
}

func TestDeclaredIsSetAgainstSeen(t *testing.T) {
	text := words(byID(t, document(t, themedSite(t), "/languages/de", http.StatusOK), "main"))
	for _, want := range []string{"Declared, and seen in their own texts 6", "Declared only 10", "Seen in their own texts only 0"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
}

// TestASoftwareShowsItsVersionsAndWhatIsRead: numbers of the chart stand in its table, and
// what no server states is named.
func TestASoftwareShowsItsVersionsAndWhatIsRead(t *testing.T) {
	doc := document(t, themedSite(t), "/software/mastodon", http.StatusOK)
	text := words(byID(t, doc, "main"))
	for _, want := range []string{"The newest release that is widely run is 4.5.2", "4.6.0, before its release", "Rules", "/api/v2/instance", "Stated by none of them: "} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	files := map[string]bool{}
	for _, a := range elements(doc, "a") {
		if _, download := attr(a, "download"); download {
			href, _ := attr(a, "href")
			files[href] = true
		}
	}
	if !files["/software/mastodon.csv"] || !files["/software/mastodon/adoption.csv"] {
		t.Errorf("charts have the files %v", files)
	}
}

// TestHomeLeadsToTheLargestTopics: with their counts, and to none for adults.
func TestHomeLeadsToTheLargestTopics(t *testing.T) {
	main := byID(t, document(t, themedSite(t), "/", http.StatusOK), "main")
	hrefs := map[string]string{}
	for _, a := range elements(main, "a") {
		href, _ := attr(a, "href")
		hrefs[href] = words(a)
	}
	if hrefs["/topics/music"] != "Music 20 servers" || hrefs["/topics"] == "" || hrefs["/places"] == "" {
		t.Errorf("home leads to %v", hrefs)
	}
	for _, a := range elements(main, "a") {
		if href, _ := attr(a, "href"); hasClass(a, "way") && (strings.HasPrefix(href, "/topics/adult") || strings.HasPrefix(href, "/topics/general")) {
			t.Errorf("a tile leads to %s", href)
		}
	}
}

// TestTagsLeadToSections: of cards, and of a server's own page.
func TestTagsLeadToSections(t *testing.T) {
	site := themedSite(t)
	for _, path := range []string{"/servers?q=saitenspiel&signup=any", "/s/saitenspiel-0-sim0.social"} {
		doc := document(t, site, path, http.StatusOK)
		for _, want := range []string{"/topics/music", "/places/de/berlin", "/languages/de"} {
			if !slices.ContainsFunc(elements(doc, "a"), func(a *html.Node) bool { href, _ := attr(a, "href"); return href == want }) {
				t.Errorf("%s does not lead to %s", path, want)
			}
		}
	}
}
