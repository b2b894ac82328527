package landfall

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Phrase is an English text, and apart from it what stands in it, so that pages can say it
// in other languages.
type Phrase struct {
	// Text is the English. {name} in it stands for the value of that name, {n} for N.
	Text string
	// One is the English where N is 1, "" of what counts nothing.
	One    string
	N      int64
	Values []Value
	// Then are the sentences that follow.
	Then []Phrase
}

// Value is what stands in a [Phrase]: a string that needs no translation, a whole number, a
// [Date], a [Moment], a [Reason], a [WhyMissing], a [SignupMode], a [Quotation], another
// Phrase or [Phrases], or a type of a higher layer whose String is its English.
type Value struct {
	Name string
	Of   any
}

type (
	// Date is the UTC day of a time.
	Date time.Time
	// Moment is the UTC minute of a time.
	Moment time.Time
	// Reason is why a visit failed, as [Explain] knows it.
	Reason string
	// WhyMissing is why a count is missing or doubted, as one of the Why constants.
	WhyMissing string
	// Quotation is what a stranger wrote, in a language that nobody knows.
	Quotation string
	// Phrases are a list of them.
	Phrases []Phrase
)

// Say returns a phrase; values are names and what stands for them in turn.
func Say(text string, values ...any) Phrase {
	p := Phrase{Text: text}
	for i := 0; i+1 < len(values); i += 2 {
		p.Values = append(p.Values, Value{fmt.Sprint(values[i]), values[i+1]})
	}
	return p
}

// SayCount returns a phrase that counts n of something.
func SayCount[N ~int | ~int64](n N, one, other string, values ...any) Phrase {
	p := Say(other, values...)
	p.One, p.N = one, int64(n)
	return p
}

// And returns the phrase with sentences after it.
func (p Phrase) And(then ...Phrase) Phrase {
	p.Then = slices.Concat(p.Then, then)
	return p
}

// Counts reports whether the phrase counts something.
func (p Phrase) Counts() bool { return p.One != "" }

// String returns the phrase in English.
func (p Phrase) String() string {
	text := p.Text
	if p.Counts() && p.N == 1 {
		text = p.One
	}
	var pairs []string
	for _, v := range p.Values {
		pairs = append(pairs, "{"+v.Name+"}", english(v.Of))
	}
	texts := []string{strings.NewReplacer(append(pairs, "{n}", english(p.N))...).Replace(text)}
	for _, then := range p.Then {
		texts = append(texts, then.String())
	}
	return strings.Join(texts, " ")
}

// english says a value, whole numbers with their thousands apart: "1,240".
func english(of any) string {
	text := fmt.Sprint(of)
	switch of.(type) {
	case int, int64:
		for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
			text = text[:i] + "," + text[i:]
		}
	}
	return text
}

// String returns the day: "5 Oct 2026".
func (d Date) String() string { return time.Time(d).UTC().Format("2 Jan 2006") }

// String returns the minute: "5 Oct 2026, 09:40 UTC".
func (m Moment) String() string { return time.Time(m).UTC().Format("2 Jan 2006, 15:04 UTC") }

// String returns the reason in words that fit the middle of a sentence.
func (r Reason) String() string { return Explain(string(r), 0).What }

// String returns the quotation in the quotation marks of English.
func (q Quotation) String() string { return "“" + string(q) + "”" }

// String returns the list with commas.
func (l Phrases) String() string {
	texts := make([]string, len(l))
	for i, p := range l {
		texts[i] = p.String()
	}
	return strings.Join(texts, ", ")
}
