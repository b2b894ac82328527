package notice

import (
	"bytes"
	_ "embed" // the lists
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"gopkg.in/yaml.v3"

	"landfall/directory/lexicon"
)

//go:embed dates.yaml
var embeddedDates []byte

// dayWords is the file of words for days as it is written; its head says how.
type dayWords struct {
	Months     map[int]words    `yaml:"months"`
	End        words            `yaml:"end"`
	Start      words            `yaml:"start"`
	Middle     words            `yaml:"middle"`
	Within     words            `yaml:"within"`
	Units      map[string]words `yaml:"units"`
	Numbers    map[int]words    `yaml:"numbers"`
	FromNow    words            `yaml:"from_now"`
	Today      words            `yaml:"today"`
	Tomorrow   words            `yaml:"tomorrow"`
	ThisMonth  words            `yaml:"this_month"`
	NextMonth  words            `yaml:"next_month"`
	ThisYear   words            `yaml:"this_year"`
	YearEnd    words            `yaml:"year_end"`
	Before     words            `yaml:"before"`
	Slash      words            `yaml:"before_slash"`
	FromNowOne words            `yaml:"from_now_one"`
	Pair       map[string]words `yaml:"pair"`
	MonthEnd   words            `yaml:"month_end"`
	Minutes    words            `yaml:"minutes"`
	NotFor     words            `yaml:"not_for"`
	Ordinals   map[int]words    `yaml:"ordinals"`
}

// calendar finds days in folded text.
type calendar struct {
	months  map[string]time.Month
	units   map[string]string
	numbers map[string]int
	parts   map[string]part
	forms   []form
	ordinal map[string]int
	span    *regexp.Regexp
	notFor  []string
}

// form is one way to write a day and what it means.
type form struct {
	*regexp.Regexp
	read func(c *calendar, m []string, posted time.Time) (Window, bool)
}

// part is a part of a month or a year.
type part uint8

const (
	whole part = iota
	partStart
	partMiddle
	partEnd
)

// days is the calendar with the words that Landfall comes with.
var days = sync.OnceValue(func() *calendar {
	decoder := yaml.NewDecoder(bytes.NewReader(embeddedDates))
	decoder.KnownFields(true)
	var w dayWords
	if err := decoder.Decode(&w); err != nil {
		panic(err) // of a file that the tests read too
	}
	c := &calendar{months: map[string]time.Month{}, units: map[string]string{}, numbers: map[string]int{}, parts: map[string]part{}}
	var months, units, numbers words
	for month, names := range w.Months {
		for _, name := range names {
			c.months[lexicon.FoldTerm(name)] = time.Month(month)
			months = append(months, name)
		}
	}
	for unit, names := range w.Units {
		for _, name := range names {
			c.units[lexicon.FoldTerm(name)] = unit
			units = append(units, name)
		}
	}
	for unit, names := range w.Pair {
		for _, name := range names {
			c.units[lexicon.FoldTerm(name)] = unit
		}
	}
	for n, names := range w.Numbers {
		for _, name := range names {
			c.numbers[lexicon.FoldTerm(name)] = n
			numbers = append(numbers, name)
		}
	}
	for p, names := range map[part]words{partStart: w.Start, partMiddle: w.Middle, partEnd: w.End} {
		for _, name := range names {
			c.parts[lexicon.FoldTerm(name)] = p
		}
	}
	c.ordinal = map[string]int{}
	for n, names := range w.Ordinals {
		for _, name := range names {
			c.ordinal[spell(name)] = n
		}
	}
	c.span = spanOf(&w, numbers)
	for _, word := range slices.Concat(w.NotFor, w.FromNow) {
		c.notFor = append(c.notFor, lexicon.FoldTerm(word))
	}
	c.forms = c.formsOf(&w, months, units, numbers)
	return c
})

// anyOf returns an expression for any of the words, the longest first.
func anyOf(lists ...words) string {
	var all []string
	for _, list := range lists {
		for _, word := range list {
			all = append(all, regexp.QuoteMeta(lexicon.FoldTerm(word)))
		}
	}
	slices.SortFunc(all, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return `(` + strings.Join(slices.Compact(all), `|`) + `)`
}
