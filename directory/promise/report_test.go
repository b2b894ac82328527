package promise

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"landfall/directory/lexicon"
	"landfall/directory/notice"
	"landfall/internal/fixtures"
)

// TestPromisesReport prints every hit in all recorded texts with its sentence, and how
// many there are of each. Whether a hit is right is for a reader to say.
func TestPromisesReport(t *testing.T) {
	type key struct {
		kind Kind
		id   ID
	}
	texts, hits, lines := 0, map[key]int{}, map[key]*strings.Builder{}
	fixtures.Texts(t, func(source, text string) {
		texts++
		read := Default().Read(Input{Texts: []lexicon.Text{{Source: lexicon.About, Text: notice.PlainText(text).Text}}})
		for kind, all := range map[Kind][]Finding{KindPromise: read.Promises, KindPeople: read.RunBy, KindFunding: read.Funding} {
			for _, f := range all {
				k := key{kind, f.ID}
				hits[k]++
				if lines[k] == nil {
					lines[k] = &strings.Builder{}
				}
				fmt.Fprintf(lines[k], "  %s: %q in %q\n", source, f.Evidence[0].Term, f.Sentence)
			}
		}
	})
	for _, each := range []struct {
		kind Kind
		ids  []ID
	}{{KindPromise, Promises}, {KindPeople, People}, {KindFunding, Funding}} {
		for _, id := range each.ids {
			k := key{each.kind, id}
			t.Logf("%s %s: %d of %d texts", k.kind, id, hits[k], texts)
			if lines[k] != nil {
				t.Log("\n" + strings.Join(slices.Sorted(strings.Lines(lines[k].String())), ""))
			}
		}
	}
	const few = 3000
	if texts < few {
		t.Errorf("%d texts: a report is of %d at least", texts, few)
	}
}
