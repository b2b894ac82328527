package directory

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// query returns the default query with changes.
func query(change func(*Query)) Query {
	q := DefaultQuery()
	change(&q)
	return q
}

func TestParseQuery(t *testing.T) {
	for _, tt := range []struct {
		name, in, canonical string
		want                Query
	}{
		{"nothing asked", "", "", DefaultQuery()},
		{"unknown parameters are ignored", "utm_source=x&topics=music&_=1", "", DefaultQuery()},
		{"defaults may be spelled out", "signup=open,approval,not_closed&sort=shuffle&page=1&per=30&view=cards&q=", "", DefaultQuery()},
		{"values repeated and joined", "sw=mastodon&sw=lemmy,mastodon&sw=", "sw=lemmy,mastodon", query(func(q *Query) { *q = q.With(KeySoftware, "lemmy", "mastodon") })},
		{"letter case of words", "sw=Mastodon&size=SMALL&sort=Name", "size=small&sort=name&sw=mastodon", query(func(q *Query) {
			*q = q.With(KeySoftware, "mastodon").With(KeySize, "small")
			q.Sort = SortName
		})},
		{"any sign-up", "signup=any", "signup=any", query(func(q *Query) { *q = q.With(KeySignup) })},
		{"any beside another value means nothing", "signup=any&signup=closed", "signup=closed", query(func(q *Query) { *q = q.With(KeySignup, "closed") })},
		{"any of another facet is no filter", "lang=any", "", DefaultQuery()},
		{"language codes", "lang=DE,pt_br,en-us,zh-tw,pt-PT", "lang=de,en,pt,pt-PT,zh-TW", query(func(q *Query) {
			*q = q.With(KeyLanguage, "de", "en", "pt", "pt-PT", "zh-TW")
		})},
		{"text changes the default order", "q=+quiet++harbour+", "q=quiet+harbour", query(func(q *Query) { q.Text, q.Sort = "quiet harbour", SortMatch })},
		{"text in another order", "q=quiet&sort=shuffle", "q=quiet&sort=shuffle", query(func(q *Query) { q.Text = "quiet" })},
		{"text is composed and visible", "q=cafe%CC%81%E2%80%AE%00", "q=caf%C3%A9", query(func(q *Query) { q.Text, q.Sort = "café", SortMatch })},
		{"a comma in text is text", "q=a%2Cb,c", "q=a,b,c", query(func(q *Query) { q.Text, q.Sort = "a,b,c", SortMatch })},
		{"page, size of pages and view", "page=3&per=50&view=table", "page=3&per=50&view=table", query(func(q *Query) {
			q.Page, q.PerPage, q.View = 3, 50, ViewTable
		})},
	} {
		t.Run(tt.name, func(t *testing.T) {
			values, err := url.ParseQuery(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			got, notes := ParseQuery(values)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("query (-want +got):\n%s", diff)
			}
			if len(notes) > 0 {
				t.Errorf("notes %q, want none", notes)
			}
			if canonical := got.Canonical(); canonical != tt.canonical {
				t.Errorf("canonical %q, want %q", canonical, tt.canonical)
			}
		})
	}
}

func TestValueErrorsAreDroppedWithANote(t *testing.T) {
	for _, tt := range []struct{ name, in, canonical, note string }{
		{"sign-up", "signup=opne", "", "“opne” is not a way to sign up. It was left out."},
		{"one bad beside a good one", "speed=fast,warp", "speed=fast", "“warp” is not a speed. It was left out."},
		{"size", "size=42", "", "“42” is not a size. It was left out."},
		{"language", "lang=klingonish", "", "“klingonish” is not a language code such as “de” or “pt-PT”. It was left out."},
		{"private language", "lang=x-mine", "", "“x-mine” is not a language code such as “de” or “pt-PT”. It was left out."},
		{"software", "sw=a%20b", "", "“a b” is not the name of a software. It was left out."},
		{"sort", "sort=random", "", "“random” is not an order that servers can be sorted in. It was left out."},
		{"best match of nothing", "sort=match", "", "“match” needs words to match. It was left out."},
		{"page 0", "page=0", "", "“0” is not a whole number from 1 to 10000. It was left out."},
		{"page of the far end", "page=1000000000", "", "“1000000000” is not a whole number from 1 to 10000. It was left out."},
		{"too many a page", "per=101", "", "“101” is not a whole number from 1 to 100. It was left out."},
		{"view", "view=map", "", "“map” is not one of: cards, table. It was left out."},
		{"text of signs", "q=%21%3F", "", "“!?” has no letter or digit to search for. It was left out."},
		{"long text", "q=" + strings.Repeat("a", 201), "q=" + strings.Repeat("a", 200), "“" + strings.Repeat("a", 40) + "…” is longer than 200 characters and was cut there."},
		{"hidden direction", "sw=%E2%80%AEevil!", "", "“evil!” is not the name of a software. It was left out."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			values, err := url.ParseQuery(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			q, notes := ParseQuery(values)
			if diff := cmp.Diff([]Note{Note(tt.note)}, notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			if got := q.Canonical(); got != tt.canonical {
				t.Errorf("canonical %q, want %q", got, tt.canonical)
			}
		})
	}
}

func TestQueryIsBounded(t *testing.T) {
	values := url.Values{}
	for i := range 500 {
		values.Add(KeySoftware, fmt.Sprintf("s%d,t%d", i, i))
		values.Add(KeySize, "nonsense")
	}
	q, notes := ParseQuery(values)
	if len(q.Chosen[KeySoftware]) != MaxValues {
		t.Errorf("%d values of one facet, want %d", len(q.Chosen[KeySoftware]), MaxValues)
	}
	if len(notes) != maxBad {
		t.Errorf("%d notes, want %d", len(notes), maxBad)
	}
}

func TestWithout(t *testing.T) {
	q := query(func(q *Query) {
		*q = q.With(KeySoftware, "lemmy", "mastodon")
		q.Page = 4
	})
	if got := q.Without(KeySoftware, "lemmy").Canonical(); got != "sw=mastodon" {
		t.Errorf("without one value: %q", got)
	}
	if got := q.Canonical(); got != "page=4&sw=lemmy,mastodon" {
		t.Errorf("the query itself became %q", got)
	}
	for _, value := range defaultSignup() {
		q = q.Without(KeySignup, value)
	}
	if got := q.Canonical(); got != "signup=any&sw=lemmy,mastodon" {
		t.Errorf("without any sign-up value: %q, want any", got)
	}
}

// TestQueryRoundTrip: a query and its parameters say the same.
func TestQueryRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuery(t)
		q.Page = rapid.IntRange(1, MaxPage).Draw(t, "page")
		got, notes := ParseQuery(q.Values())
		if diff := cmp.Diff(q, got); diff != "" || len(notes) > 0 {
			t.Fatalf("%q (-want +got):\n%s\nnotes %q", q.Canonical(), diff, notes)
		}
	})
}

func FuzzParseQuery(f *testing.F) {
	for _, seed := range []string{
		"", "q=quiet&sw=mastodon,lemmy&page=2", "signup=any", "lang=de-u-co-phonebk,x-a,i-klingon,zh-Hant-TW", "q=%ff%fe%00&sort=%00",
		"q=a%CC%81%CC%81&per=0x10&page=+1", "q=';DROP TABLE hosts;--&sort=name)--", "view=table&view=cards&size=,,,",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		values, _ := url.ParseQuery(raw)
		q, notes := ParseQuery(values)
		if utf8.RuneCountInString(q.Text) > MaxText || q.Page < 1 || q.Page > MaxPage || q.PerPage < 1 || q.PerPage > MaxPerPage {
			t.Fatalf("out of bounds: %+v", q)
		}
		for i := range facets {
			chosen := q.Chosen[facets[i].key]
			if len(chosen) > MaxValues || !slices.IsSorted(chosen) {
				t.Fatalf("%s: %q", facets[i].key, chosen)
			}
		}
		for _, note := range notes {
			if !utf8.ValidString(string(note)) || utf8.RuneCountInString(string(note)) > 200 {
				t.Fatalf("note %q", note)
			}
		}
		again, more := ParseQuery(q.Values())
		if diff := cmp.Diff(q, again); diff != "" || len(more) > 0 {
			t.Fatalf("parameters do not give the query again (-want +got):\n%s\nnotes %q", diff, more)
		}
		canonical, err := url.ParseQuery(q.Canonical())
		if err != nil {
			t.Fatalf("canonical %q: %v", q.Canonical(), err)
		}
		fromText, more := ParseQuery(canonical)
		if diff := cmp.Diff(q, fromText); diff != "" || len(more) > 0 {
			t.Fatalf("the canonical text does not give the query again (-want +got):\n%s\nnotes %q", diff, more)
		}
		if fromText.Canonical() != q.Canonical() {
			t.Fatalf("canonical %q became %q", q.Canonical(), fromText.Canonical())
		}
	})
}
