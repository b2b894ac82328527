package web

import (
	"context"
	"slices"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/directory/place"
	"landfall/directory/topic"
	"landfall/web/chart"
	"landfall/web/phrase"
	"landfall/web/tongue"
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
	// Compares is set in a list whose servers can be ticked to be compared.
	Compares bool
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

func (s *Site) newCard(ctx context.Context, server *directory.Server, now time.Time) card {
	c := card{
		identity:    newIdentity(server),
		Speed:       newSpeedChip(ctx, server.Speed),
		Description: server.Facts.Description,
		Tags:        newTags(ctx, server),
		Facts:       cardFacts(ctx, server),
		Strip:       chart.NewStrip(ctx, server.Strip.Days()),
		Join:        s.newJoinLink(server),
		Silent:      silent(ctx, &server.Instance, now),
	}
	if server.Closing != nil {
		mark := newClosingMark(ctx, server.Closing, now)
		c.Closing = &mark
	}
	if c.Silent == "" {
		c.Stale = s.stale(ctx, server.LastVisit, now)
	}
	return c
}

func newSpeedChip(ctx context.Context, band directory.Speed) speedChip {
	word := ""
	switch band {
	case directory.SpeedFast:
		word = tongue.Say(ctx, "Fast")
	case directory.SpeedGood:
		word = tongue.Say(ctx, "Good")
	case directory.SpeedModerate:
		word = tongue.Say(ctx, "Moderate")
	case directory.SpeedSlow:
		word = tongue.Say(ctx, "Slow")
	default:
		return speedChip{Band: directory.SpeedUnknown, Word: tongue.Say(ctx, "No speed yet")}
	}
	return speedChip{Band: band, Word: word}
}

// How many languages a card names, and how many topics and places together.
const (
	tagLanguages = 3
	tagThemes    = 3
)

func newTags(ctx context.Context, server *directory.Server) []tag {
	tags := themeTags(ctx, server)
	if name := server.Facts.Software.Name; name != "" {
		tags = append(tags, tag{Label: directory.SoftwareLabel(name), Href: sectionPath(directory.KeySoftware, name)})
	}
	languages := languageTags(ctx, server)
	return append(tags, languages[:min(len(languages), tagLanguages)]...)
}

// themeTags names the surest topics and places, a sub-topic or city in the stead of what
// it is part of, and a place as the last if there is one.
func themeTags(ctx context.Context, server *directory.Server) []tag {
	var topics, places []tag
	for _, f := range exactTopics(server.Reading.Topics.Topics) {
		topics = append(topics, topicTag(ctx, f.ID))
	}
	for _, f := range exactPlaces(server.Reading.Places.CommunityFor.Shown) {
		places = append(places, placeTag(ctx, f.ID))
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

func topicTag(ctx context.Context, id topic.ID) tag {
	return tag{Label: label(ctx, directory.KeyTopic, string(id), directory.TopicLabel(string(id))), Href: sectionPath(directory.KeyTopic, string(id))}
}

func placeTag(ctx context.Context, id place.ID) tag {
	return tag{Label: label(ctx, directory.KeyPlace, string(id), directory.PlaceLabel(string(id))), Href: sectionPath(directory.KeyPlace, string(id))}
}

// languageTags names the languages that a server declares, then those that are only seen
// in its texts.
func languageTags(ctx context.Context, server *directory.Server) []tag {
	var tags []tag
	for _, code := range server.Facts.Languages {
		tags = append(tags, languageTag(ctx, code, ""))
	}
	for _, f := range server.Reading.Languages {
		if !f.Declared {
			tags = append(tags, languageTag(ctx, f.Language, tongue.Say(ctx, "seen")))
		}
	}
	return tags
}

func languageTag(ctx context.Context, code, note string) tag {
	return tag{Label: languageLabel(ctx, code), Lang: languageOfLabel(ctx, code), Note: note, Href: sectionPath(directory.KeyLanguage, code)}
}

func cardFacts(ctx context.Context, server *directory.Server) []fact {
	up := phrase.Share(ctx, server.Summary.Answered, server.Summary.Visits)
	click := server.Summary.Click
	facts := []fact{
		{Label: tongue.Say(ctx, "Typical response"), Value: tongue.Say(ctx, "Not measured yet"), Unknown: true},
		{Label: tongue.Say(ctx, "Sign-up"), Value: phrase.SignupShort(ctx, server.Facts.Signup)},
		{Label: tongue.Say(ctx, "Up, last 90 days"), Value: up},
		peopleFact(ctx, tongue.Say(ctx, "Active this month"), server.Facts.ActiveMonth),
	}
	if click.N > 0 {
		facts[0] = fact{Label: tongue.Say(ctx, "Typical response"), Value: phrase.Duration(ctx, click.P50)}
	}
	if server.Facts.Signup.Mode == landfall.SignupUnknown && !server.Facts.Signup.NotClosed {
		facts[1].Unknown = true
	}
	if up == "" {
		facts[2] = fact{Label: tongue.Say(ctx, "Up, last 90 days"), Value: tongue.Say(ctx, "Not measured yet"), Unknown: true}
	}
	return facts
}
