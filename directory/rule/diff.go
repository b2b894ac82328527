package rule

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"

	"landfall"
	"landfall/directory/lexicon"
)

// ChangeKind is what became of one rule.
type ChangeKind string

// The kinds of change.
const (
	Kept    ChangeKind = "kept"
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed" // the same rule in other words
	Moved   ChangeKind = "moved"   // kept, elsewhere in the list
)

// Change is what became of one rule from one list of rules to another.
type Change struct {
	Kind ChangeKind `json:"kind"`
	// Old and New are the rule before and after; empty where there is none.
	Old landfall.Rule `json:"old,omitzero"`
	New landfall.Rule `json:"new,omitzero"`
	// Parts spell a changed rule's text: what is kept, gone and new in it, in order.
	Parts []Part `json:"parts,omitempty"`
}

// Part is a stretch of a changed rule.
type Part struct {
	Kind ChangeKind `json:"kind"` // kept, added or removed
	Text string     `json:"text"`
}

// alike is from which share of words in common on two rules are the same in other words.
const alike = 0.5

// Diff compares two lists of rules. The changes are in the order of the new list; what
// is removed stands where it was.
func Diff(before, after []landfall.Rule) []Change {
	partner := pair(before, after)
	inOrder := increasing(partner)
	var changes []Change
	next := 0 // the first old rule that has not been dealt with
	drop := func(until int) {
		for ; next < until; next++ {
			if !slices.Contains(partner, next) {
				changes = append(changes, Change{Kind: Removed, Old: before[next]})
			}
		}
	}
	for i, rule := range after {
		old := partner[i]
		switch {
		case old < 0:
			changes = append(changes, Change{Kind: Added, New: rule})
			continue
		case inOrder[i]:
			drop(old)
		}
		changes = append(changes, compare(before[old], rule, inOrder[i]))
	}
	drop(len(before))
	return changes
}

func compare(old, now landfall.Rule, inOrder bool) Change {
	c := Change{Kind: Kept, Old: old, New: now}
	switch {
	case old != now:
		c.Kind = Changed
		c.Parts = words(text(old), text(now))
	case !inOrder:
		c.Kind = Moved
	}
	return c
}

// text is a rule with its explanation.
func text(r landfall.Rule) string { return strings.TrimSpace(r.Text + "\n" + r.Hint) }

// pair returns for each new rule the old one that it was, -1 if it is new: first the same
// words, then the most words in common.
func pair(before, after []landfall.Rule) []int {
	partner := make([]int, len(after))
	taken := make([]bool, len(before))
	for i := range after {
		partner[i] = -1
		for j := range before {
			if !taken[j] && before[j] == after[i] {
				partner[i], taken[j] = j, true
				break
			}
		}
	}
	type match struct {
		share    float64
		old, now int
	}
	var matches []match
	for i := range after {
		for j := range before {
			if partner[i] < 0 && !taken[j] {
				if share := common(text(before[j]), text(after[i])); share >= alike {
					matches = append(matches, match{share, j, i})
				}
			}
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int { return cmp.Compare(b.share, a.share) })
	for _, m := range matches {
		if partner[m.now] < 0 && !taken[m.old] {
			partner[m.now], taken[m.old] = m.old, true
		}
	}
	return partner
}

// common is the share of words that two texts have in common, from 0 to 1 (Dice).
func common(a, b string) float64 {
	have := map[string]int{}
	total, both := 0, 0
	for word := range wordsOf(a) {
		have[word]++
		total++
	}
	for word := range wordsOf(b) {
		total++
		if have[word] > 0 {
			have[word]--
			both++
		}
	}
	if total == 0 {
		return 0
	}
	return 2 * float64(both) / float64(total)
}

// wordsOf yields the words of a text, without what stands between them.
func wordsOf(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, piece := range pieces(lexicon.Fold(text).Text) {
			first, _ := utf8.DecodeRuneInString(piece)
			if (lexicon.IsLetter(first) || lexicon.IsSign(first)) && !yield(piece) {
				return
			}
		}
	}
}

// increasing marks the longest run of partners that stand in the same order in both
// lists; the others have moved.
func increasing(partner []int) []bool {
	best := make([]int, len(partner)) // length of the run that ends here
	from := make([]int, len(partner))
	last := -1
	for i, old := range partner {
		if old < 0 {
			continue
		}
		best[i], from[i] = 1, -1
		for j := range i {
			if partner[j] >= 0 && partner[j] < old && best[j] >= best[i] {
				best[i], from[i] = best[j]+1, j
			}
		}
		if last < 0 || best[i] > best[last] {
			last = i
		}
	}
	run := make([]bool, len(partner))
	for ; last >= 0; last = from[last] {
		run[last] = true
	}
	return run
}

// words compares two texts word by word. Every word becomes one sign, so that the
// library compares words.
func words(old, now string) []Part {
	signs := map[string]rune{}
	var spelt []string
	encode := func(text string) []rune {
		var out []rune
		for _, word := range pieces(text) {
			sign, known := signs[word]
			if !known {
				const first = 0x10000 // beyond the surrogates, so that every sign is valid
				sign = first + rune(len(spelt))
				signs[word] = sign
				spelt = append(spelt, word)
			}
			out = append(out, sign)
		}
		return out
	}
	a, b := encode(old), encode(now)
	differ := diffmatchpatch.New()
	kinds := map[diffmatchpatch.Operation]ChangeKind{
		diffmatchpatch.DiffEqual: Kept, diffmatchpatch.DiffInsert: Added, diffmatchpatch.DiffDelete: Removed,
	}
	var parts []Part
	for _, d := range differ.DiffCleanupSemantic(differ.DiffMainRunes(a, b, false)) {
		var text strings.Builder
		for _, sign := range d.Text {
			text.WriteString(spelt[sign-0x10000])
		}
		parts = append(parts, Part{kinds[d.Type], text.String()})
	}
	return parts
}

// pieces splits a text into words and what stands between them; a sign of a script
// without spaces is a word.
func pieces(text string) []string {
	var all []string
	inWord := false
	for _, r := range text {
		letter := lexicon.IsLetter(unicode.ToLower(r))
		if sign := lexicon.IsSign(r); !sign && letter && inWord || !sign && !letter && !inWord && len(all) > 0 {
			all[len(all)-1] += string(r)
		} else {
			all = append(all, string(r))
		}
		inWord = letter && !lexicon.IsSign(r)
	}
	return all
}
