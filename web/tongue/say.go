package tongue

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/number"
)

// Say returns an English text in the language of the context. {name} in it stands for the
// value that follows that name in args: Say(ctx, "by {who}", "who", host). Whole numbers
// among the values get the language's marks. Where one English text means two things, what
// stands before a "|" tells them apart and is not shown: "sign-up|Open".
func Say(ctx context.Context, english string, args ...any) string {
	t := From(ctx)
	return t.fill(t.say(english), args)
}

// Mark returns an English text as it is. It marks one that [Say] says elsewhere, so that it
// is among the texts to translate.
func Mark(english string) string { return english }

// Count returns one of two English texts, for 1 and for any other number, in the form that
// the language of the context has for n; {n} in them stands for n.
func Count[N ~int | ~int64](ctx context.Context, n N, one, other string, args ...any) string {
	t := From(ctx)
	return t.fill(t.count(int64(n), one, other), append([]any{"n", int64(n)}, args...))
}

func (t *Tongue) say(english string) string {
	text, ok := t.texts[english]
	if !ok {
		text = shown(english)
	}
	return t.dress(text)
}

func (t *Tongue) count(n int64, one, other string) string {
	text := ""
	if t.localizer != nil {
		text = t.translated(&i18n.LocalizeConfig{MessageID: other, PluralCount: n, TemplateParser: template.IdentityParser{}})
	}
	switch {
	case text != "":
	case n == 1:
		text = shown(one)
	default:
		text = shown(other)
	}
	return t.dress(text)
}

// translated returns "" where nobody has translated a text.
func (t *Tongue) translated(cfg *i18n.LocalizeConfig) string {
	text, tag, err := t.localizer.LocalizeWithTag(cfg)
	if err != nil || tag != t.Tag {
		return ""
	}
	return text
}

// shown returns an English text without what tells it from another of the same words.
func shown(english string) string {
	if before, after, ok := strings.Cut(english, "|"); ok && !strings.ContainsAny(before, " {") {
		return after
	}
	return english
}

// fill puts values in their places. Braces without a value stay.
func (t *Tongue) fill(text string, args []any) string {
	if len(args) == 0 || !strings.Contains(text, "{") {
		return text
	}
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		out.WriteString(before)
		if !ok {
			return out.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		value, given := valueOf(args, name)
		if !closed || !given {
			out.WriteByte('{')
			text = rest
			continue
		}
		out.WriteString(t.value(value))
		text = after
	}
}

// valueOf finds the value that follows a name.
func valueOf(args []any, name string) (value any, ok bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1], true
		}
	}
	return nil, false
}

func (t *Tongue) value(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return t.number(int64(v))
	case int64:
		return t.number(v)
	}
	return fmt.Sprint(v)
}

// number writes a whole number as the language does. Small ones have no marks between their
// digits, and most languages write them alike.
func (t *Tongue) number(n int64) string {
	if t.plainDigits && 0 <= n && n < t.ungrouped {
		return strconv.FormatInt(n, 10)
	}
	return t.numbers.Sprint(number.Decimal(n, t.marks(float64(n))...))
}
