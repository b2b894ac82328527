package tongue

import (
	"strings"

	"golang.org/x/text/language"
)

// Pseudo returns a language for tests: English with accents, brackets around each text and
// 40 % more letters. What shows without is not translatable, and what no longer fits would
// not fit in German. With mirror it runs from right to left.
func Pseudo(mirror bool) *Tongue {
	t := *English()
	t.Tag, t.Code, t.Prefix, t.Name = language.MustParse("en-XA"), "en-XA", "/en-xa", "[Ïñ þšéûðö]"
	t.pseudo, t.RightToLeft = true, mirror
	return &t
}

var accents = strings.NewReplacer(
	"a", "á", "c", "ç", "e", "é", "i", "ï", "n", "ñ", "o", "ö", "s", "š", "u", "û", "y", "ý",
	"A", "Á", "C", "Ç", "E", "É", "I", "Ï", "N", "Ñ", "O", "Ö", "S", "Š", "U", "Û", "Y", "Ý",
)

// dress makes a text of the pseudo-language; others stay as they are. Names in braces and
// what marks up a text are left alone.
func (t *Tongue) dress(text string) string {
	if !t.pseudo {
		return text
	}
	var b strings.Builder
	b.WriteString("[")
	letters := 0
	for rest := text; rest != ""; {
		plain, kept := kept(rest)
		b.WriteString(accents.Replace(rest[:plain]) + rest[plain:plain+kept])
		letters += plain
		rest = rest[plain+kept:]
	}
	b.WriteString(strings.Repeat("~", (letters*2+4)/5))
	b.WriteString("]")
	return b.String()
}

// kept returns how many bytes of a text come before what is to be left alone, such as
// {name}, `code` and the (name) of a link, and how many bytes that has.
func kept(text string) (before, length int) {
	for i := range len(text) {
		end := byte(0)
		switch {
		case text[i] == '{':
			end = '}'
		case text[i] == '`':
			end = '`'
		case text[i] == '(' && i > 0 && text[i-1] == ']':
			end = ')'
		default:
			continue
		}
		if n := strings.IndexByte(text[i+1:], end); n >= 0 {
			return i, n + 2
		}
	}
	return len(text), 0
}
