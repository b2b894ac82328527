package rank

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"landfall/directory/place"
	"landfall/directory/topic"
)

// why returns the sentence behind a part of a candidate's score.
func (t *Table) why(i part, c *Candidate, r *row, p *plan) string {
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
	return ""
}

func topicLabel(id topic.ID) string {
	if entry, ok := topic.Default().Topic(id); ok {
		return entry.Label
	}
	return string(id)
}

func (p *plan) whyTopic(c *Candidate, r *row) string {
	f, which := p.topicFit(r)
	var wanted []string
	for _, id := range p.wish.Topics {
		wanted = append(wanted, topicLabel(id))
	}
	switch {
	case !f.known:
		return "What it is about is not known yet."
	case which < 0:
		return "Nothing it says is about " + strings.Join(wanted, " or ") + "."
	}
	have := c.Topics[which]
	sure := " (confidence " + decimal(have.Confidence) + ")"
	switch worth := p.topics[r.topics[which].id]; {
	case worth == 1 && have.ID == topic.General:
		return "It is a general place" + sure + "."
	case worth == 1:
		return "It is about " + topicLabel(have.ID) + sure + "."
	case worth == ofGeneral && have.ID == topic.General:
		return "It is a general place" + sure + ", not one about " + strings.Join(wanted, " or ") + "."
	}
	return "It is about " + topicLabel(have.ID) + sure + ", of which what you chose is a part."
}

func (p *plan) whyLanguage(c *Candidate) string {
	asked := askedLanguages(p.wish)
	readable := func(tag string) bool {
		w, ok := parseWritten(tag)
		return ok && readsAny(asked, w)
	}
	all := slices.DeleteFunc(append([]string{c.Primary}, c.Accepted...), func(tag string) bool {
		_, ok := parseWritten(tag)
		return !ok
	})
	switch {
	case len(all) == 0:
		return "Which languages it uses is not known."
	case readable(c.Primary):
		return "Its first language is " + languageName(c.Primary) + "."
	}
	for _, tag := range c.Accepted {
		if !readable(tag) {
			continue
		}
		if c.Primary == "" {
			return languageName(tag) + " is one of its languages."
		}
		return languageName(tag) + " is one of its languages; its first is " + languageName(c.Primary) + "."
	}
	for i := range all {
		all[i] = languageName(all[i])
	}
	return counted(len(p.wish.Languages), "language", "languages") + " asked for, none of them among its own: " + strings.Join(all, ", ") + "."
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

func (p *plan) whyPlace(c *Candidate, r *row) string {
	switch {
	case len(r.places) == 0 && !r.read:
		return "Whom it is for is not known."
	case len(r.places) == 0:
		return "Nothing it says is about people in " + placeLabel(p.wish.Place) + "."
	}
	_, which := best(r.places, p.places)
	if which < 0 {
		return "It is for people in " + placeLabel(c.Places[0].ID) + ", not in " + placeLabel(p.wish.Place) + "."
	}
	have := c.Places[which]
	sentence := "It is for people in " + placeLabel(have.ID) + " (confidence " + decimal(have.Confidence) + ")"
	if p.places[r.places[which].id] < 1 {
		sentence += ", in which " + placeLabel(p.wish.Place) + " is"
	}
	return sentence + "."
}

func whySpeed(c *Candidate, region Region) string {
	click, from := c.click(region)
	if click.N < minClicks {
		return fmt.Sprintf("Its speed is not measured yet: %d of %d samples.", click.N, minClicks)
	}
	sentence := "Each click takes " + millis(click.P75) + " or less three times in four, measured " + times(click.N)
	if region != "" {
		sentence += " from " + from.Label()
	}
	return sentence + "."
}

func whyReliability(c *Candidate) string {
	if c.Samples < minSamples {
		return fmt.Sprintf("Whether it is reliable is not measured yet: %d of %d samples.", max(c.Samples, 0), minSamples)
	}
	sentence := fmt.Sprintf("It answered %s of %s in 90 days (%s), so at least %s", number(c.Answered), counted(c.Samples, "visit", "visits"),
		percent(float64(c.Answered)/float64(c.Samples)), percent(max(0, wilson(c.Answered, c.Samples))))
	if c.Outages.Known && c.Outages.N > 0 {
		sentence += "; " + counted(c.Outages.N, "outage", "outages") + " of more than an hour"
	}
	return sentence + "."
}

// fewPeople is the number from which on people are counted out loud.
const fewPeople = 10

func (t *Table) whySize(c *Candidate) string {
	active := c.Active
	switch {
	case !active.Known:
		return "How many people are active there is not known."
	case !active.Plausible():
		return "How many people are active there is doubted."
	case active.N < fewPeople:
		return fmt.Sprintf("Fewer than %d people are active there in a month.", fewPeople)
	}
	sentence := number(active.N) + " people are active there in a month"
	if float64(active.N) >= anySize.within(t.network).over {
		sentence += ", " + percent(float64(active.N)/float64(t.network)) + " of everybody: too large, so that no server grows out of all bounds"
	}
	return sentence + "."
}
