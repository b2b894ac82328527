package towns

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"landfall"
	"landfall/directory/lexicon"
)

// MinInhabitants is how many people a place in the table has at least.
const MinInhabitants = 15_000

// The fewest letters of a name that says something by itself, and of a main name that is in
// the table at all. A sign of Chinese, Japanese or Korean says as much as two letters.
const (
	minSure = 5
	minName = 3
	minKana = 4 // signs of a name in nothing but Hiragana
)

// maxWords is how many words a name has at most.
const maxWords = 4

// The columns of GeoNames' tables of cities, from https://download.geonames.org/export/dump/.
const (
	columnName       = 1
	columnAlternate  = 3
	columnLatitude   = 4
	columnLongitude  = 5
	columnFeature    = 7
	columnCountry    = 8
	columnPopulation = 14
	columns          = 19
)

// passed over are parts of towns and places where nobody lives any more.
var passedOver = []string{"PPLX", "PPLH", "PPLQ", "PPLW"}

// Pack writes the table of the towns in one of GeoNames' tables of cities. Names that are
// among words, which are compared folded, are marked as unsure. What is no such table is
// [landfall.ErrInvalid].
func Pack(w io.Writer, geonames io.Reader, words map[string]bool) error {
	table := map[string][]Town{}
	err := each(geonames, func(fields []string, inhabitants int) error {
		enter(table, fields, inhabitants, words)
		return nil
	})
	if err != nil {
		return err
	}
	return write(w, table)
}

// each calls fn for each town in one of GeoNames' tables, with its columns and inhabitants. It
// stops at the first error of fn and returns it.
func each(geonames io.Reader, fn func(fields []string, inhabitants int) error) error {
	lines := bufio.NewScanner(geonames)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) != columns {
			return fmt.Errorf("towns: line %d has %d columns, not %d: %w", n, len(fields), columns, landfall.ErrInvalid)
		}
		inhabitants, err := strconv.Atoi(fields[columnPopulation])
		if err != nil {
			return fmt.Errorf("towns: line %d: %w: %w", n, landfall.ErrInvalid, err)
		}
		if inhabitants >= MinInhabitants && !slices.Contains(passedOver, fields[columnFeature]) {
			if err := fn(fields, inhabitants); err != nil {
				return fmt.Errorf("towns: line %d: %w", n, err)
			}
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("towns: %w", err)
	}
	return nil
}

// enter adds a town under each of its names.
func enter(table map[string][]Town, fields []string, inhabitants int, words map[string]bool) {
	main := lexicon.FoldTerm(fields[columnName])
	town := Town{Country: strings.ToLower(fields[columnCountry]), Key: Key(main), Inhabitants: inhabitants, Main: true}
	if length(main) >= minName {
		town.Unsure = length(main) < minSure || words[main]
		table[main] = put(table[main], town)
	}
	town.Main, town.Unsure = false, false
	for name := range strings.SplitSeq(fields[columnAlternate], ",") {
		if folded := lexicon.FoldTerm(name); isName(name) && folded != main && says(folded, words) {
			table[folded] = put(table[folded], town)
		}
	}
}

// says reports whether an alternate name means the town and nothing else: there are many,
// so that those that are short, or of nothing but common words, are left out.
func says(name string, words map[string]bool) bool {
	if length(name) < minSure || strings.Count(name, " ") >= maxWords {
		return false
	}
	if !strings.ContainsFunc(name, func(r rune) bool { return !unicode.Is(unicode.Hiragana, r) }) {
		return utf8.RuneCountInString(name) >= minKana
	}
	for word := range strings.FieldsSeq(name) {
		if !words[word] {
			return true
		}
	}
	return false
}

// put adds a meaning; of towns of one country with one name the largest stands for all.
func put(towns []Town, town Town) []Town {
	i := slices.IndexFunc(towns, func(o Town) bool { return o.Country == town.Country && o.Key == town.Key })
	switch {
	case i < 0:
		return append(towns, town)
	case towns[i].Inhabitants < town.Inhabitants:
		town.Main = town.Main || towns[i].Main
		towns[i] = town
	default:
		towns[i].Main = towns[i].Main || town.Main
	}
	return towns
}

// Key returns the key of a town with this main name.
func Key(name string) string {
	return strings.Join(strings.FieldsFunc(lexicon.FoldTerm(name), func(r rune) bool {
		return !lexicon.IsLetter(r) && !lexicon.IsSign(r)
	}), "-")
}

// length counts letters, and signs for two.
func length(name string) int {
	n := 0
	for _, r := range name {
		switch {
		case lexicon.IsSign(r):
			n += 2
		case lexicon.IsLetter(r):
			n++
		}
	}
	return n
}

// isName reports whether an alternate name is written as one. GeoNames has how names sound
// among them, in small letters, and codes of stations, with digits.
func isName(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return !unicode.IsLower(first) && !strings.ContainsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune(" -'’.ʼʻ", r)
	})
}

func write(w io.Writer, table map[string][]Town) error {
	out := bufio.NewWriter(w) // which keeps the first error until it is flushed
	for _, name := range slices.Sorted(maps.Keys(table)) {
		towns := slices.SortedFunc(slices.Values(table[name]), func(a, b Town) int {
			return cmp.Or(cmp.Compare(b.Inhabitants, a.Inhabitants), cmp.Compare(a.Country, b.Country), cmp.Compare(a.Key, b.Key))
		})
		means := make([]string, 0, len(towns))
		for _, town := range towns {
			means = append(means, town.String())
		}
		_, _ = out.WriteString(name + "\t" + strings.Join(means, ";") + "\n")
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("towns: %w", err)
	}
	return nil
}
