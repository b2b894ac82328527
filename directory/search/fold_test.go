package search

import (
	"slices"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"case", "GoToSocial", "gotosocial"},
		{"accents", "Café Ďáblova Ångström", "cafe dablova angstrom"},
		{"letters that are not taken apart", "Łódź Øresund Þór æsir", "lodz oresund thor aesir"},
		{"sharp s", "Straße", "strasse"},
		{"Turkish dots", "İstanbul ıspanak", "istanbul ispanak"},
		{"Greek final sigma", "Σίσυφος", "σισυφοσ"},
		{"width", "Ｆｅｄｉ", "fedi"},
		{"the sound marks of kana stay", "ガ", "ガ"},
		{"Hangul stays whole", "한국어", "한국어"},
		{"Arabic vowels", "مَدْرَسَة", "مدرسة"},
		{"Devanagari keeps its vowels", "हिन्दी", "हिन्दी"},
		{"a font of symbols", "𝓕𝓮𝓭𝓲", "fedi"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := fold(tt.in); got != tt.want {
				t.Errorf("fold(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func FuzzWords(f *testing.F) {
	for _, seed := range []string{"Quiet Harbour", "東京の鉄道ｶﾞ", "don’t", "a\u0301\u0301", "\xff\xfe", "⚡️ zap", "ﬃ ﷺ ①", "A don't-do LIST '' 7x_Y"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		folded := fold(text)
		if again := fold(folded); utf8.ValidString(text) && again != folded {
			t.Errorf("fold is not stable: %q, %q, %q", text, folded, again)
		}
		got := words(text, maxQueryWords)
		if !slices.Equal(got, words(text, maxQueryWords)) {
			t.Errorf("words(%q) differ from time to time", text)
		}
		if len(got) > maxQueryWords {
			t.Errorf("%d words", len(got))
		}
		for _, word := range got {
			if n := utf8.RuneCountInString(word); n == 0 || n > maxToken {
				t.Errorf("word %q has %d runes", word, n)
			}
		}
		// The short way of ASCII finds the same words as the way of all texts.
		if isASCII(text) {
			var short, long tokenizer
			var fromShort, fromLong []string
			short.eachPlain(text, func(word []byte) { fromShort = append(fromShort, string(word)) })
			long.eachFolded(folded, true, func(word []byte) { fromLong = append(fromLong, string(word)) })
			if !slices.Equal(fromShort, fromLong) {
				t.Errorf("words of %q are %q or %q", text, fromShort, fromLong)
			}
		}
		// Whatever a document is made of, its own text finds it.
		hits := Build(slices.Values([]Document{{Name: text}})).Find(text)
		if (hits != nil) != Searchable(text) || hits != nil && len(hits.Docs) != 1 {
			t.Errorf("%q does not find itself", text)
		}
	})
}
