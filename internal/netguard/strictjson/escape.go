package strictjson

import (
	"bytes"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// unescape undoes the escapes of a string that the parser has accepted. Half a
// surrogate pair, as left by software that cuts texts by UTF-16 units, becomes
// U+FFFD as in encoding/json.
func unescape(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for {
		i := bytes.IndexByte(text, '\\')
		if i < 0 {
			return append(out, text...)
		}
		out = append(out, text[:i]...)
		text = text[i+1:]
		if text[0] != 'u' {
			out = append(out, plain(text[0]))
			text = text[1:]
			continue
		}
		r, n := escapedRune(text)
		out = utf8.AppendRune(out, r)
		text = text[n:]
	}
}

// plain returns what a one-letter escape stands for.
func plain(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c // a quote, a backslash or a slash
}

// escapedRune reads "u1234", or a pair such as "ud83d\ude80", and returns how
// many bytes it took.
func escapedRune(text []byte) (r rune, n int) {
	r = hexRune(text[1:5])
	if !utf16.IsSurrogate(r) {
		return r, 5
	}
	if len(text) >= 11 && text[5] == '\\' && text[6] == 'u' {
		if pair := utf16.DecodeRune(r, hexRune(text[7:11])); pair != unicode.ReplacementChar {
			return pair, 11
		}
	}
	return unicode.ReplacementChar, 5
}

func hexRune(digits []byte) (r rune) {
	for _, c := range digits {
		d, _ := hexDigit(c)
		r = r<<4 | rune(d)
	}
	return r
}

func hexDigit(c byte) (d byte, ok bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}
