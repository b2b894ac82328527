package lexicon

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"
)

// Word is a word of a folded text, or two characters of a text without spaces.
type Word struct {
	Start, End int
	Sentence   int  // which sentence of the text
	Item       bool // something sets it apart from the word before: a comma, a line end
}

// SplitWords returns the words of a folded text.
func SplitWords(text string) []Word {
	var words []Word
	sentence, item, signs, inside := 0, false, 0, false
	begin := func(at int) { words = append(words, Word{Start: at, Sentence: sentence, Item: item}); item = false }
	for i, r := range text {
		end := i + utf8.RuneLen(r)
		switch {
		case IsLetter(r) || r == '\'' && inside:
			if !inside {
				begin(i)
			}
			words[len(words)-1].End = end
			inside, signs = true, 0
			continue
		case IsSign(r):
			if signs%2 == 0 {
				begin(i)
			}
			words[len(words)-1].End = end
			inside, signs = false, signs+1
			continue
		case endsSentence(text, i, r):
			sentence++
		case strings.ContainsRune(",،/&+\n、・()[]–|", r):
			item = true
		}
		inside, signs = false, 0
	}
	return words
}

// endsSentence reports whether the rune at text[i:] ends a sentence.
func endsSentence(text string, i int, r rune) bool {
	switch r {
	case '!', '?', '؟', ';', '؛', '。', '•', '*':
		return true
	case '\n':
		return strings.HasPrefix(text[i+1:], "\n")
	case '.':
		after, _ := utf8.DecodeRuneInString(text[i+1:])
		return !IsLetter(after)
	}
	return false
}

// WordAt returns the index of the word that holds text[at], or of the next one.
func WordAt(words []Word, at int) int {
	i, _ := slices.BinarySearchFunc(words, at, func(w Word, at int) int {
		if w.End <= at {
			return -1
		}
		return 1
	})
	return i
}

// addresses matches what looks like a URL, a mention, an e-mail address or a host name.
var addresses = regexp.MustCompile(`(?i)https?://\S+|@?[\w.+-]+@[\w.-]+|[\w-]+(?:\.[\w-]+)+`)

// reserved is the top-level domain for examples (RFC 2606): a host name like any other.
const reserved = "example"

// Mask blanks addresses: their parts are names, not words.
func Mask(text string) string {
	if !strings.ContainsAny(text, ".@") {
		return text
	}
	return addresses.ReplaceAllStringFunc(text, func(address string) string {
		if !strings.ContainsAny(address, "@/") {
			host := strings.ToLower(address)
			if suffix, icann := publicsuffix.PublicSuffix(host); !icann && suffix != reserved {
				return address
			}
		}
		return strings.Repeat("\x01", len(address))
	})
}
