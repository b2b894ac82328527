package probe

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/text/unicode/norm"
)

// Bounds on texts, in characters.
const (
	maxName        = 120
	maxDescription = 5000
	maxExtended    = 20_000
)

// strict removes every element, and the content of scripts and styles.
var strict = bluemonday.StrictPolicy()

// markup is what a text must hold for a sanitizer to find anything in it; most
// rules and names do not.
const markup = "<&"

// plainText turns an instance's text, HTML or plain, into plain text of at most
// most characters: no markup, entities decoded, paragraphs and line breaks kept,
// in Unicode normal form C, without control, bidirectional and invisible
// characters. E-mail addresses and accounts are masked, because they are
// people's. The result is text, never HTML; who shows it escapes it. Of what
// could not end up in the result only as much is looked at as honest markup
// needs, so that no text costs more than a few milliseconds.
func plainText(s string, most int) string {
	if raw := 4096 + 8*most; len(s) > raw {
		s = strings.ToValidUTF8(s[:raw], "")
	}
	if strings.ContainsAny(s, markup) {
		if hasTag(s) {
			s = markBreaks(s)
		}
		s = html.UnescapeString(strict.Sanitize(s))
	}
	s = softBreaks(s)
	s = wholeWords(s, 2*most)
	s = tidy(norm.NFC.String(visible(s)))
	return cutText(maskAddresses(s), most)
}

// oneLine is plainText for names, without line breaks.
func oneLine(s string, most int) string {
	return cutText(strings.Join(strings.Fields(plainText(s, 4*most)), " "), most)
}

// cutText cuts a text to at most most characters, the last one an ellipsis.
func cutText(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	end, n := 0, 0
	for end = range s {
		if n++; n == most {
			break
		}
	}
	return strings.TrimRightFunc(s[:end], unicode.IsSpace) + "…"
}

// wholeWords cuts a text to at most most characters, at a space where there is one.
func wholeWords(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	s = cutText(s, most)
	if space := strings.LastIndexFunc(s, unicode.IsSpace); space > 0 {
		return s[:space]
	}
	return s
}

// tidy makes runs of spaces one space and of empty lines one empty line, and
// trims every line.
func tidy(s string) string {
	var out strings.Builder
	empty := 0
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.Join(strings.FieldsFunc(line, unicode.IsSpace), " ")
		if line == "" {
			empty++
			continue
		}
		if out.Len() > 0 {
			out.WriteString("\n")
			if empty > 0 {
				out.WriteString("\n")
			}
		}
		empty = 0
		out.WriteString(line)
	}
	return out.String()
}
