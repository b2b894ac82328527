package topic

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"unicode/utf8"

	"landfall"
	"landfall/directory/lexicon"
	"landfall/internal/fixtures"
)

// tuning leaves the disagreements of the half that rules are not tuned on unprinted.
var tuning = flag.Bool("tuning", false, "print no disagreement of the half that is held out")

// counterpart says which topics answer to a hand-assigned category of joinmastodon. The
// first is the category's counterpart: shown without the category it counts as wrong.
// The others are finer than the list's categories: with the category they are right,
// without it the list says nothing of them. "regional" is a place, not a topic; the list
// gives it to servers for everybody in a region, so that "general" is not wrong there.
var counterpart = map[string][]ID{
	"general":    {"general"},
	"tech":       {"tech", "science"},
	"games":      {"games", "anime", "film"},
	"activism":   {"politics", "climate", "food", "transport", "identity"},
	"academia":   {"academia", "science", "history", "books", "business"},
	"lgbt":       {"lgbtq", "identity"},
	"music":      {"music"},
	"furry":      {"furry"},
	"art":        {"art", "film", "books"},
	"hobby":      {"hobby", "transport", "outdoors", "food"},
	"food":       {"food"},
	"journalism": {"news"},
	"books":      {"books"},
	"bipoc":      {"identity.black-bipoc", "identity"},
	"religion":   {"faith"},
	"sports":     {"sport"},
}

// judged is one server of a list with the categories somebody gave it.
type judged struct {
	Host        landfall.Host `json:"domain"`
	Description string        `json:"description"`
	Categories  []string      `json:"categories"`
}

// heldOut reports whether rules are not tuned on this server. All of the list was read
// once before the taxonomy was written, so this half is unseen by the rules only.
func (j judged) heldOut() bool { return sha256.Sum256([]byte(j.Host))[0]&1 == 1 }

func (j judged) input() Input {
	return Input{Host: j.Host, Texts: []Text{{Source: SourceDescription, Text: j.Description}}}
}

// score counts for one category: its truths, those with a sign in the text, and the
// answers.
type score struct {
	truths, signs, found, foundSigns int
	right, wrong                     int
	aside                            int // said general of a regional server
}

func (s *score) add(o score) {
	s.truths += o.truths
	s.signs += o.signs
	s.found += o.found
	s.foundSigns += o.foundSigns
	s.right += o.right
	s.wrong += o.wrong
	s.aside += o.aside
}

func (s *score) precision() float64 { return share(s.right, s.right+s.wrong) }
func (s *score) recall() float64    { return share(s.found, s.truths) }
func (s *score) recallSign() float64 {
	return share(s.foundSigns, s.signs)
}

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// TestTopicsReport classifies the servers that joinmastodon's editors put into
// categories and prints how far the two agree. FIXTURES names another folder.
func TestTopicsReport(t *testing.T) {
	servers := readJudged(t)
	c := classifier()
	halves := map[bool]map[string]*score{false: {}, true: {}}
	var disagreements strings.Builder
	for _, j := range servers {
		notes := c.judge(j, halves[j.heldOut()])
		if len(notes) > 0 && (!j.heldOut() || !*tuning) {
			fmt.Fprintf(&disagreements, "%s %v: %s\n    %s\n", j.Host, j.Categories, strings.Join(notes, "; "), lexicon.Clean(j.Description))
		}
	}
	all := map[string]*score{}
	for _, half := range halves {
		for category, s := range half {
			scoreOf(all, category).add(*s)
		}
	}
	t.Log("\n" + mappingTable() + table("tuned on", halves[false]) + table("held out", halves[true]) + table("all", all))
	t.Log("\ndisagreements (categories in brackets)\n" + disagreements.String())
	total := sum(all)
	t.Logf("said general of %d regional servers, not judged; with them as wrong the precision together is %.2f", total.aside, share(total.right, total.right+total.wrong+total.aside))
	if total.precision() < 0.90 || total.recallSign() < 0.70 {
		t.Errorf("precision %.2f and recall where there is a sign %.2f, want 0.90 and 0.70", total.precision(), total.recallSign())
	}
	for category, s := range all {
		if s.truths >= 10 && s.precision() < 0.80 {
			t.Errorf("%s: precision %.2f with %d truths, want 0.80", category, s.precision(), s.truths)
		}
	}
}

func readJudged(t *testing.T) []judged {
	t.Helper()
	data := fixtures.Read(t, "lists", "joinmastodon", "servers_2026-07_half.json")
	var servers []judged
	if err := json.Unmarshal(data, &servers); err != nil {
		t.Fatal(err)
	}
	return servers
}

// judge compares the answer for one server with its categories and notes every
// disagreement.
func (c *Classifier) judge(j judged, scores map[string]*score) (notes []string) {
	result := c.Classify(j.input())
	var shown []ID
	for _, f := range result.Topics {
		if !f.ID.IsSub() || categoryOf(f.ID) != "" {
			shown = append(shown, f.ID)
		}
	}
	answers := func(id ID) func(string) bool {
		return func(category string) bool { return slices.Contains(counterpart[category], id) }
	}
	for _, category := range j.Categories {
		topics, known := counterpart[category]
		if !known {
			continue
		}
		s := scoreOf(scores, category)
		found := slices.ContainsFunc(topics, func(id ID) bool { return slices.Contains(shown, id) })
		sign := c.taxonomy.sign(j, topics)
		s.add(score{truths: 1, signs: count(sign), found: count(found), foundSigns: count(found && sign)})
		if !found && sign {
			notes = append(notes, "not found: "+category)
		} else if !found {
			notes = append(notes, "not found, no sign: "+category)
		}
	}
	for _, id := range shown {
		switch category := categoryOf(id); {
		case slices.ContainsFunc(j.Categories, answers(id)):
			for _, category := range j.Categories {
				if answers(id)(category) {
					scoreOf(scores, category).add(score{right: 1})
					break
				}
			}
		case category == "general" && slices.Contains(j.Categories, "regional"):
			scoreOf(scores, category).add(score{aside: 1})
			notes = append(notes, fmt.Sprintf("said general of a regional server, not judged (%s)", why(result, id)))
		case category != "":
			scoreOf(scores, category).add(score{wrong: 1})
			notes = append(notes, fmt.Sprintf("said %s (%s)", id, why(result, id)))
		}
	}
	return notes
}

// sign reports whether the text or the host name has any word of the topics or of their
// sub-topics in it, whatever stands around it.
func (t *Taxonomy) sign(j judged, topics []ID) bool {
	text := lexicon.Fold(j.Description).Text + " " + lexicon.Fold(string(j.Host)).Text
	for _, topic := range t.Topics {
		if !slices.Contains(topics, topic.ID) && !slices.Contains(topics, topic.ID.Parent()) {
			continue
		}
		lists := append(slices.Collect(maps.Values(topic.terms.Words)), topic.terms.Domain)
		for _, list := range lists {
			for _, word := range list {
				term := readTerm(word).text
				if (len(term) > 3 || utf8.RuneCountInString(term) < len(term)) && strings.Contains(text, term) {
					return true
				}
			}
		}
	}
	return false
}

func why(r Result, id ID) string {
	for _, f := range r.Topics {
		if f.ID == id {
			var reasons []string
			for _, e := range f.Evidence {
				reasons = append(reasons, fmt.Sprintf("%s %q %.2f", e.Source, e.Term, e.Weight))
			}
			return strings.Join(reasons, ", ")
		}
	}
	return ""
}

// categoryOf returns the category whose counterpart the topic is, or "".
func categoryOf(id ID) string {
	for category, topics := range counterpart {
		if topics[0] == id {
			return category
		}
	}
	return ""
}

func scoreOf(scores map[string]*score, category string) *score {
	if scores[category] == nil {
		scores[category] = &score{}
	}
	return scores[category]
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func sum(scores map[string]*score) *score {
	var total score
	for _, s := range scores {
		total.add(*s)
	}
	return &total
}

func mappingTable() string {
	var b strings.Builder
	b.WriteString("category → topics (the first is its counterpart)\n")
	for _, category := range slices.Sorted(maps.Keys(counterpart)) {
		fmt.Fprintf(&b, "  %-11s %v\n", category, counterpart[category])
	}
	return b.String() + "\n"
}

func table(name string, scores map[string]*score) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "%s\ttruths\twith a sign\tright\twrong\tprecision\trecall\trecall where a sign\t\n", name)
	row := func(name string, s *score) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%.2f\t%.2f\t%.2f\t\n", name, s.truths, s.signs, s.right, s.wrong, s.precision(), s.recall(), s.recallSign())
	}
	byTruths := slices.SortedFunc(maps.Keys(scores), func(a, b string) int {
		return cmp.Or(cmp.Compare(scores[b].truths, scores[a].truths), cmp.Compare(a, b))
	})
	for _, category := range byTruths {
		row(category, scores[category])
	}
	row("together", sum(scores))
	w.Flush()
	return b.String() + "\n"
}
