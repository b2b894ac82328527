// Package language says which languages an instance uses: what it declares, and what its
// own texts are observed to be written in. Neither stands in for the other.
package language

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
	"golang.org/x/text/language"

	"landfall/directory/lexicon"
)

// ruleVersion names the rules and the version of the detector.
const ruleVersion = "2.whatlanggo-1.0.1"

// SourceDeclared is the list of languages that an instance states.
const SourceDeclared lexicon.Source = "declared"

// Input is what the languages of one instance are read from.
type Input struct {
	Declared []string // BCP 47
	Texts    []lexicon.Text
}

// Finding is one language.
type Finding struct {
	Language string `json:"language"` // BCP 47, canonical: "ar" for "arb"
	Declared bool   `json:"declared"` // the instance says so
	Observed bool   `json:"observed"` // its own texts are written in it
	// Evidence has a declaration with weight 1, and each text that the language was found
	// in with the share of its letters that are in it.
	Evidence []lexicon.Evidence `json:"evidence"`
}

// How much of a text must be in a language, and how much text there must be to tell: one
// letter of Chinese, Japanese or Korean says as much as several others.
const (
	minShare   = 0.25
	minLetters = 20
	signWeight = 4
)

// Find returns the languages of an instance, those declared first. The empty list means
// that nothing is known.
func Find(in Input) []Finding {
	var all []Finding
	at := func(code string) *Finding {
		i := slices.IndexFunc(all, func(f Finding) bool { return f.Language == code })
		if i < 0 {
			i = len(all)
			all = append(all, Finding{Language: code})
		}
		return &all[i]
	}
	for _, declared := range in.Declared {
		tag, err := language.All.Parse(declared)
		if err != nil || tag == language.Und {
			continue
		}
		if f := at(tag.String()); !f.Declared {
			f.Declared = true
			f.Evidence = append(f.Evidence, lexicon.Evidence{Source: SourceDeclared, Term: declared, Weight: 1, Rule: ruleVersion})
		}
	}
	for _, text := range in.Texts {
		if text.Source == lexicon.Name {
			continue // too short, and often of no language
		}
		for code, o := range observe(text.Head()) {
			f := at(code)
			f.Observed = true
			f.Evidence = append(f.Evidence, lexicon.Evidence{
				Source: text.Source, Term: code, Text: lexicon.Snippet(o.sample, 0, 0), Weight: o.share, Rule: ruleVersion,
				FirstSeen: text.FirstSeen, LastSeen: text.LastSeen,
			})
		}
	}
	slices.SortStableFunc(all, func(a, b Finding) int {
		if a.Declared != b.Declared {
			return cmp.Compare(index(b.Declared), index(a.Declared))
		}
		if a.Declared {
			return 0 // as they are declared
		}
		return cmp.Compare(a.Language, b.Language)
	})
	return all
}

func index(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Observed returns the languages that texts are written in.
func Observed(all []Finding) []string {
	var codes []string
	for _, f := range all {
		if f.Observed {
			codes = append(codes, f.Language)
		}
	}
	return codes
}

// observation is how much of a text is in a language, and where that begins.
type observation struct {
	share  float64
	sample string
}

// observe detects the languages of a text piece by piece, for many say the same twice in
// two languages. Pieces too short to tell say nothing.
func observe(text string) map[string]observation {
	letters, total := map[string]int{}, 0
	samples := map[string]string{}
	for _, piece := range pieces(plain(text)) {
		size := lettersIn(piece)
		total += size
		info := whatlanggo.Detect(piece)
		if size < minLetters || !info.IsReliable() {
			continue
		}
		code := code(info.Lang)
		if code == "" {
			continue
		}
		letters[code] += size
		if samples[code] == "" {
			samples[code] = piece
		}
	}
	found := map[string]observation{}
	for code, n := range letters {
		if share := float64(n) / float64(total); share >= minShare {
			found[code] = observation{float64(int(100*share+0.5)) / 100, samples[code]}
		}
	}
	return found
}

// code returns the BCP 47 language of what the detector names, or "". It names some by a
// code of theirs alone, such as "arb" and "cmn", which everybody else calls "ar" and "zh".
func code(lang whatlanggo.Lang) string {
	tag, err := language.All.Parse(lang.Iso6393())
	if err != nil {
		return ""
	}
	base, _ := tag.Base()
	return base.String()
}

// plain drops what is in no language: addresses and hashtags.
func plain(text string) string {
	text = strings.Map(func(r rune) rune {
		if r == '\x01' {
			return ' '
		}
		return r
	}, lexicon.Mask(text))
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\t' })
	words = slices.DeleteFunc(words, func(w string) bool { return strings.HasPrefix(w, "#") })
	return strings.Join(words, " ")
}

// pieces splits a text into paragraphs and the parts between bars and slashes; one too
// short to tell is joined to the next.
func pieces(text string) []string {
	const enough = 2 * minLetters
	var out []string
	open := ""
	parts := strings.FieldsFunc(strings.ReplaceAll(text, " / ", "\n"), func(r rune) bool { return r == '\n' || r == '|' || r == '・' })
	for _, part := range parts {
		open = strings.TrimSpace(open + " " + part)
		if lettersIn(open) >= enough {
			out, open = append(out, open), ""
		}
	}
	switch {
	case open == "":
	case len(out) > 0 && lettersIn(open) < minLetters:
		out[len(out)-1] += " " + open
	default:
		out = append(out, open)
	}
	return out
}

// lettersIn counts letters, each sign of a script without spaces as several.
func lettersIn(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case lexicon.IsSign(r):
			n += signWeight
		case unicode.IsLetter(r):
			n++
		}
	}
	return n
}
