package markup

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// Text is what a reader of the HTML sees, in plain text: for logs, reports and search.
// Paragraphs are parted by an empty line, other blocks and <br> by a line break. White
// space is as a browser shows it; characters that only steer a terminal or turn the
// direction of what follows are left out. At most MaxBytes are read.
func Text(s string) string {
	w := &plainWriter{}
	tokens := html.NewTokenizer(strings.NewReader(bounded(s)))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return strings.TrimSpace(w.out.String())
		case html.TextToken:
			if w.hidden == "" {
				w.text(tokens.Token().Data)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			w.tag(tokens.Token().Data, true)
		case html.EndTagToken:
			w.tag(tokens.Token().Data, false)
		}
	}
}

// plainWriter writes text and remembers the breaks that are due before more of it.
type plainWriter struct {
	out    strings.Builder
	hidden string // the element whose text nobody sees
	breaks int    // line breaks due
	space  bool   // a space is due
	pre    int    // how many <pre> are open
}

func (w *plainWriter) tag(name string, start bool) {
	switch name {
	case "script", "style", "title", "template", "iframe", "noscript", "textarea":
		if w.hidden == "" && start {
			w.hidden = name
		} else if w.hidden == name && !start {
			w.hidden = ""
		}
	case "br":
		w.breaks++
	case "p", "blockquote", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6":
		w.breaks = max(w.breaks, 2)
	case "li", "div", "tr":
		w.breaks = max(w.breaks, 1)
	case "pre":
		w.breaks = max(w.breaks, 2)
		if w.pre++; !start {
			w.pre = max(w.pre-2, 0)
		}
	}
}

func (w *plainWriter) text(s string) {
	for _, r := range s {
		switch {
		case r == '\n' && w.pre > 0:
			w.breaks++
		case r == ' ' && w.pre > 0:
			w.due()
			w.out.WriteByte(' ')
		case unicode.IsSpace(r):
			w.space = true
		case unprintable(r):
		default:
			w.due()
			w.out.WriteRune(r)
		}
	}
}

// due writes the break or space before what follows, unless it is the first.
func (w *plainWriter) due() {
	switch {
	case w.out.Len() == 0:
	case w.breaks > 0:
		w.out.WriteString(strings.Repeat("\n", min(w.breaks, 2)))
	case w.space:
		w.out.WriteByte(' ')
	}
	w.breaks, w.space = 0, false
}

// unprintable are control characters and those that turn the direction of text.
func unprintable(r rune) bool {
	return unicode.IsControl(r) || r == unicode.ReplacementChar ||
		r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\u200e' || r == '\u200f'
}
