package tongue

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"pgregory.net/rapid"
)

// in is a language with a few messages of its own.
func in(t testing.TB, code string, messages ...*i18n.Message) context.Context {
	t.Helper()
	for _, d := range days {
		if d.code != code {
			continue
		}
		tongue := newTongue(code, d.days)
		bundle := i18n.NewBundle(language.English)
		if err := bundle.AddMessages(tongue.Tag, messages...); err != nil {
			t.Fatal(err)
		}
		if code != "en" {
			tongue.learn(bundle, messages)
		}
		return With(t.Context(), tongue)
	}
	t.Fatalf("no language %s", code)
	return nil
}

func TestSay(t *testing.T) {
	german := in(t, "de", &i18n.Message{ID: "by {who}", Other: "von {who}"}, &i18n.Message{ID: "sign-up|Open", Other: "Offen"})
	for _, tt := range []struct {
		ctx     context.Context
		english string
		args    []any
		want    string
	}{
		{t.Context(), "by {who}", []any{"who", "her"}, "by her"},
		{german, "by {who}", []any{"who", "ihr"}, "von ihr"},
		{german, "not translated, {n}", []any{"n", 1240}, "not translated, 1.240"},
		{t.Context(), "{n} of {m}", []any{"n", 1240, "m", int64(5)}, "1,240 of 5"},
		{t.Context(), "sign-up|Open", nil, "Open"},
		{german, "sign-up|Open", nil, "Offen"},
		{german, "door|Open", nil, "Open"},
		{t.Context(), "a or b | c", nil, "a or b | c"},
		{t.Context(), "no {value} for it", []any{"other", "x"}, "no {value} for it"},
		{t.Context(), "{a}{b}", []any{"a", "{b}", "b", "x"}, "{b}x"},
	} {
		if got := Say(tt.ctx, tt.english, tt.args...); got != tt.want {
			t.Errorf("%q in %s = %q, want %q", tt.english, From(tt.ctx).Code, got, tt.want)
		}
	}
}

// TestJoin puts texts together as each language does.
func TestJoin(t *testing.T) {
	for code, want := range map[string][4]string{
		"en": {"a, b, c", "Age: 3", "Age (3)", "“x”"}, "fr": {"a, b, c", "Age\u202f: 3", "Age (3)", "«\u202fx\u202f»"},
		"ja": {"a、b、c", "Age：3", "Age（3）", "「x」"}, "ar": {"a، b، c", "Age: 3", "Age (3)", "«x»"},
	} {
		ctx := With(t.Context(), Find(code))
		if got := [4]string{List(ctx, []string{"a", "b", "c"}), Labelled(ctx, "Age", "3"), Aside(ctx, "Age", "3"), Quoted(ctx, "x")}; got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
		if got, want := Sentences(ctx, []string{"A.", "B."}), map[bool]string{true: "A.B.", false: "A. B."}[code == "ja"]; got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
		if got := List(ctx, nil) + List(ctx, []string{"a"}); got != "a" {
			t.Errorf("%s: none and one are %q", code, got)
		}
	}
}

// TestThousands: some languages have no mark in numbers of four digits.
func TestThousands(t *testing.T) {
	for code, want := range map[string]string{"en": "1,660 16,600", "de": "1.660 16.600", "es": "1660 16.600", "it": "1660 16.600", "pl": "1660 16\u00a0600", "ar": "١٬٦٦٠ ١٦٬٦٠٠"} {
		ctx := With(t.Context(), Find(code))
		if got := Number(ctx, 1660) + " " + Number(ctx, 16600); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
		if first, _, _ := strings.Cut(want, " "); strings.TrimLeft(Number(ctx, -1660), "-−\u061c\u200e") != first || !strings.HasPrefix(Decimal(ctx, 1660.5, 1), first) || !strings.HasPrefix(Percent(ctx, 16.6, 0), first) {
			t.Errorf("%s: %q, %q and %q", code, Number(ctx, -1660), Decimal(ctx, 1660.5, 1), Percent(ctx, 16.6, 0))
		}
	}
}

func TestCount(t *testing.T) {
	polish := in(t, "pl", &i18n.Message{ID: "{n} servers", One: "{n} serwer", Few: "{n} serwery", Many: "{n} serwerów", Other: "{n} serwera"})
	arabic := in(t, "ar", &i18n.Message{ID: "{n} servers", Zero: "0", One: "1", Two: "2", Few: "few {n}", Many: "many {n}", Other: "other {n}"})
	for _, tt := range []struct {
		ctx  context.Context
		n    int
		want string
	}{
		{t.Context(), 1, "one server"},
		{t.Context(), 0, "0 servers"},
		{t.Context(), 1240, "1,240 servers"},
		{polish, 1, "1 serwer"},
		{polish, 2, "2 serwery"},
		{polish, 5, "5 serwerów"},
		{polish, 22, "22 serwery"},
		{arabic, 2, "2"},
		{arabic, 3, "few ٣"},
		{in(t, "fr"), 0, "0 servers"},
	} {
		if got := Count(tt.ctx, tt.n, "one server", "{n} servers"); got != tt.want {
			t.Errorf("%d in %s = %q, want %q", tt.n, From(tt.ctx).Code, got, tt.want)
		}
	}
}

func TestCalendarAndNumbers(t *testing.T) {
	at := time.Date(2026, 10, 5, 9, 40, 0, 0, time.UTC)
	for code, want := range map[string][]string{
		"en":      {"5 Oct 2026", "5 October 2026", "5 Oct 2026, 09:40 UTC", "1.4", "99.98%", "German", "Germany"},
		"de":      {"05.10.2026", "5. Oktober 2026", "05.10.2026, 09:40 UTC", "1,4", "99,98\u00a0%", "Deutsch", "Deutschland"},
		"ja":      {"2026/10/05", "2026年10月5日", "2026/10/05, 09:40 UTC", "1.4", "99.98%", "ドイツ語", "ドイツ"},
		"zh-Hans": {"2026年10月5日", "2026年10月5日", "2026年10月5日, 09:40 UTC", "1.4", "99.98%", "德语", "德国"},
		"ar":      {"٠٥\u200f/١٠\u200f/٢٠٢٦"},
	} {
		ctx := in(t, code)
		got := []string{Date(ctx, at), LongDate(ctx, at), Moment(ctx, at), Decimal(ctx, 1.4, 1), Percent(ctx, 0.9998, 2), Language(ctx, "de"), Country(ctx, "de")}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %q, want %q", code, got[i], want[i])
			}
		}
	}
}

func TestPath(t *testing.T) {
	german := in(t, "de")
	for _, tt := range []struct {
		ctx        context.Context
		path, want string
	}{
		{t.Context(), "/servers?topic=music", "/servers?topic=music"},
		{german, "/servers?topic=music", "/de/servers?topic=music"},
		{german, "/", "/de/"},
		{german, "/api/v1/servers", "/api/v1/servers"},
		{german, "#top", "#top"},
		{german, "https://x.example/", "https://x.example/"},
		{german, "//x.example/", "//x.example/"},
	} {
		if got := Path(tt.ctx, tt.path); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.path, got, tt.want)
		}
	}
}

func TestPseudo(t *testing.T) {
	ctx := With(t.Context(), Pseudo(false))
	got := Say(ctx, "Read [how it is](link) of {who}, `code`", "who", "name")
	for _, kept := range []string{"(link)", "name", "`code`", "[Réáð"} {
		if kept != "[Réáð" && !strings.Contains(got, kept) {
			t.Errorf("%q has lost %q", got, kept)
		}
	}
	if !strings.HasSuffix(got, "~]") || !strings.Contains(got, "hö") {
		t.Errorf("%q", got)
	}
}

// Filling never breaks on what is filled in, and leaves no name behind.
func TestFillIsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.String().Draw(t, "value")
		if got := Say(context.Background(), "<{x}|{x}>", "x", value); got != "<"+value+"|"+value+">" {
			t.Fatalf("%q", got)
		}
	})
}

// TestYearsHaveTheDigitsOfTheLanguage: a year has no mark between its thousands.
func TestYearsHaveTheDigitsOfTheLanguage(t *testing.T) {
	for code, want := range map[string]string{"en": "2026", "de": "2026", "ar": "٢٠٢٦"} {
		if got := Year(With(t.Context(), Find(code)), 2026); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}
