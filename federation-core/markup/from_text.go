package markup

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// FromText makes the HTML of a post from what somebody typed, as Mastodon does:
// paragraphs where a line is empty, <br> at other line ends, links, mentions and
// hashtags. Link says where "@user", "@user@host" or "#tag" leads, as it is written; what
// it does not know stays text. It returns the mentions that lead somewhere and all
// hashtags, each once, without their signs. At most MaxBytes are read.
func FromText(text string, link func(mention string) (href string, ok bool)) (html string, mentions, hashtags []string) {
	w := &writer{link: link, seen: map[string]bool{}}
	text = strings.ToValidUTF8(bounded(text), "")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	for paragraph := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		paragraph = strings.Trim(paragraph, "\n")
		if paragraph == "" {
			continue
		}
		w.out.WriteString("<p>")
		for i, line := range strings.Split(paragraph, "\n") {
			if i > 0 {
				w.out.WriteString("<br>")
			}
			w.line(line)
		}
		w.out.WriteString("</p>")
	}
	return w.out.String(), w.mentions, w.hashtags
}

// writer writes one post.
type writer struct {
	out                strings.Builder
	link               func(string) (string, bool)
	mentions, hashtags []string
	seen               map[string]bool
}

// line writes a line: its links, and what is between them.
func (w *writer) line(line string) {
	at := 0
	for _, found := range urls.FindAllStringIndex(line, -1) {
		w.words(line, at, found[0])
		if !w.url(line[found[0]:found[1]]) {
			w.words(line, found[0], found[1])
		}
		at = found[1]
	}
	w.words(line, at, len(line))
}

// words writes line[at:end], which has no URL. A mention or hashtag does not begin
// within a word, a path or a mention.
func (w *writer) words(line string, at, end int) {
	plain := at
	for i := at; i < end; {
		name := ""
		if before, _ := utf8.DecodeLastRuneInString(line[:i]); i == 0 || !inWord(before) && !strings.ContainsRune("/=@#&", before) {
			name = tagged(line[i:end])
		}
		if name == "" {
			_, size := utf8.DecodeRuneInString(line[i:])
			i += size
			continue
		}
		w.text(line[plain:i])
		w.tagged(name)
		i += len(name)
		plain = i
	}
	w.text(line[plain:end])
}

// text writes what is only text. Control characters go.
func (w *writer) text(s string) {
	w.out.WriteString(html.EscapeString(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' {
			return -1
		}
		return r
	}, s)))
}

// tagged writes a mention or hashtag as Mastodon does.
func (w *writer) tagged(name string) {
	href, known := w.link(name)
	href, ok := address(href)
	word, _, _ := strings.Cut(name[1:], "@")
	switch known = known && ok; {
	case name[0] == '#':
		if w.once(name) {
			w.hashtags = append(w.hashtags, word)
		}
		if known {
			w.out.WriteString(`<a href="` + html.EscapeString(href) + `" class="mention hashtag" rel="tag">#<span>` + html.EscapeString(word) + `</span></a>`)
			return
		}
	case known:
		if w.once(name) {
			w.mentions = append(w.mentions, name[1:])
		}
		w.out.WriteString(`<span class="h-card"><a href="` + html.EscapeString(href) + `" class="u-url mention">@<span>` + html.EscapeString(word) + `</span></a></span>`)
		return
	}
	w.text(name)
}

// once reports that a mention or hashtag, with its sign, is the first in any spelling.
func (w *writer) once(name string) bool {
	name = strings.ToLower(name)
	first := !w.seen[name]
	w.seen[name] = true
	return first
}
