package tongue

import "context"

// List joins texts as the language does: "German, French, Dutch". No "and" stands before the
// last, so that a list may end in "…".
func List(ctx context.Context, texts []string) string {
	return fold(texts, func(one, other string) string { return Say(ctx, "{one}, {other}", "one", one, "other", other) })
}

// Sentences puts sentences one behind the other: some languages have no space between them.
func Sentences(ctx context.Context, texts []string) string {
	return fold(texts, func(one, other string) string { return Say(ctx, "sentences|{one} {other}", "one", one, "other", other) })
}

func fold(texts []string, join func(one, other string) string) string {
	if len(texts) == 0 {
		return ""
	}
	all := texts[0]
	for _, text := range texts[1:] {
		all = join(all, text)
	}
	return all
}

// Labelled puts a label before a value: "Language: German".
func Labelled(ctx context.Context, label, value string) string {
	return Say(ctx, "{label}: {value}", "label", label, "value", value)
}

// Aside puts a text in brackets behind another: "German (declared)".
func Aside(ctx context.Context, text, aside string) string {
	return Say(ctx, "{value} ({unit})", "value", text, "unit", aside)
}

// Quoted puts words in the quotation marks of the language: “harbour”.
func Quoted(ctx context.Context, words string) string {
	return Say(ctx, "“{words}”", "words", words)
}
