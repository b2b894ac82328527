package web

import (
	"context"
	"fmt"
	"time"

	"github.com/a-h/templ"

	"landfall"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// saidPhrase says a phrase of a lower layer in the reader's language.
func saidPhrase(p landfall.Phrase) templ.Component {
	var parts []part
	for _, v := range p.Values {
		parts = append(parts, given(v.Name, saidValue(v.Of)))
	}
	if p.Counts() {
		return richCount(int(p.N), p.One, p.Text, parts...)
	}
	return rich(p.Text, parts...)
}

// saidInline says a phrase where there is room for words only.
func saidInline(ctx context.Context, p landfall.Phrase) string {
	var args []any
	for _, v := range p.Values {
		args = append(args, v.Name, saidWords(ctx, v.Of))
	}
	if p.Counts() {
		return tongue.Count(ctx, p.N, p.One, p.Text, args...)
	}
	return tongue.Say(ctx, p.Text, args...)
}

// saidWords says what stands in a phrase.
func saidWords(ctx context.Context, of any) string {
	switch v := of.(type) {
	case int:
		return tongue.Number(ctx, v)
	case landfall.Date:
		return tongue.Date(ctx, time.Time(v))
	case landfall.Moment:
		return tongue.Moment(ctx, time.Time(v))
	case landfall.Reason:
		return phrase.Within(ctx, phrase.Reason(ctx, string(v)))
	case landfall.WhyMissing:
		return phrase.Within(ctx, phrase.Missing(ctx, string(v)))
	case landfall.SignupMode:
		return phrase.Within(ctx, phrase.SignupShort(ctx, landfall.Signup{Mode: v}))
	case landfall.Phrase:
		return saidInline(ctx, v)
	case landfall.Phrases:
		return list(ctx, v, saidInline)
	}
	return fmt.Sprint(of)
}
