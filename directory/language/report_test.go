package language

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"landfall/directory/lexicon"
	"landfall/internal/fixtures"
)

// TestLanguagesReport compares the language observed in the descriptions of joinmastodon
// with the languages that the servers declare there. FIXTURES names another folder.
func TestLanguagesReport(t *testing.T) {
	data := fixtures.Read(t, "lists", "joinmastodon", "servers_2026-07_half.json")
	var servers []struct {
		Domain, Description string
		Languages           []string
	}
	if err := json.Unmarshal(data, &servers); err != nil {
		t.Fatal(err)
	}
	agree, differ, silent := 0, 0, 0
	var notes strings.Builder
	for _, s := range servers {
		observed := Observed(Find(Input{Texts: []lexicon.Text{{Source: lexicon.Description, Text: s.Description}}}))
		declared := []string{}
		for _, f := range Find(Input{Declared: s.Languages}) {
			declared = append(declared, f.Language)
		}
		same := func(code string) bool {
			return slices.Contains(declared, code) || code == "nn" && slices.Contains(declared, "no")
		}
		switch {
		case len(observed) == 0:
			silent++
		case slices.ContainsFunc(observed, same):
			agree++
		default:
			differ++
			fmt.Fprintf(&notes, "  %s declares %v, observed %v: %.120q\n", s.Domain, s.Languages, observed, s.Description)
		}
	}
	precision := float64(agree) / float64(agree+differ)
	t.Logf("languages: of %d servers %d agree, %d differ, for %d the text does not tell; agreement %.2f where it tells\n%s", len(servers), agree, differ, silent, precision, notes.String())
	if precision < 0.9 || silent > len(servers)/4 {
		t.Errorf("agreement %.2f, silent on %d of %d", precision, silent, len(servers))
	}
}
