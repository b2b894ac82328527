package searchbox

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"landfall/directory/lexicon"
)

// token is a word, or one sign of a script without spaces, of an input.
type token struct {
	text string // folded
	// The token is orig[from:to] of the input as it was written, quotes and a minus before
	// it included.
	from, to int
	sign     bool
	joined   bool // follows a sign or word with nothing between
	apart    bool // something sets it apart from the token before, so that no phrase goes on
	quoted   bool
	minus    bool // "-word": not that
	upper    bool // written in capitals only
	used     bool // by a chip
}

// wordRune reports whether r is part of words: letters, digits and the symbols that names
// such as "C#" have.
func wordRune(r rune) bool {
	return lexicon.IsLetter(r) || r == '\'' || r == '#' || r == '+' || r > utf8.RuneSelf && unicode.Is(unicode.S, r)
}

// tokenize cuts a text into tokens.
func tokenize(text string) []token {
	folded := lexicon.Fold(text)
	var all []token
	begins, ends := -1, -1 // the last token in the folded text
	apart := false
	for i, r := range folded.Text {
		size := utf8.RuneLen(r)
		sign := lexicon.IsSign(r)
		last := len(all) - 1
		switch {
		case last >= 0 && i > 0 && ends > 0 && folded.From[i] == folded.From[ends-1]:
			// Of the same character as it was written: it cannot be cut.
		case !sign && !wordRune(r):
			apart = apart || breaks(r)
			continue
		case !sign && last >= 0 && ends == i && !all[last].sign:
		default:
			all = append(all, token{from: folded.From[i], sign: sign, joined: ends == i, apart: apart})
			last, begins = last+1, i
		}
		ends, apart = i+size, false
		all[last].text = folded.Text[begins:ends]
		all[last].to = folded.From[ends]
	}
	for i := range all {
		all[i].finish(text)
	}
	quote(text, all)
	return all
}

// breaks reports whether phrases do not go on over r.
func breaks(r rune) bool { return strings.ContainsRune(",;!?()\n、。，！？・|", r) }

// finish cuts what belongs to no token off its end and looks at how it is written.
func (t *token) finish(text string) {
	written := strings.TrimRightFunc(text[t.from:t.to], func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)
	})
	t.to = t.from + len(written)
	t.text = strings.Trim(t.text, "'")
	t.upper = strings.ToUpper(written) == written && strings.ToLower(written) != written
	if before := text[:t.from]; strings.HasSuffix(before, "-") && (len(before) == 1 || strings.HasSuffix(before, " -")) {
		t.from--
		t.minus = true
	}
}

// quotes are the pairs of marks that keep words together.
var quotes = map[rune]string{'"': `"`, '“': "”", '„': "“”", '«': "»", '»': "«", '「': "」", '『': "』"}

// quote marks the tokens between quotes, and gives the first and the last of them the marks.
func quote(text string, all []token) {
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		closing, opens := quotes[r]
		length := -1
		if opens {
			length = strings.IndexAny(text[at+size:], closing)
		}
		if length < 0 {
			at += size
			continue
		}
		_, last := utf8.DecodeRuneInString(text[at+size+length:])
		end := at + size + length + last
		var inside []*token
		for i := range all {
			if t := &all[i]; t.from >= at && t.to <= end {
				t.quoted = true
				inside = append(inside, t)
			}
		}
		if len(inside) > 0 {
			inside[0].from, inside[len(inside)-1].to = at, end
		}
		at = end
	}
}

// phrase joins tokens as phrases of the vocabulary are joined.
func phrase(key []byte, t *token) []byte {
	if len(key) > 0 && (!t.sign || !t.joined) {
		key = append(key, ' ')
	}
	return append(key, t.text...)
}

// key returns the form of a term by which it is looked up, and the first of its tokens; ok
// is false if there is none in it.
func key(text string) (key, first string, count int) {
	var joined []byte
	tokens := tokenize(text)
	for i := range tokens {
		joined = phrase(joined, &tokens[i])
	}
	if len(tokens) == 0 {
		return "", "", 0
	}
	return string(joined), tokens[0].text, len(tokens)
}

// kept returns the tokens that no chip used, as they were written.
func kept(text string, all []token) string {
	return written(text, all, func(t *token) bool { return !t.used })
}

// written joins the tokens that are wanted. What stands between neighbours stays.
func written(text string, all []token, want func(*token) bool) string {
	var out strings.Builder
	before := -1
	for i := range all {
		t := &all[i]
		if !want(t) {
			continue
		}
		switch {
		case out.Len() == 0:
		case before == i-1 && t.from >= all[before].to:
			out.WriteString(between(text[all[before].to:t.from]))
		default:
			out.WriteByte(' ')
		}
		out.WriteString(strings.Join(strings.Fields(text[t.from:t.to]), " "))
		before = i
	}
	return out.String()
}

// between returns what stands between two tokens, each run of spaces as one.
func between(gap string) string {
	words := strings.Fields(gap)
	if len(words) == 0 {
		if gap == "" {
			return ""
		}
		return " "
	}
	joined := strings.Join(words, " ")
	if first, _ := utf8.DecodeRuneInString(gap); unicode.IsSpace(first) {
		joined = " " + joined
	}
	if last, _ := utf8.DecodeLastRuneInString(gap); unicode.IsSpace(last) {
		joined += " "
	}
	return joined
}
