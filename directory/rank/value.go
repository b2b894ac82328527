package rank

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"landfall"
	"landfall/directory/kind"
	"landfall/directory/place"
	"landfall/directory/topic"
)

// What stands in a [landfall.Phrase] of the ranking, beside what the root package knows.
type (
	// Topics are some of which any will do.
	Topics []topic.ID
	// Where is a place.
	Where place.ID
	// Languages are BCP 47 tags.
	Languages []string
	// Kinds are what servers are made for.
	Kinds []kind.Kind
	// Took is said in milliseconds.
	Took time.Duration
	// Day is the UTC day of a time, with the whole name of its month.
	Day time.Time
	// Share is from 0 to 1, and said in percent.
	Share float64
	// Confidence is from 0 to 1.
	Confidence float64
)

// String returns the topics: "Music or Art & design".
func (t Topics) String() string { return joined(t, topicLabel, " or ") }

// String returns the place: "Berlin, Germany".
func (w Where) String() string {
	country, local, within := strings.Cut(string(w), ".")
	if region, err := language.ParseRegion(country); err == nil {
		country = display.English.Regions().Name(region)
	}
	if !within {
		return country
	}
	words := strings.Split(local, "-")
	for i, word := range words {
		first := []rune(word)
		words[i] = strings.ToUpper(string(first[:min(1, len(first))])) + string(first[min(1, len(first)):])
	}
	return strings.Join(words, " ") + ", " + country
}

// String returns the languages: "German, French".
func (l Languages) String() string { return joined(l, languageName, ", ") }

// String returns what kinds are called inside a sentence.
func (k Kinds) String() string {
	return joined(k, func(k kind.Kind) string { return strings.ToLower(k.Label()) }, ", ")
}

// String returns the milliseconds: "1,240 ms".
func (t Took) String() string {
	return landfall.Say("{n} ms", "n", time.Duration(t).Milliseconds()).String()
}

// String returns the day: "5 October 2026".
func (d Day) String() string { return time.Time(d).UTC().Format("2 January 2006") }

// Percent returns a share in percent with at most two decimals, never rounded up: 99.999 %
// is not 100 %.
func (s Share) Percent() float64 { return float64(int(float64(s)*10_000+1e-9)) / 100 }

// String returns the share: "99.99 %".
func (s Share) String() string { return strconv.FormatFloat(s.Percent(), 'f', -1, 64) + " %" }

// String returns the confidence: "90 % sure".
func (c Confidence) String() string { return strconv.Itoa(int(100*c+0.5)) + " % sure" }

// years says an age: whole years, or months below two years.
func years(d time.Duration) landfall.Phrase {
	if d < 2*year {
		return landfall.SayCount(d/(year/12), "{n} month", "{n} months")
	}
	return landfall.SayCount(d/year, "{n} year", "{n} years")
}

func topicLabel(id topic.ID) string {
	if entry, ok := topic.Default().Topic(id); ok {
		return entry.Label
	}
	return string(id)
}

func joined[T any](list []T, say func(T) string, by string) string {
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = say(v)
	}
	return strings.Join(texts, by)
}
