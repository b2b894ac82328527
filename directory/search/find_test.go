package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// harbour is a small directory: one document for each thing that search must do.
var harbour = []Document{
	0: {Host: "quiet-harbour-sim.social", Name: "Quiet Harbour", Tags: []string{"mastodon Mastodon", "en English"}, Description: "A calm place for people who like boats."},
	1: {Host: "metalhead-sim.club", Name: "Metalheads", Tags: []string{"gotosocial GoToSocial", "de Deutsch German"}, Description: "Loud guitars, in Berlin and elsewhere."},
	2: {Host: "densha-sim.jp", Name: "東京の鉄道", Tags: []string{"misskey Misskey", "ja 日本語 Japanese"}, Description: "電車とカメラが好きな人のサーバー"},
	3: {Host: "fotografie-sim.de", Name: "Fotografie für alle", Description: "Bilder aus Köln, Łódź und São Paulo", Rules: []string{"Keine Werbung für Boats."}},
	4: {Host: "köln-sim.social", Alias: "xn--kln-sim-90a.social", Name: "Kölle", Description: "Für alle in der Stadt"},
	5: {Host: "books-sim.social", Name: "Harbour Books", Description: "Reading by the quiet sea. Boats welcome."},
}

func find(t testing.TB, documents []Document, text string) []uint32 {
	t.Helper()
	hits := Build(slices.Values(documents)).Find(text)
	if hits == nil {
		return nil
	}
	return hits.Ranked()
}

func TestFindNamedLooksAtHostsAndNames(t *testing.T) {
	index := Build(slices.Values(harbour))
	for text, want := range map[string][]uint32{
		"harbour": {0, 5}, "quiet": {0}, "boats": nil, "berlin": nil, "gotosocial": nil, "werbung": nil,
		"fotogarfie": {3}, "metalh": {1}, "harbour boats": nil, "xn--kln-sim-90a.social": {4},
	} {
		if got := index.FindNamed(text).Ranked(); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	if index.FindNamed("?") != nil {
		t.Error("no word finds something")
	}
}

func TestFind(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []uint32
	}{
		{"one word, the name before the description", "harbour", []uint32{0, 5}},
		{"all words must occur", "quiet boats", []uint32{0, 5}},
		{"the whole name comes first, in any order", "books harbour", []uint32{5}},
		{"letter case does not matter", "METALHEADS", []uint32{1}},
		{"accents do not matter in the query", "kolle", []uint32{4}},
		{"accents do not matter in the document", "łodz sao", []uint32{3}},
		{"width does not matter", "Ｂｅｒｌｉｎ", []uint32{1}},
		{"a sharp s is two letters", "fur alle stadt", []uint32{4}},
		{"the ASCII form of a host", "xn--kln-sim-90a.social", []uint32{4}},
		{"part of a host", "densha", []uint32{2}},
		{"software", "gotosocial", []uint32{1}},
		{"a language by its English name", "german", []uint32{1}},
		{"a rule", "werbung", []uint32{3}},
		{"the last word may be unfinished", "loud guit", []uint32{1}},
		{"a word before the last may not", "guit loud", nil},
		{"one letter alone is no beginning", "q", nil},
		{"Japanese, part of a name", "鉄道", []uint32{2}},
		{"one sign of Japanese", "京", []uint32{2}},
		{"signs that are not neighbours", "東鉄", nil},
		{"kana in half width", "ｶﾒﾗ", []uint32{2}},
		{"a letter left out", "fotografe bilder", []uint32{3}},
		{"a letter too many", "fotograffie bilder", []uint32{3}},
		{"a wrong letter", "fotografia bilder", []uint32{3}},
		{"two letters swapped", "fotogarfie bilder", []uint32{3}},
		{"two letters swapped in the middle", "fotorgafie bilder", []uint32{3}},
		{"two slips are too many", "fotogarfia bilder", nil},
		{"a short word has no slip", "lodx bilder", nil},
		{"nothing has the word", "zeppelin", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := find(t, harbour, tt.text); !slices.Equal(got, tt.want) {
				t.Errorf("Find(%q) = %v, want %v", tt.text, got, tt.want)
			}
		})
	}
}

func TestTextWithoutWordsIsNoQuery(t *testing.T) {
	x := Build(slices.Values(harbour))
	for _, text := range []string{"", " ", "!!!", "…", "⚡️", "\u200d", "\u0301"} {
		if x.Find(text) != nil {
			t.Errorf("Find(%q) found something, want no query", text)
		}
		if Searchable(text) {
			t.Errorf("Searchable(%q) = true", text)
		}
	}
	if hits := x.Find("zeppelin"); hits == nil || len(hits.Docs) != 0 {
		t.Error("a word that nothing has must find nothing, which is not no query")
	}
}

// TestFieldsWeighAsStated: the same word counts for more where it says more.
func TestFieldsWeighAsStated(t *testing.T) {
	documents := []Document{
		{Rules: []string{"lantern"}},
		{Description: "lantern"},
		{Tags: []string{"lantern"}},
		{Name: "the lantern"},
		{Host: "lantern-sim.social"},
	}
	if got, want := find(t, documents, "lantern"), []uint32{4, 3, 2, 1, 0}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
	hits := Build(slices.Values(documents)).Find("lantern")
	for i, weight := range []uint32{1, 4, 6, 8, 10} {
		if got := hits.Score(uint32(i)); got != weight*hits.Score(0) {
			t.Errorf("document %d scores %d, want %d times %d", i, got, weight, hits.Score(0))
		}
	}
}

// TestCommonWordIsNotCorrected: a word that several servers use is meant as it is.
func TestCommonWordIsNotCorrected(t *testing.T) {
	documents := []Document{{Name: "berlin one"}, {Name: "berlin two"}, {Name: "berlin three"}, {Name: "merlin"}}
	if got, want := find(t, documents, "berlin"), []uint32{0, 1, 2}; !slices.Equal(got, want) {
		t.Errorf("found %v, want %v", got, want)
	}
	if got, want := find(t, documents[2:], "berlin"), []uint32{0, 1}; !slices.Equal(got, want) {
		t.Errorf("found %v, want the rare word and then its neighbour, %v", got, want)
	}
}

// TestHugeDocumentIsBounded: a server that writes a book is found by how it begins.
func TestHugeDocumentIsBounded(t *testing.T) {
	var book strings.Builder
	for i := range 3 * maxWords {
		fmt.Fprintf(&book, "word%d ", i)
	}
	x := Build(slices.Values([]Document{{Host: "book-sim.social", Rules: []string{book.String(), "epilogue"}}}))
	if got := x.Size().Terms; got > maxWords {
		t.Errorf("%d terms of one document, want at most %d", got, maxWords)
	}
	if len(x.Find("word7").Docs) != 1 || len(x.Find("epilogue").Docs) != 0 {
		t.Error("the beginning must be found and the end not")
	}
}

// TestRankedIsByScoreThenNumber: the best comes first, and equals keep their order.
func TestRankedIsByScoreThenNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		documents := make([]Document, rapid.IntRange(1, 30).Draw(t, "documents"))
		for i := range documents {
			field := rapid.SampledFrom([]*string{&documents[i].Host, &documents[i].Name, &documents[i].Description}).Draw(t, "field")
			*field = rapid.SampledFrom([]string{"lantern", "lanterns"}).Draw(t, "word")
		}
		hits := Build(slices.Values(documents)).Find("lantern")
		want := slices.Clone(hits.Docs)
		slices.SortStableFunc(want, func(a, b uint32) int { return int(hits.Score(b)) - int(hits.Score(a)) })
		if got := hits.Ranked(); !slices.Equal(got, want) {
			t.Fatalf("ranked %v, want %v", got, want)
		}
	})
}

// TestFindSeesEveryWord: a document is found by each of its words, and only documents
// that have all words of the query are.
func TestFindSeesEveryWord(t *testing.T) {
	words := rapid.StringMatching(`[a-d]{1,3}`)
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.SliceOfN(words, 1, 5), 1, 12).Draw(t, "documents")
		documents := make([]Document, len(texts))
		for i, text := range texts {
			documents[i].Description = strings.Join(text, " ")
		}
		query := rapid.SliceOfN(words, 1, 3).Draw(t, "query")
		last := query[len(query)-1]
		hits := Build(slices.Values(documents)).Find(strings.Join(query, " "))
		for i, text := range texts {
			want := true
			for _, word := range query {
				want = want && slices.ContainsFunc(text, func(have string) bool {
					return have == word || word == last && len(word) >= minPrefix && strings.HasPrefix(have, word)
				})
			}
			if got := hits.Score(uint32(i)) > 0; got != want || slices.Contains(hits.Docs, uint32(i)) != want {
				t.Fatalf("document %q, query %q: found %v, want %v", text, query, got, want)
			}
		}
	})
}

// A word that is said again at the end is the one that may be unfinished, not the one
// before it.
func TestTheLastWordIsLastThoughRepeated(t *testing.T) {
	index := Build(slices.Values([]Document{{Description: "aaa d"}, {Description: "aa dune"}}))
	if hits := index.Find("d aa d"); len(hits.Docs) != 0 {
		t.Errorf("found %v; want nothing: d is too short to be unfinished, and aa is not the last", hits.Docs)
	}
	if hits := index.Find("du aa du"); !slices.Equal(hits.Docs, []uint32{1}) {
		t.Errorf("found %v; want the second", hits.Docs)
	}
}
