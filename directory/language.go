package directory

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

func languageFacet() facetKind {
	return facetKind{
		key: KeyLanguage, label: "Language",
		note:  "Declared, or seen in its texts.",
		parse: parseLanguage, complaint: "is not a language code such as “de” or “pt-PT”.",
		of: func(s *Server) []string { return s.languages }, name: LanguageLabel,
	}
}

// LanguageLabel returns what a BCP 47 language calls itself, with a capital:
// "Deutsch", "Português europeu". Without such a name it is the English one, and
// without that the code. [Unknown] is "Not stated".
func LanguageLabel(code string) string {
	if code == Unknown {
		return "Not stated"
	}
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	name := display.Self.Name(tag)
	if name == "" {
		name = display.English.Tags().Name(tag)
	}
	if name == "" {
		return code
	}
	return capital(name)
}

// capital gives text a capital first letter in scripts that have one.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToTitle(first)) + text[size:]
}

// parseLanguage reads a BCP 47 language as a facet value: the language alone, or
// with the script and region that tell it from what the language means by itself.
// "en-US" is "en", for that is what "en" means; "en-GB" is a value of its own.
func parseLanguage(text string) (string, bool) {
	if strings.EqualFold(text, Unknown) {
		return Unknown, true
	}
	base, variant, ok := splitLanguage(text)
	if !ok {
		return "", false
	}
	if variant != "" {
		return variant, true
	}
	return base, true
}

// splitLanguage reads a language into its base and, if it differs from what the base
// means by itself, the base with script and region. Private, unknown and
// undetermined languages are refused, and what else a tag may carry is dropped, so
// that a server cannot make up values without end. Two codes of one language, such as
// "arb" and "ar", or "nb" and "no", are one value.
func splitLanguage(text string) (base, variant string, ok bool) {
	const maxTag = 35 // RFC 5646 §4.4.1
	if len(text) > maxTag {
		return "", "", false
	}
	tag, err := language.All.Parse(text)
	if err != nil || tag == language.Und {
		return "", "", false
	}
	b, script, region := tag.Raw()
	if tag, err = language.Compose(b, script, region); err != nil || b.String() == "und" {
		return "", "", false
	}
	alone := language.All.Make(b.String())
	if !sameMeaning(tag, alone) {
		variant = tag.String()
	}
	return alone.String(), variant, true
}

// sameMeaning reports whether two tags of one language stand for the same script
// and region once both are filled in.
func sameMeaning(a, b language.Tag) bool {
	scriptA, _ := a.Script()
	scriptB, _ := b.Script()
	regionA, _ := a.Region()
	regionB, _ := b.Region()
	return scriptA == scriptB && regionA == regionB
}

// languages makes the facet values of servers' languages, and takes each code apart once.
type languages map[string]spoken

// spoken is what a language code stands for, nothing if it is none; see [splitLanguage].
type spoken struct{ base, variant string }

func (l languages) parts(code string) spoken {
	parts, known := l[code]
	if !known {
		if base, variant, ok := splitLanguage(code); ok {
			parts = spoken{base, variant}
		}
		l[code] = parts
	}
	return parts
}

// of returns the facet values of a server's languages, declared or observed: each base,
// and each variant beside it, so that "pt" finds "pt-PT" too.
func (l languages) of(s *Server) []string {
	var values []string
	add := func(value string) {
		if value != "" && !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	take := func(code string) {
		parts := l.parts(code)
		add(parts.base)
		add(parts.variant)
	}
	for _, code := range s.Facts.Languages {
		take(code)
	}
	for _, f := range s.Reading.Languages {
		take(f.Language)
	}
	if len(values) == 0 {
		return []string{Unknown}
	}
	return values
}

// languageWords returns what people may call a language when they search: its code,
// its own name and its English one.
func languageWords(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	return strings.Join([]string{code, display.Self.Name(tag), display.English.Tags().Name(tag)}, " ")
}

// KnownLanguages returns the codes of languages that have a name in English, in order.
func KnownLanguages() []string {
	var codes []string
	for _, tag := range display.Supported.Tags() {
		if base, _, ok := splitLanguage(tag.String()); ok && base == tag.String() {
			codes = append(codes, base)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
