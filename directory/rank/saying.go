package rank

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"landfall/directory/kind"
	"landfall/directory/place"
	"landfall/directory/topic"
)

// Saying is a sentence, or a part of one: English words, and apart from them what stands
// in them, so that pages can say it in other languages: as [landfall.Phrase], with values
// whose English the root package does not know.
type Saying struct {
	// Text is the English. {name} in it stands for the value of that name and {n} for N.
	Text string
	// One is the English where N is 1, "" of what counts nothing.
	One    string
	N      int64
	Values []Value
	// Then are the sentences that follow.
	Then []Saying
}

// Value is what stands in a [Saying]: a string that needs no translation, a whole number,
// a [topic.ID], [place.ID], [kind.Kind] or [Language], a list of languages or kinds, topics
// of which any will do, the milliseconds of a [time.Duration], an [Age], the day of a
// [time.Time], a [Share], a [Confidence], another Saying or a list of them.
type Value struct {
	Name string
	Of   any
}

type (
	// Language is a BCP 47 tag.
	Language string
	// Age is said in years, or in months below two years.
	Age time.Duration
	// Share is from 0 to 1, and said in percent.
	Share float64
	// Confidence is from 0 to 1.
	Confidence float64
)

// Say returns a saying; values are names and what stands for them in turn.
func Say(text string, values ...any) Saying {
	s := Saying{Text: text}
	for i := 0; i+1 < len(values); i += 2 {
		s.Values = append(s.Values, Value{fmt.Sprint(values[i]), values[i+1]})
	}
	return s
}

// Count returns a saying that counts n of something.
func Count[N ~int | ~int64](n N, one, other string, values ...any) Saying {
	s := Say(other, values...)
	s.One, s.N = one, int64(n)
	return s
}

// And returns the saying with sentences after it.
func (s Saying) And(then ...Saying) Saying {
	s.Then = slices.Concat(s.Then, then)
	return s
}

// Counts reports whether the saying counts something.
func (s Saying) Counts() bool { return s.One != "" }

// String returns the saying in English.
func (s Saying) String() string {
	text := s.Text
	if s.Counts() && s.N == 1 {
		text = s.One
	}
	pairs := []string{"{n}", number(s.N)}
	for _, v := range s.Values {
		pairs = append(pairs, "{"+v.Name+"}", english(v.Of))
	}
	texts := []string{strings.NewReplacer(pairs...).Replace(text)}
	for _, then := range s.Then {
		texts = append(texts, then.String())
	}
	return strings.Join(texts, " ")
}

// MarshalText returns the saying in English.
func (s Saying) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Months returns an age in months, Years in years: whole ones, rounded down.
func (a Age) Months() int { return int(time.Duration(a) / (year / 12)) }

// Years returns the whole years.
func (a Age) Years() int { return int(time.Duration(a) / year) }

// Young reports whether an age is said in months.
func (a Age) Young() bool { return time.Duration(a) < 2*year }

// Percent returns a share in percent with at most two decimals, never rounded up.
func (s Share) Percent() float64 { return float64(int(float64(s)*10_000+1e-9)) / 100 }

// english says a value.
func english(of any) string {
	switch v := of.(type) {
	case int:
		return number(v)
	case int64:
		return number(v)
	case topic.ID:
		return topicLabel(v)
	case []topic.ID:
		return joined(v, topicLabel, " or ")
	case place.ID:
		return placeLabel(v)
	case Language:
		return languageName(string(v))
	case []Language:
		return joined(v, func(l Language) string { return languageName(string(l)) }, ", ")
	case kind.Kind:
		return lower(v)
	case []kind.Kind:
		return joined(v, lower, ", ")
	case []Saying:
		return joined(v, Saying.String, ", ")
	}
	return englishMeasure(of)
}

// englishMeasure says a value that was measured or reckoned.
func englishMeasure(of any) string {
	switch v := of.(type) {
	case time.Duration:
		return millis(v)
	case time.Time:
		return v.UTC().Format(dateForm)
	case Age:
		return years(time.Duration(v))
	case Share:
		return percent(v)
	case Confidence:
		return sure(float64(v))
	}
	return fmt.Sprint(of)
}

func joined[T any](list []T, say func(T) string, by string) string {
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = say(v)
	}
	return strings.Join(texts, by)
}
