package wizard

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"landfall/directory/kind"
	"landfall/directory/place"
	"landfall/directory/rank"
	"landfall/directory/topic"
)

// Note tells a reader about an answer that was dropped, in a sentence.
type Note string

// Parse reads answers from URL parameters. Values may be repeated or comma-joined.
// Unknown parameters are ignored; bad values are dropped with a note.
func Parse(values url.Values) (Answers, []Note) {
	p := parser{values: values}
	a := Answers{
		Step:      parseOne(&p, KeyStep, complaintStep, parseStep),
		Pick:      p.ticked(KeyPick, Ticked),
		Kind:      parseOne(&p, KeyKind, complaintKind, oneOf(kind.All)),
		Languages: parseMany(&p, KeyLanguage, MaxLanguages, complaintLanguage, parseLanguage),
		Adult:     p.adult(),
		Place:     parseOne(&p, KeyPlace, complaintPlace, parsePlace),
		Matters:   parseMany(&p, KeyMatter, MaxMatters, complaintMatter, oneOf(rank.Matters())),
		Now:       p.ticked(KeyJoin, JoinNow),
		From:      parseOne(&p, KeyFrom, complaintRegion, oneOf(rank.Regions())),
		More:      p.more(),
		Version:   p.version(),
	}
	a.Topics = p.topics(a.Adult)
	a.Matters = p.oneSize(a.Matters)
	return a.normal(), p.notes
}

// What is wrong with an answer, after the answer itself.
const (
	complaintStep     = "is not a step of this form."
	complaintKind     = "is nothing that can be done on a server."
	complaintLanguage = "is not a language code such as “de” or “pt-BR”."
	complaintPlace    = "is not a place such as “de” or “de.berlin”."
	complaintMatter   = "is nothing that servers can be told apart by."
	complaintRegion   = "is not a part of the world."
	complaintTick     = "is not an answer here."
	complaintTopic    = "is not a topic that can be chosen."
	complaintMany     = "is one more than can be chosen."
	complaintMore     = "is not a number of servers that can be shown."
	leftOut           = " It was left out."
)

// What else is said.
const (
	noteAdult   = "Servers for adult content are only shown to those who say that they are 18 or older. They were left out."
	noteSize    = "A server cannot be both small and lively. Lively was left out."
	noteVersion = "is the ranking that this link was made with. What is shown is the present one."
)

// parser collects what is wrong with a set of parameters.
type parser struct {
	values url.Values
	notes  []Note
}

// maxNotes bounds the notes about one request.
const maxNotes = 20

func (p *parser) note(text string) {
	if len(p.notes) < maxNotes {
		p.notes = append(p.notes, Note(text))
	}
}

func (p *parser) refuse(value, why string) {
	p.note("“" + quotable(value) + "” " + why + leftOut)
}

// parts returns the comma-joined parts of a key's values, without empty ones.
func (p *parser) parts(key string) []string {
	var parts []string
	for _, value := range p.values[key] {
		for part := range strings.SplitSeq(value, ",") {
			if part = strings.TrimSpace(part); part != "" {
				parts = append(parts, part)
			}
		}
	}
	return parts
}

// parseMany returns the values of a key that parse, each once.
func parseMany[T comparable](p *parser, key string, most int, complaint string, parse func(string) (T, bool)) []T {
	var chosen []T
	for _, part := range p.parts(key) {
		value, ok := parse(part)
		switch {
		case !ok:
			p.refuse(part, complaint)
		case slices.Contains(chosen, value):
		case len(chosen) == most:
			p.refuse(part, complaintMany)
			return chosen
		default:
			chosen = append(chosen, value)
		}
	}
	return chosen
}

// parseOne returns the one value of a key.
func parseOne[T comparable](p *parser, key, complaint string, parse func(string) (T, bool)) (value T) {
	for _, v := range parseMany(p, key, 1, complaint, parse) {
		value = v
	}
	return value
}

func (p *parser) ticked(key, yes string) bool {
	return parseOne(p, key, complaintTick, func(text string) (bool, bool) { return true, text == yes })
}

// adult needs both a tick and the statement of age.
func (p *parser) adult() bool {
	wanted, old := p.ticked(KeyAdult, Ticked), p.ticked(KeyAge, OfAge)
	if wanted && !old {
		p.note(noteAdult)
	}
	return wanted && old
}

func (p *parser) topics(adult bool) []topic.ID {
	return parseMany(p, KeyTopic, MaxTopics, complaintTopic, func(text string) (topic.ID, bool) {
		entry, ok := topic.Default().Topic(topic.ID(strings.ToLower(text)))
		return entry.ID, ok && (!entry.Adult || adult)
	})
}

// oneSize drops the second of two wishes that contradict each other.
func (p *parser) oneSize(matters []rank.Matter) []rank.Matter {
	if slices.Contains(matters, rank.Small) && slices.Contains(matters, rank.Lively) {
		p.note(noteSize)
		matters = slices.DeleteFunc(matters, func(m rank.Matter) bool { return m == rank.Lively })
	}
	return matters
}

func (p *parser) more() int {
	return parseOne(p, KeyMore, complaintMore, func(text string) (int, bool) {
		n, err := strconv.Atoi(text)
		return n, err == nil && n >= 1 && n <= MaxMore
	})
}

// version reads which ranking a link was made with. Only the present one can be shown.
func (p *parser) version() string {
	made := strings.TrimSpace(p.values.Get(KeyVersion))
	if made != "" && made != rank.Version {
		p.note("“" + quotable(made) + "” " + noteVersion)
		return rank.Version
	}
	return made
}

func oneOf[T ~string](all []T) func(string) (T, bool) {
	return func(text string) (T, bool) {
		value := T(strings.ToLower(text))
		return value, slices.Contains(all, value)
	}
}

// parseLanguage reads a language, with script and region if it has them.
func parseLanguage(text string) (string, bool) {
	const maxTag = 35 // RFC 5646 §4.4.1
	if len(text) > maxTag {
		return "", false
	}
	tag, err := language.Parse(text)
	if err != nil {
		return "", false
	}
	return plainTag(tag)
}

// plainTag returns a tag in its canonical form, "no" for "nb", without variants and
// extensions; ok is false if it names no language.
func plainTag(tag language.Tag) (string, bool) {
	if canonical, err := language.All.Canonicalize(tag); err == nil {
		tag = canonical
	}
	base, script, region := tag.Raw()
	plain, err := language.Compose(base, script, region)
	return plain.String(), err == nil && base.String() != "und"
}

// parsePlace reads the ID of a place. That there is such a place is only checked of its
// country.
func parsePlace(text string) (place.ID, bool) {
	const maxPlace = 64
	id := place.ID(strings.ToLower(text))
	country, local, within := strings.Cut(string(id), ".")
	region, err := language.ParseRegion(country)
	wrong := func(r rune) bool {
		return r != '-' && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r)
	}
	ok := err == nil && len(country) == 2 && region.IsCountry() && len(id) <= maxPlace && within == (local != "") && !strings.ContainsFunc(local, wrong)
	return id, ok
}

// quotable makes a stranger's text fit to be shown inside a sentence.
func quotable(text string) string {
	const most = 40
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, text))
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
