package wizard

import (
	"slices"

	"golang.org/x/text/language"

	"landfall/directory/place"
)

// PickForMe answers all questions for somebody: the languages that the browser asks for
// in its Accept-Language header, and a place if one was named. Nothing else is known or
// guessed.
func PickForMe(acceptLanguage string, near place.ID) Answers {
	a := Answers{Pick: true, Place: near}
	tags, qualities, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return a
	}
	for i, tag := range tags { // the most wanted first
		code, ok := plainTag(tag)
		wanted := ok && qualities[i] > 0 && tag != language.Make("mul") // which is what "*" becomes
		if wanted && len(a.Languages) < MaxLanguages && !slices.Contains(a.Languages, code) {
			a.Languages = append(a.Languages, code)
		}
	}
	return a
}
