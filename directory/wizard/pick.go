package wizard

import (
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
		if ok && qualities[i] > 0 && len(a.Languages) < MaxLanguages && tag != language.Make("mul") {
			a.Languages = appendOnce(a.Languages, code)
		}
	}
	return a
}

func appendOnce(codes []string, code string) []string {
	for _, c := range codes {
		if c == code {
			return codes
		}
	}
	return append(codes, code)
}
