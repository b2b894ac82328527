package web

import (
	"context"

	"landfall/directory"
	"landfall/directory/kind"
	"landfall/directory/rank"
	"landfall/directory/topic"
	"landfall/web/tongue"
)

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

// points writes points with one decimal if they have any.
func points(ctx context.Context, p rank.Points) string {
	const tenths = 10
	if p%tenths == 0 {
		return tongue.Number(ctx, int(p/tenths))
	}
	return tongue.Decimal(ctx, float64(p)/tenths, 1)
}
