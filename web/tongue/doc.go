// Package tongue has the pages' words in every language that they are in. Words are named
// by their English: [Say] with an English sentence gives the sentence in the reader's
// language, or the same English where nobody has translated it yet. So a template reads as
// the page does, and labels of lower layers, which are English, need no names of their own.
//
// Translations are the files messages/*.yaml: English, then the translation, or its plural
// forms by the categories of CLDR. Plurals follow github.com/nicksnyder/go-i18n, days and
// months github.com/go-playground/locales, numbers, names of languages and of countries
// golang.org/x/text; all of them from CLDR.
package tongue
