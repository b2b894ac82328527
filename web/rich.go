package web

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"

	"landfall/web/tongue"
)

// part is what stands in a sentence beside its words.
type part struct {
	name string
	// of makes the element from the words that it is about, "" if it has none.
	of func(words string) templ.Component
	// text is what a value says, also where it stands in the words of another part.
	text  string
	value bool
}

// link is a link in a sentence: "See [how it is measured](how)." with link("how", path).
// Addresses of our own pages lead to the reader's language.
func link(name, href string) part {
	return part{name: name, of: func(words string) templ.Component { return linkWords(href, words) }}
}

// external is a link that leaves the site.
func external(name, href string) part {
	return part{name: name, of: func(words string) templ.Component { return outsideWords(href, words) }}
}

// emphasis stresses words of a sentence: "on [every](em) path".
func emphasis() part { return part{name: "em", of: emWords} }

// hidden takes words of a sentence from sight, for those who do not see what stands
// around it: "Apply[ the order](hidden)".
func hidden() part { return part{name: "hidden", of: hiddenWords} }

// given is a component in a sentence: "since {when}" with given("when", moment(at)).
func given(name string, c templ.Component) part {
	return part{name: name, of: func(string) templ.Component { return c }}
}

// value is plain text in a sentence, and in the words of its other parts:
// "[Look at all {n}](all)".
func value(name, text string) part {
	return part{name: name, of: func(string) templ.Component { return textWords(text) }, text: text, value: true}
}

// rich says a sentence in the reader's language that has more in it than words. In it
// [words](name) are the words of a part, {name} is a part without any, `words` is code,
// and **words** are strong. What else there is shows as it is written; all words are
// escaped. A name without a part shows its words.
func rich(english string, parts ...part) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return writeRich(ctx, w, tongue.Say(ctx, english), parts)
	})
}

// richCount is [rich] for the form that the language has for n; {n} stands for that.
func richCount(n int, one, other string, parts ...part) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return writeRich(ctx, w, tongue.Count(ctx, n, one, other), parts)
	})
}

func writeRich(ctx context.Context, w io.Writer, text string, parts []part) error {
	for text != "" {
		plain, piece, rest := nextPiece(text, parts) //nolint:contextcheck // a component takes it when it is rendered
		if _, err := io.WriteString(w, templ.EscapeString(plain)); err != nil {
			return err
		}
		if piece != nil {
			if err := piece.Render(ctx, w); err != nil {
				return err
			}
		}
		text = rest
	}
	return nil
}

// nextPiece cuts a text before the first element in it and after.
func nextPiece(text string, parts []part) (plain string, piece templ.Component, rest string) {
	for i := range len(text) {
		at := text[i:]
		switch {
		case at[0] == '[':
			words, after, ok := strings.Cut(at[1:], "](")
			name, after, closed := strings.Cut(after, ")")
			if ok && closed && !strings.ContainsAny(words, "[]") {
				return text[:i], madeOf(parts, name, filled(parts, words)), after
			}
		case at[0] == '{':
			if name, after, ok := strings.Cut(at[1:], "}"); ok && has(parts, name) {
				return text[:i], madeOf(parts, name, ""), after
			}
		case at[0] == '`':
			if words, after, ok := strings.Cut(at[1:], "`"); ok && words != "" {
				return text[:i], codeWords(filled(parts, words)), after
			}
		case strings.HasPrefix(at, "**"):
			if words, after, ok := strings.Cut(at[2:], "**"); ok && words != "" {
				return text[:i], strongWords(filled(parts, words)), after
			}
		}
	}
	return text, nil, ""
}

// filled puts values into words.
func filled(parts []part, words string) string {
	for _, p := range parts {
		if p.value {
			words = strings.ReplaceAll(words, "{"+p.name+"}", p.text)
		}
	}
	return words
}

func has(parts []part, name string) bool {
	for _, p := range parts {
		if p.name == name {
			return true
		}
	}
	return false
}

func madeOf(parts []part, name, words string) templ.Component {
	for _, p := range parts {
		if p.name == name {
			return p.of(words)
		}
	}
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, templ.EscapeString(words))
		return err
	})
}
