package towns

import (
	"embed"
	"io"
	"iter"
	"strconv"
	"strings"
	"sync"
)

// File is the name of the table in the folder dist.
const File = "towns.tsv"

//go:embed all:dist
var dist embed.FS

// Town is what one name may mean.
type Town struct {
	// Country is its ISO 3166 code in small letters, and Key its main name in small letters
	// without accents, with hyphens for spaces.
	Country, Key string
	Inhabitants  int
	// Main tells that this is the name most used for it, and not an alternate one.
	Main bool
	// Unsure tells that the name is also a word or a person's in some language, or very
	// short: by itself it says nothing.
	Unsure bool
}

// Table is the towns by name. It is safe for concurrent use.
type Table struct {
	lines map[string]string // what follows a folded name on its line
	words int               // of the longest name
}

// Default is the table that is part of the program; empty if it was built without.
var Default = sync.OnceValue(Load)

// Load reads the table that is part of the program anew.
func Load() *Table {
	var text strings.Builder // dist.ReadFile would hold the table twice
	if file, err := dist.Open("dist/" + File); err == nil {
		defer file.Close()
		if _, err := io.Copy(&text, file); err != nil {
			return New("")
		}
	}
	return New(text.String())
}

// New returns the table in a text that [Pack] wrote. Lines that it did not write are left
// out.
func New(text string) *Table {
	t := &Table{lines: make(map[string]string, strings.Count(text, "\n"))}
	for line := range strings.Lines(text) {
		name, means, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if ok {
			t.lines[name] = means
			t.words = max(t.words, strings.Count(name, " ")+1)
		}
	}
	return t
}

// Len is how many names there are.
func (t *Table) Len() int { return len(t.lines) }

// Words is how many words the longest name has.
func (t *Table) Words() int { return t.words }

// All returns every folded name with the towns that have it, in no order.
func (t *Table) All() iter.Seq2[string, []Town] {
	return func(yield func(string, []Town) bool) {
		for name := range t.lines {
			if !yield(name, t.Lookup(name)) {
				return
			}
		}
	}
}

// Has reports whether a folded name is one of a town.
func (t *Table) Has(name string) bool { _, ok := t.lines[name]; return ok }

// Lookup returns the towns that have a folded name, the largest first.
func (t *Table) Lookup(name string) []Town {
	var found []Town
	for means := range strings.FieldsFuncSeq(t.lines[name], func(r rune) bool { return r == ';' }) {
		if town, ok := parse(means); ok {
			found = append(found, town)
		}
	}
	return found
}

// The flags of a meaning.
const (
	flagMain   = "m"
	flagUnsure = "u"
)

// parse reads "country key inhabitants flags".
func parse(means string) (Town, bool) {
	fields := strings.Split(means, " ")
	if len(fields) != 4 {
		return Town{}, false
	}
	n, err := strconv.Atoi(fields[2])
	return Town{
		Country: fields[0], Key: fields[1], Inhabitants: n,
		Main: strings.Contains(fields[3], flagMain), Unsure: strings.Contains(fields[3], flagUnsure),
	}, err == nil
}

func (t Town) String() string {
	flags := "-"
	if t.Main {
		flags += flagMain
	}
	if t.Unsure {
		flags += flagUnsure
	}
	return strings.Join([]string{t.Country, t.Key, strconv.Itoa(t.Inhabitants), flags}, " ")
}
