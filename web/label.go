package web

import (
	"context"
	"strings"

	"landfall/directory"
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
// software, of networks and of languages, which are in themselves, stay as they are.
func label(ctx context.Context, key, value, english string) string {
	switch {
	case value == directory.Unknown:
		return tongue.Say(ctx, english)
	case key == directory.KeyPlace, key == directory.KeyHosted && len(value) == 2:
		return placeLabel(ctx, value, english)
	case key == directory.KeySoftware, key == directory.KeyLanguage, key == directory.NoticeKeyLanguage:
		return english
	}
	whole, part, ok := strings.Cut(english, " › ")
	if !ok {
		return tongue.Say(ctx, english)
	}
	return tongue.Say(ctx, whole) + " › " + tongue.Say(ctx, part)
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
