package web

import (
	"go/ast"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"landfall/web/phrase"
	"landfall/web/tongue"
)

// anEnglishWord is none of German.
var anEnglishWord = regexp.MustCompile(`(?i)\b(the|of|it|is|not|and|since|until|from|stated|active|because|answers|accounts|posts|visit|none|with|closing|people|known)\b`)

// latin are words in letters that Japanese writes only names in.
var latin = regexp.MustCompile(`[A-Za-z]{2,}`)

// namesOfThings are written so in every language.
var namesOfThings = []string{"UTC", "TLS", "IPv", "AAAA", "JSON", "HTTP", "DNS", "nodeinfo", "usage", "Landfall", "Fediverse", "hide", "in", "statistics", "private", "X", "Robots", "Tag", "noindex"}

// leftIn finds what of a page's own words is English, given how the language shows it.
func leftIn(code, text string) []string {
	if code == "de" {
		return anEnglishWord.FindAllString(text, -1)
	}
	return slices.DeleteFunc(latin.FindAllString(text, -1), func(word string) bool { return slices.Contains(namesOfThings, word) })
}

func TestLinesOfACheckAreInTheReadersLanguage(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for _, code := range []string{"de", "ja"} {
		for _, in := range everyone() {
			doc := document(t, site, "/"+code+checkPath(in.Host), http.StatusOK)
			lists := elementsOf(doc, "checks")
			if len(lists) == 0 {
				t.Fatalf("no lines for %s", in.Host)
			}
			for _, list := range lists {
				checkLeft(t, code, list)
			}
		}
	}
}

func TestReasonsOfANoticeAreInTheReadersLanguage(t *testing.T) {
	w := newWorld(closingServers()...)
	site := engine(t, w, Config{})
	for _, code := range []string{"de", "ja"} {
		for _, in := range closingServers() {
			for i := range in.Closes {
				if !in.Closes[i].State.Public() {
					continue
				}
				for _, section := range elements(document(t, site, "/"+code+noticePath(in.Closes[i].ID), http.StatusOK), "section") {
					if by, _ := attr(section, "aria-labelledby"); by == "history-h" {
						checkLeft(t, code, section)
					}
				}
			}
		}
	}
	page := strings.Join(strings.Fields(get(t, site, "/de/notices/n-farew").Body.String()), " ")
	if want := `Eine Schließung wird angegeben. Der Wortlaut: „<bdi class="theirs" lang="">After five good years we close on 17 November 2026. Thank you all!</bdi>“`; !strings.Contains(page, want) {
		t.Errorf("it does not say %s", want)
	}
	if want := `<span class="theirs" dir="auto">It is on the server’s own page.</span>`; !strings.Contains(page, want) {
		t.Errorf("the operator's own words are not shown: %s", want)
	}
}

// elementsOf finds the elements of a class.
func elementsOf(doc *html.Node, class string) []*html.Node {
	return slices.DeleteFunc(elements(doc), func(n *html.Node) bool { return !hasClass(n, class) })
}

func checkLeft(t *testing.T, code string, n *html.Node) {
	t.Helper()
	for _, text := range ownTexts(n) {
		if left := leftIn(code, hostish.ReplaceAllString(text, " ")); len(left) > 0 {
			t.Errorf("%s: %q in %q is English", code, left, text)
		}
	}
}

// Whatever a line gives as a reason, pages have words for.
func TestEveryReasonWithARemedyIsSaid(t *testing.T) {
	english := tongue.With(t.Context(), tongue.English())
	ctx := tongue.With(t.Context(), tongue.Find("ja"))
	found := 0
	for _, file := range parsed(t, "../remedy.go") {
		ast.Inspect(file, func(n ast.Node) bool {
			pair, ok := n.(*ast.KeyValueExpr)
			if !ok {
				return true
			}
			reason, ok := literal(pair.Key)
			if ok {
				found++
				if text := phrase.Reason(ctx, reason); strings.EqualFold(text, strings.ReplaceAll(reason, "_", " ")) || text == phrase.Reason(english, reason) {
					t.Errorf("%s is said as %q", reason, text)
				}
			}
			return true
		})
	}
	if found < 50 {
		t.Errorf("%d reasons", found)
	}
}
