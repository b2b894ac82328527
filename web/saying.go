package web

import (
	"context"
	"math"
	"time"

	"landfall/directory"
	"landfall/directory/kind"
	"landfall/directory/place"
	"landfall/directory/rank"
	"landfall/directory/topic"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// sentence says a saying of the ranking in the reader's language.
func sentence(ctx context.Context, s rank.Saying) string {
	args := make([]any, 0, 2*len(s.Values))
	for _, v := range s.Values {
		args = append(args, v.Name, sentenceValue(ctx, v.Of))
	}
	text := tongue.Say(ctx, s.Text, args...)
	if s.Counts() {
		text = tongue.Count(ctx, s.N, s.One, s.Text, args...)
	}
	return tongue.Sentences(ctx, append([]string{text}, sentences(ctx, s.Then)...))
}

// sentences says several, each by itself.
func sentences(ctx context.Context, list []rank.Saying) []string {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = sentence(ctx, s)
	}
	return texts
}

// sentenceValue says what stands in a saying.
func sentenceValue(ctx context.Context, of any) any {
	switch v := of.(type) {
	case topic.ID:
		return topicName(ctx, v)
	case []topic.ID:
		return either(ctx, v)
	case place.ID:
		return placeLabel(ctx, string(v), directory.PlaceLabel(string(v)))
	case rank.Language:
		return languageSaid(ctx, v)
	case []rank.Language:
		return list(ctx, v, languageSaid)
	case kind.Kind:
		return kindName(ctx, v)
	case []kind.Kind:
		return list(ctx, v, kindName)
	case rank.Saying:
		return sentence(ctx, v)
	case []rank.Saying:
		return list(ctx, v, sentence)
	case rank.Points:
		return points(ctx, v)
	}
	return sentenceMeasure(ctx, of)
}

// sentenceMeasure says what was measured or reckoned.
func sentenceMeasure(ctx context.Context, of any) any {
	switch v := of.(type) {
	case time.Duration:
		return phrase.Duration(ctx, v)
	case time.Time:
		return tongue.LongDate(ctx, v)
	case rank.Age:
		if v.Young() {
			return tongue.Count(ctx, v.Months(), "{n} month", "{n} months")
		}
		return tongue.Count(ctx, v.Years(), "{n} year", "{n} years")
	case rank.Share:
		digits := 2
		for scale := 100.0; digits > 0 && math.Mod(math.Round(v.Percent()*scale), 10) == 0; scale /= 10 {
			digits--
		}
		return tongue.Percent(ctx, v.Percent()/100, digits)
	case rank.Confidence:
		return sure(ctx, float64(v))
	}
	return of
}

func list[T any](ctx context.Context, all []T, say func(context.Context, T) string) string {
	texts := make([]string, len(all))
	for i, v := range all {
		texts[i] = say(ctx, v)
	}
	return tongue.List(ctx, texts)
}

// either names topics of which any will do.
func either(ctx context.Context, topics []topic.ID) string {
	text := ""
	for _, id := range topics {
		if text == "" {
			text = topicName(ctx, id)
		} else {
			text = tongue.Say(ctx, "{one} or {other}", "one", text, "other", topicName(ctx, id))
		}
	}
	return text
}

func topicName(ctx context.Context, id topic.ID) string {
	return label(ctx, directory.KeyTopic, string(id), directory.TopicLabel(string(id)))
}

func kindName(ctx context.Context, k kind.Kind) string { return tongue.Say(ctx, k.Label()) }

// languageSaid names a language within a sentence.
func languageSaid(ctx context.Context, l rank.Language) string {
	return tongue.Language(ctx, string(l))
}

// points writes points with one decimal if they have any.
func points(ctx context.Context, p rank.Points) string {
	const tenths = 10
	if p%tenths == 0 {
		return tongue.Number(ctx, int(p/tenths))
	}
	return tongue.Decimal(ctx, float64(p)/tenths, 1)
}
