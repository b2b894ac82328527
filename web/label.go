package web

import (
	"context"
	"strconv"
	"strings"

	"landfall/directory"
	"landfall/directory/rule"
	"landfall/web/tongue"
)

// say says an English text of a lower layer; "" stays so.
func say(ctx context.Context, english string) string {
	if english == "" {
		return ""
	}
	return tongue.Say(ctx, english)
}

// label says what the value of a facet is called, given its English label. Names of
// software stay as they are.
func label(ctx context.Context, key, value, english string) string {
	switch {
	case value == directory.Unknown:
		return tongue.Say(ctx, english)
	case key == directory.KeyPlace, key == directory.KeyBased:
		return placeLabel(ctx, value, english)
	case key == directory.KeyHosted:
		return hostedLabel(ctx, value, english)
	case key == directory.KeyLanguage, key == directory.NoticeKeyLanguage:
		return languageLabel(ctx, value)
	case key == directory.KeySoftware, key == directory.NoticeKeySoftware:
		return softwareLabel(ctx, value, english)
	case key == directory.KeyText:
		return english
	case key == directory.KeyRules:
		return ruleLabel(ctx, value, english)
	}
	whole, part, ok := strings.Cut(english, " › ")
	if !ok {
		return tongue.Say(ctx, english)
	}
	return tongue.Say(ctx, whole) + " › " + tongue.Say(ctx, part)
}

// languageLabel names a language: English pages in itself, others in their own language.
func languageLabel(ctx context.Context, code string) string {
	switch {
	case code == directory.Unknown:
		return tongue.Say(ctx, directory.LanguageLabel(code))
	case tongue.From(ctx) == tongue.English():
		return directory.LanguageLabel(code)
	}
	return tongue.Language(ctx, code)
}

// languageOfLabel is the language that [languageLabel] names it in, "" for the page's own.
func languageOfLabel(ctx context.Context, code string) string {
	if code == directory.Unknown || tongue.From(ctx) != tongue.English() {
		return ""
	}
	return code
}

// placeLabel names a place by its country; cities and regions keep their names.
func placeLabel(ctx context.Context, value, english string) string {
	if tongue.From(ctx) == tongue.English() {
		return english
	}
	code, _, _ := strings.Cut(value, ".")
	country := tongue.Country(ctx, code)
	if _, part, ok := strings.Cut(english, " › "); ok {
		return country + " › " + part
	}
	return country
}

// hostedLabel names a country, a network by its number, or that both are hidden.
func hostedLabel(ctx context.Context, value, english string) string {
	number, network := strings.CutPrefix(value, "as")
	switch {
	case value == directory.HostedHidden:
		return tongue.Say(ctx, english)
	case network && len(value) > 2:
		return tongue.Say(ctx, "Network AS{number}", "number", number)
	}
	return placeLabel(ctx, value, english)
}

func softwareLabel(ctx context.Context, value, english string) string {
	if name, family := strings.CutPrefix(value, directory.FamilyPrefix); family {
		return tongue.Say(ctx, "{software} and its forks", "software", directory.SoftwareLabel(name))
	}
	return english
}

// ruleLabel says what a rule is about, and what it says.
func ruleLabel(ctx context.Context, value, english string) string {
	if age, ok := strings.CutPrefix(value, string(rule.MinimumAge)+":"); ok {
		if years, err := strconv.Atoi(age); err == nil {
			return tongue.Say(ctx, "Minimum age {age}", "age", years)
		}
	}
	about, says, ok := strings.Cut(english, ": ")
	if !ok {
		return tongue.Say(ctx, english)
	}
	return tongue.Say(ctx, "{about}: {says}", "about", tongue.Say(ctx, about), "says", tongue.Say(ctx, says))
}

// noteText says a note of the directory on a value.
func noteText(ctx context.Context, note directory.Note) string {
	before, after, _ := strings.Cut(directory.NotePattern, "{value}")
	text, ok := strings.CutPrefix(string(note), before)
	value, words, found := strings.Cut(text, after)
	if !ok || !found {
		return say(ctx, string(note))
	}
	return tongue.Say(ctx, directory.NotePattern+words, "value", value)
}
