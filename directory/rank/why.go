package rank

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"landfall/directory/place"
	"landfall/directory/topic"
)

// why returns the sentence behind a part of a candidate's score.
func (t *Table) why(i part, c *Candidate, r *row, p *plan) Saying {
	switch i {
	case about:
		return p.whyTopic(c, r)
	case tongue:
		return p.whyLanguage(c)
	case near:
		return p.whyPlace(c, r)
	case speed:
		return whySpeed(c, p.wish.Region)
	case reliability:
		return whyReliability(c)
	case size:
		return t.whySize(c)
	case stewardship:
		return t.whyCare(c, p)
	case parts:
	}
	return Saying{}
}

func topicLabel(id topic.ID) string {
	if entry, ok := topic.Default().Topic(id); ok {
		return entry.Label
	}
	return string(id)
}

func (p *plan) whyTopic(c *Candidate, r *row) Saying {
	f, which := p.topicFit(r)
	switch {
	case !f.known:
		return Say("What it is about is not known yet.")
	case which < 0:
		return Say("Nothing it says is about {topics}.", "topics", p.wish.Topics)
	}
	have := c.Topics[which]
	sure := Confidence(have.Confidence)
	switch worth := p.topics[r.topics[which].id]; {
	case worth == 1 && have.ID == topic.General:
		return Say("It is a general place ({sure}).", "sure", sure)
	case worth == 1:
		return Say("It is about {topic} ({sure}).", "topic", have.ID, "sure", sure)
	case worth == ofGeneral && have.ID == topic.General:
		return Say("It is a general place ({sure}), not one about {topics}.", "sure", sure, "topics", p.wish.Topics)
	}
	return Say("It is about {topic} ({sure}), of which what you chose is a part.", "topic", have.ID, "sure", sure)
}

func (p *plan) whyLanguage(c *Candidate) Saying {
	asked := askedLanguages(p.wish)
	readable := func(tag string) bool {
		w, ok := parseWritten(tag)
		return ok && readsAny(asked, w)
	}
	var all []Language
	for _, tag := range append([]string{c.Primary}, c.Accepted...) {
		if _, ok := parseWritten(tag); ok {
			all = append(all, Language(tag))
		}
	}
	switch {
	case len(all) == 0:
		return Say("Which languages it uses is not known.")
	case readable(c.Primary):
		return Say("Its first language is {language}.", "language", Language(c.Primary))
	}
	for _, tag := range c.Accepted {
		if !readable(tag) {
			continue
		}
		if c.Primary == "" {
			return Say("{language} is one of its languages.", "language", Language(tag))
		}
		return Say("{language} is one of its languages; its first is {first}.", "language", Language(tag), "first", Language(c.Primary))
	}
	return Count(len(p.wish.Languages), "{n} language asked for, none of them among its own: {languages}.",
		"{n} languages asked for, none of them among its own: {languages}.", "languages", all)
}

// placeLabel returns the English name of a place: "Berlin, Germany".
func placeLabel(id place.ID) string {
	country := string(id.Country())
	if region, err := language.ParseRegion(country); err == nil {
		country = display.English.Regions().Name(region)
	}
	_, local, within := strings.Cut(string(id), ".")
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

func (p *plan) whyPlace(c *Candidate, r *row) Saying {
	switch {
	case len(r.places) == 0 && !r.read:
		return Say("Whom it is for is not known.")
	case len(r.places) == 0:
		return Say("Nothing it says is about people in {place}.", "place", p.wish.Place)
	}
	_, which := best(r.places, p.places)
	if which < 0 {
		return Say("It is for people in {place}, not in {wanted}.", "place", c.Places[0].ID, "wanted", p.wish.Place)
	}
	have := c.Places[which]
	if p.places[r.places[which].id] < 1 {
		return Say("It is for people in {place} ({sure}), in which {wanted} is.", "place", have.ID, "sure", Confidence(have.Confidence), "wanted", p.wish.Place)
	}
	return Say("It is for people in {place} ({sure}).", "place", have.ID, "sure", Confidence(have.Confidence))
}

func whySpeed(c *Candidate, region Region) Saying {
	click, from := c.click(region)
	switch {
	case click.N < minClicks:
		return Say("Its speed is not measured yet: {samples} of {needed} samples.", "samples", click.N, "needed", minClicks)
	case region == "":
		return Count(click.N, "Three of four clicks are answered within {time}, measured {n} time.",
			"Three of four clicks are answered within {time}, measured {n} times.", "time", click.P75)
	}
	return Count(click.N, "Three of four clicks are answered within {time}, measured {n} time from {region}.",
		"Three of four clicks are answered within {time}, measured {n} times from {region}.", "time", click.P75, "region", Say(from.Label()))
}

func whyReliability(c *Candidate) Saying {
	if c.Samples < minSamples {
		return Say("Whether it is reliable is not measured yet: {samples} of {needed} samples.", "samples", max(c.Samples, 0), "needed", minSamples)
	}
	least := Share(max(0, wilson(c.Answered, c.Samples)))
	values := []any{"answered", c.Answered, "share", Share(float64(c.Answered) / float64(c.Samples)), "least", least}
	if c.Outages.Known && c.Outages.N > 0 {
		values = append(values, "outages", Count(c.Outages.N, "{n} outage of more than an hour", "{n} outages of more than an hour"))
		return Count(c.Samples, "It answered {answered} of {n} visit in 90 days ({share}), so we count on at least {least}; {outages}.",
			"It answered {answered} of {n} visits in 90 days ({share}), so we count on at least {least}; {outages}.", values...)
	}
	if c.Answered == c.Samples {
		return Say("It has answered each of {visits} visits in 90 days. That is proof of {least}; for more it must be measured for longer.", "visits", c.Samples, "least", least)
	}
	return Count(c.Samples, "It answered {answered} of {n} visit in 90 days ({share}), so we count on at least {least}.",
		"It answered {answered} of {n} visits in 90 days ({share}), so we count on at least {least}.", values...)
}

// fewPeople is the number from which on people are counted out loud.
const fewPeople = 10

func (t *Table) whySize(c *Candidate) Saying {
	active := c.Active
	switch {
	case !active.Known:
		return Say("How many people are active there is not known.")
	case !active.Plausible():
		return Say("How many people are active there is doubted.")
	case active.N < fewPeople:
		return Say("Fewer than {few} people are active there in a month.", "few", fewPeople)
	case float64(active.N) >= anySize.within(t.network).over:
		return Say("{people} people are active there in a month, {share} of everybody: too large, so that no server grows out of all bounds.",
			"people", active.N, "share", Share(float64(active.N)/float64(t.network)))
	}
	return Say("{people} people are active there in a month.", "people", active.N)
}
