package web

import (
	"slices"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/directory/place"
	"landfall/directory/topic"
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
	// Closing is the mark of a server that closes or has closed, nil of any other.
	Closing *closingMark
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
// label, empty for the page's own. Note says in a word how it is known.
type tag struct{ Label, Href, Lang, Note string }

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
		Tags:        newTags(server),
		Facts:       cardFacts(server),
		Strip:       chart.NewStrip(server.Summary.Days),
		Join:        s.newJoinLink(server),
		Silent:      silent(&server.Instance, now),
	}
	if server.Closing != nil {
		mark := newClosingMark(server.Closing, now)
		c.Closing = &mark
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

// How many languages a card names, and how many topics and places together.
const (
	tagLanguages = 3
	tagThemes    = 3
)

func newTags(server *directory.Server) []tag {
	tags := themeTags(server)
	if name := server.Facts.Software.Name; name != "" {
		tags = append(tags, tag{Label: directory.SoftwareLabel(name), Href: narrowed(directory.KeySoftware, name)})
	}
	languages := languageTags(server)
	return append(tags, languages[:min(len(languages), tagLanguages)]...)
}

// themeTags names the surest topics and places, a sub-topic or city in the stead of what
// it is part of, and a place as the last if there is one.
func themeTags(server *directory.Server) []tag {
	var topics, places []tag
	for _, f := range exactTopics(server.Reading.Topics.Topics) {
		topics = append(topics, topicTag(f.ID))
	}
	for _, f := range exactPlaces(server.Reading.Places.CommunityFor.Shown) {
		places = append(places, placeTag(f.ID))
	}
	room := tagThemes - min(len(places), 1)
	topics = topics[:min(len(topics), room)]
	return append(topics, places[:min(len(places), tagThemes-len(topics))]...)
}

// exactTopics leaves out topics of which a sub-topic is among the findings.
func exactTopics(findings []topic.Finding) []topic.Finding {
	var exact []topic.Finding
	for _, f := range findings {
		isPart := func(o topic.Finding) bool { return o.ID.IsSub() && o.ID.Parent() == f.ID }
		if !slices.ContainsFunc(findings, isPart) {
			exact = append(exact, f)
		}
	}
	return exact
}

// exactPlaces leaves out countries of which a city or region is among the findings.
func exactPlaces(findings []place.Finding) []place.Finding {
	var exact []place.Finding
	for _, f := range findings {
		isPart := func(o place.Finding) bool { return !o.ID.IsCountry() && o.ID.Country() == f.ID }
		if !slices.ContainsFunc(findings, isPart) {
			exact = append(exact, f)
		}
	}
	return exact
}

func topicTag(id topic.ID) tag {
	return tag{Label: directory.TopicLabel(string(id)), Href: narrowed(directory.KeyTopic, string(id))}
}

func placeTag(id place.ID) tag {
	return tag{Label: directory.PlaceLabel(string(id)), Href: narrowed(directory.KeyPlace, string(id))}
}

// languageTags names the languages that a server declares, then those that are only seen
// in its texts.
func languageTags(server *directory.Server) []tag {
	var tags []tag
	for _, code := range server.Facts.Languages {
		tags = append(tags, languageTag(code, ""))
	}
	for _, f := range server.Reading.Languages {
		if !f.Declared {
			tags = append(tags, languageTag(f.Language, "seen"))
		}
	}
	return tags
}

func languageTag(code, note string) tag {
	return tag{Label: directory.LanguageLabel(code), Lang: code, Note: note, Href: narrowed(directory.KeyLanguage, code)}
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
