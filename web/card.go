package web

import (
	"time"

	"landfall"
	"landfall/directory"
	"landfall/web/chart"
	"landfall/web/phrase"
)

// card is one server in a list.
type card struct {
	identity
	Speed       speedChip
	Description string
	Tags        []tag
	Facts       []fact
	Strip       chart.Strip
	Join        joinLink
	// Stale says that the newest visit is old, Silent since when it has not been
	// answering; both are usually empty.
	Stale, Silent string
}

// identity is what a server is called and where its page is.
type identity struct {
	Host   landfall.Host
	Name   string // theirs, or the domain if they state none
	Domain string // for reading
	Page   string // the path of its page
	Lang   string // of its texts, empty if unknown
	// Picture is the path of its picture, "" if Icon stands for it.
	Picture string
	Icon    monogram
}

// speedChip is a speed band as a word.
type speedChip struct {
	Band directory.Speed
	Word string
}

// tag is a link to the servers that share a trait. Lang is the language of the
// label, empty for the page's own.
type tag struct{ Label, Href, Lang string }

// fact is one line of a facts grid. Unknown facts are shown grey.
type fact struct {
	Label, Value string
	Unknown      bool
	Doubt        string // why the value is hard to believe
}

func newIdentity(server *directory.Server) identity {
	in := &server.Instance
	id := identity{
		Host: in.Host, Domain: server.Display(), Page: "/s/" + string(in.Host),
		Picture: picturePath(server.Icon), Icon: newMonogram(in.Host, in.Facts.Name),
	}
	id.Name = id.Domain
	if in.Facts.Stated(landfall.FieldName) && in.Facts.Name != "" {
		id.Name = in.Facts.Name
	}
	if len(in.Facts.Languages) == 1 {
		id.Lang = in.Facts.Languages[0]
	}
	return id
}

func (s *Site) newCard(server *directory.Server, now time.Time) card {
	c := card{
		identity:    newIdentity(server),
		Speed:       newSpeedChip(server.Speed),
		Description: server.Facts.Description,
		Tags:        newTags(&server.Facts),
		Facts:       cardFacts(server),
		Strip:       chart.NewStrip(server.Summary.Days),
		Join:        s.newJoinLink(server),
		Silent:      silent(&server.Instance, now),
	}
	if c.Silent == "" {
		c.Stale = s.stale(server.LastVisit, now)
	}
	return c
}

func newSpeedChip(band directory.Speed) speedChip {
	words := map[directory.Speed]string{
		directory.SpeedFast: "Fast", directory.SpeedGood: "Good",
		directory.SpeedModerate: "Moderate", directory.SpeedSlow: "Slow",
	}
	word, ok := words[band]
	if !ok {
		return speedChip{Band: directory.SpeedUnknown, Word: "No speed yet"}
	}
	return speedChip{Band: band, Word: word}
}

// tagLanguages is how many languages a card names.
const tagLanguages = 3

func newTags(facts *landfall.Facts) []tag {
	var tags []tag
	if !facts.Software.IsZero() {
		tags = append(tags, tag{
			Label: directory.SoftwareLabel(facts.Software.Name),
			Href:  narrowed(directory.KeySoftware, facts.Software.Name),
		})
	}
	for _, code := range facts.Languages[:min(len(facts.Languages), tagLanguages)] {
		tags = append(tags, tag{
			Label: directory.LanguageLabel(code), Lang: code,
			Href: narrowed(directory.KeyLanguage, code),
		})
	}
	return tags
}

func cardFacts(server *directory.Server) []fact {
	up := phrase.Share(server.Summary.Answered, server.Summary.Visits)
	click := server.Summary.Click
	facts := []fact{
		{Label: "Typical response", Value: "Not measured yet", Unknown: true},
		{Label: "Sign-up", Value: phrase.SignupShort(server.Facts.Signup)},
		{Label: "Up, last 90 days", Value: up},
		peopleFact("Active this month", server.Facts.ActiveMonth),
	}
	if click.N > 0 {
		facts[0] = fact{Label: "Typical response", Value: phrase.Duration(click.P50)}
	}
	if server.Facts.Signup.Mode == landfall.SignupUnknown && !server.Facts.Signup.NotClosed {
		facts[1].Unknown = true
	}
	if up == "" {
		facts[2] = fact{Label: "Up, last 90 days", Value: "Not measured yet", Unknown: true}
	}
	return facts
}
