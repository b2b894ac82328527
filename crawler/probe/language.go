package probe

import (
	"slices"

	"golang.org/x/text/language"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

// maxLanguages bounds the languages of one instance.
const maxLanguages = 50

// languages states the languages of a list of texts, each once, in the order of
// the document. What is no language is left out; a list without one says nothing,
// for several kinds of software send an empty list when nobody has set it.
func (s source) languages(path string, list strictjson.Value) {
	elements, _ := list.Array()
	var tags []string
	for _, e := range elements[:min(len(elements), 10*maxLanguages)] {
		text, _ := e.Text()
		tag, ok := languageTag(text)
		if ok && !slices.Contains(tags, tag) && len(tags) < maxLanguages {
			tags = append(tags, tag)
		}
	}
	if len(tags) > 0 {
		s.state(landfall.FieldLanguages, path, func(f *landfall.Facts) { f.Languages = tags })
	}
}

// languageTag returns text as a BCP 47 tag of language, script and region in
// canonical case: "en-gb" and "en_GB" are "en-GB". Tags that are not registered,
// private ones and those for no, any or many languages are refused.
func languageTag(text string) (tag string, ok bool) {
	if text == "" || len(text) > 35 {
		return "", false
	}
	parsed, err := language.Parse(text)
	if err != nil {
		return "", false
	}
	base, script, region := parsed.Raw()
	switch base.String() {
	case "und", "mul", "mis", "zxx":
		return "", false
	}
	if base.IsPrivateUse() {
		return "", false
	}
	short, err := language.Compose(base, script, region)
	if err != nil {
		return "", false
	}
	return short.String(), true
}
