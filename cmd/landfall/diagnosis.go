package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"landfall/crawler/diagnosis"
)

// style is how a diagnosis is written: with symbols and colours for people at a
// terminal, with plain words for pipes and files.
type style struct {
	columns int
	symbols bool
	colours bool
}

// wide is how long lines are where nobody says how wide they may be.
const wide = 100

func styleOf(w io.Writer) style {
	columns, terminal := terminalOf(w)
	if !terminal {
		return style{columns: wide}
	}
	_, without := os.LookupEnv("NO_COLOR")
	return style{columns: min(max(columns, 60), 120), symbols: true, colours: !without || os.Getenv("NO_COLOR") == ""}
}

// mark writes a level.
func (s style) mark(level diagnosis.Level) string {
	if !s.symbols {
		return fmt.Sprintf("%-8s", level)
	}
	mark := map[diagnosis.Level]struct{ symbol, colour string }{
		diagnosis.Pass: {"✓", "32"}, diagnosis.Warn: {"!", "33"}, diagnosis.Fail: {"✗", "31"}, diagnosis.Unknown: {"?", "36"},
	}[level]
	if !s.colours {
		return mark.symbol + " "
	}
	return "\x1b[1;" + mark.colour + "m" + mark.symbol + "\x1b[0m "
}

func (s style) strong(text string) string {
	if !s.colours {
		return text
	}
	return "\x1b[1m" + text + "\x1b[0m"
}

// indent is the width of what mark writes.
func (s style) indent() int {
	if s.symbols {
		return 2
	}
	return 8
}

// writeDiagnosis prints a report for people.
func (e *env) writeDiagnosis(r *diagnosis.Report) error {
	s := styleOf(e.stdout)
	names := 0
	for _, l := range r.Lines {
		names = max(names, utf8.RuneCountInString(l.Name))
	}
	var out strings.Builder
	section := ""
	for _, l := range r.Lines {
		if l.Section != section {
			section = l.Section
			fmt.Fprintf(&out, "\n%s\n", s.strong(section))
		}
		margin := 2 + s.indent() + names + 2
		fmt.Fprintf(&out, "  %s%-*s  %s\n", s.mark(l.Level), names, l.Name, wrap(oneLine(l.Found), s.columns, margin))
		if l.Fix != "" {
			fmt.Fprintf(&out, "%s→ %s\n", strings.Repeat(" ", margin), wrap(oneLine(l.Fix), s.columns, margin+2))
		}
	}
	fmt.Fprintf(&out, "\n%s\n", s.strong(wrap(oneLine(r.Verdict), s.columns, 0)))
	_, err := io.WriteString(e.stdout, strings.TrimPrefix(out.String(), "\n"))
	return err
}

// wrap breaks a text between words, so that with a margin in front of every line none
// is longer than columns, if words allow.
func wrap(text string, columns, margin int) string {
	room := max(columns-margin, 30)
	var out strings.Builder
	used := 0
	for i, word := range strings.Fields(text) {
		length := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case used+1+length > room:
			out.WriteString("\n" + strings.Repeat(" ", margin))
			used = 0
		default:
			out.WriteByte(' ')
			used++
		}
		out.WriteString(word)
		used += length
	}
	return out.String()
}

// oneLine makes text from a stranger safe for a terminal: one line, no control
// characters, none that turn text around, and not too long.
func oneLine(text string) string {
	const most = 300
	clean := strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, text)
	if runes := []rune(clean); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return clean
}
