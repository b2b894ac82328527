package web

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/a-h/templ"

	"landfall"
	"landfall/directory"
	"landfall/directory/rank"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// saidPhrase says a phrase of a lower layer in the reader's language.
func saidPhrase(p landfall.Phrase) templ.Component {
	var parts []part
	for _, v := range p.Values {
		parts = append(parts, given(v.Name, saidValue(v.Of)))
	}
	said := rich(p.Text, parts...)
	if p.Counts() {
		said = richCount(int(p.N), p.One, p.Text, parts...)
	}
	for _, then := range p.Then {
		said = rich("sentences|{one} {other}", given("one", said), given("other", saidPhrase(then)))
	}
	return said
}

// sentence says a phrase where there is room for words only.
func sentence(ctx context.Context, p landfall.Phrase) string {
	var args []any
	for _, v := range p.Values {
		args = append(args, v.Name, saidWords(ctx, v.Of))
	}
	text := tongue.Say(ctx, p.Text, args...)
	if p.Counts() {
		text = tongue.Count(ctx, p.N, p.One, p.Text, args...)
	}
	return tongue.Sentences(ctx, append([]string{text}, sentences(ctx, p.Then)...))
}

// sentences says several, each by itself.
func sentences(ctx context.Context, list []landfall.Phrase) []string {
	texts := make([]string, len(list))
	for i, p := range list {
		texts[i] = sentence(ctx, p)
	}
	return texts
}

// saidWords says what stands in a phrase.
func saidWords(ctx context.Context, of any) string {
	switch v := of.(type) {
	case int:
		return tongue.Number(ctx, v)
	case int64:
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
		return sentence(ctx, v)
	case landfall.Phrases:
		return tongue.List(ctx, sentences(ctx, v))
	case rank.Topics:
		return either(ctx, v)
	case rank.Where:
		return placeLabel(ctx, string(v), directory.PlaceLabel(string(v)))
	case rank.Languages:
		return list(ctx, v, tongue.Language)
	case rank.Kinds:
		return list(ctx, v, kindName)
	case rank.Took:
		return phrase.Duration(ctx, time.Duration(v))
	case rank.Day:
		return tongue.LongDate(ctx, time.Time(v))
	case rank.Points:
		return points(ctx, v)
	case rank.Share:
		return share(ctx, v)
	case rank.Confidence:
		return sure(ctx, float64(v))
	}
	return fmt.Sprint(of)
}

// share writes a share in percent, with as few decimals as it has.
func share(ctx context.Context, s rank.Share) string {
	digits := 2
	for scale := 100.0; digits > 0 && math.Mod(math.Round(s.Percent()*scale), 10) == 0; scale /= 10 {
		digits--
	}
	return tongue.Percent(ctx, s.Percent()/100, digits)
}
