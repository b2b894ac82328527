package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"landfall"
)

// A number that is hard to believe is marked wherever it is shown, and totals that
// leave it out say so.
func TestADoubtfulNumberIsMarkedEverywhere(t *testing.T) {
	honest := harbour()
	site := engine(t, newWorld(honest, boaster()), Config{})
	text := func(path string) string {
		return strings.Join(strings.Fields(lines(elements(document(t, site, path, http.StatusOK), "main")[0])), " ")
	}
	for _, path := range []string{"/servers", "/servers?view=table", "/s/big-talk-sim.social"} {
		page := text(path)
		const mark = "Doubtful: contradicts its other numbers"
		for rest := page; ; {
			_, after, found := strings.Cut(rest, "40,000,000")
			if !found {
				break
			}
			if !strings.Contains(after[:min(len(after), 120)], mark) {
				t.Errorf("%s shows the number without a mark: …%.120s", path, after)
			}
			rest = after
		}
		if !strings.Contains(page, mark) {
			t.Errorf("%s does not mark the number", path)
		}
	}
	if page := text("/s/big-talk-sim.social"); !strings.Contains(page, "many times what it stated before: 120 until ") {
		t.Error("the evidence does not say what was believed before")
	}
	home := text("/")
	for _, want := range []string{"1,240 people active this month", "Active this month 1,240 40,001,240 1 1 0 0"} {
		if !strings.Contains(strings.ReplaceAll(home, "people active this month 1,240", "1,240 people active this month"), want) {
			t.Errorf("the home page does not say %q: %s", want, home)
		}
	}
	if list := text("/servers?sort=active"); strings.Index(list, "Big Talk") < strings.Index(list, honest.Facts.Name) {
		t.Error("the order by active people begins with a doubtful number")
	}
}

// A name that looks like a larger server's is shown by its plain form, with a note.
func TestANameThatLooksLikeAnothersIsShownPlainly(t *testing.T) {
	large := alive("modern-sim.social", "Modern", "", "mastodon", landfall.SignupOpen, 9_000, "en")
	host, err := landfall.ParseHost("mödern-sim.social")
	if err != nil {
		t.Fatal(err)
	}
	site := engine(t, newWorld(
		invented{Instance: large, Days: 3, Click: time.Second},
		invented{Instance: alive(host, "Modern", "", "mastodon", landfall.SignupOpen, 12, "en"), Days: 3, Click: time.Second},
	), Config{})
	for _, path := range []string{"/s/" + string(host), "/servers", "/servers?view=table"} {
		page := lines(elements(document(t, site, path, http.StatusOK), "main")[0])
		if strings.Contains(page, "mödern") || !strings.Contains(page, string(host)) {
			t.Errorf("%s does not show the name by its plain form", path)
		}
	}
	if page := lines(elements(document(t, site, "/s/"+string(host), http.StatusOK), "main")[0]); !strings.Contains(page, "This is not modern-sim.social") {
		t.Error("its page has no note")
	}
}
