package rank

import (
	"landfall"
	"landfall/directory/topic"
)

// why returns the sentence behind a part of a candidate's score.
func (t *Table) why(i part, c *Candidate, r *row, p *plan) landfall.Phrase {
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
	return landfall.Phrase{}
}

func (p *plan) whyTopic(c *Candidate, r *row) landfall.Phrase {
	f, which := p.topicFit(r)
	switch {
	case !f.known:
		return landfall.Say("What it is about is not known yet.")
	case which < 0:
		return landfall.Say("Nothing it says is about {topics}.", "topics", Topics(p.wish.Topics))
	}
	have := c.Topics[which]
	sure := Confidence(have.Confidence)
	switch worth := p.topics[r.topics[which].id]; {
	case worth == 1 && have.ID == topic.General:
		return landfall.Say("It is a general place ({sure}).", "sure", sure)
	case worth == 1:
		return landfall.Say("It is about {topic} ({sure}).", "topic", Topics{have.ID}, "sure", sure)
	case worth == ofGeneral && have.ID == topic.General:
		return landfall.Say("It is a general place ({sure}), not one about {topics}.", "sure", sure, "topics", Topics(p.wish.Topics))
	}
	return landfall.Say("It is about {topic} ({sure}), of which what you chose is a part.", "topic", Topics{have.ID}, "sure", sure)
}

func (p *plan) whyLanguage(c *Candidate) landfall.Phrase {
	asked := askedLanguages(p.wish)
	readable := func(tag string) bool {
		w, ok := parseWritten(tag)
		return ok && readsAny(asked, w)
	}
	var all Languages
	for _, tag := range append([]string{c.Primary}, c.Accepted...) {
		if _, ok := parseWritten(tag); ok {
			all = append(all, tag)
		}
	}
	switch {
	case len(all) == 0:
		return landfall.Say("Which languages it uses is not known.")
	case readable(c.Primary):
		return landfall.Say("Its first language is {language}.", "language", Languages{c.Primary})
	}
	for _, tag := range c.Accepted {
		if !readable(tag) {
			continue
		}
		if c.Primary == "" {
			return landfall.Say("{language} is one of its languages.", "language", Languages{tag})
		}
		return landfall.Say("{language} is one of its languages; its first is {first}.", "language", Languages{tag}, "first", Languages{c.Primary})
	}
	return landfall.SayCount(len(p.wish.Languages), "{n} language asked for, none of them among its own: {languages}.",
		"{n} languages asked for, none of them among its own: {languages}.", "languages", all)
}

func (p *plan) whyPlace(c *Candidate, r *row) landfall.Phrase {
	switch {
	case len(r.places) == 0 && !r.read:
		return landfall.Say("Whom it is for is not known.")
	case len(r.places) == 0:
		return landfall.Say("Nothing it says is about people in {place}.", "place", Where(p.wish.Place))
	}
	_, which := best(r.places, p.places)
	if which < 0 {
		return landfall.Say("It is for people in {place}, not in {wanted}.", "place", Where(c.Places[0].ID), "wanted", Where(p.wish.Place))
	}
	have := c.Places[which]
	if p.places[r.places[which].id] < 1 {
		return landfall.Say("It is for people in {place} ({sure}), in which {wanted} is.", "place", Where(have.ID), "sure", Confidence(have.Confidence), "wanted", Where(p.wish.Place))
	}
	return landfall.Say("It is for people in {place} ({sure}).", "place", Where(have.ID), "sure", Confidence(have.Confidence))
}

func whySpeed(c *Candidate, region Region) landfall.Phrase {
	click, from := c.click(region)
	switch {
	case click.N < minClicks:
		return landfall.Say("Its speed is not measured yet: {samples} of {needed} samples.", "samples", click.N, "needed", minClicks)
	case region == "":
		return landfall.SayCount(click.N, "Three of four clicks are answered within {time}, measured {n} time.",
			"Three of four clicks are answered within {time}, measured {n} times.", "time", Took(click.P75))
	}
	return landfall.SayCount(click.N, "Three of four clicks are answered within {time}, measured {n} time from {region}.",
		"Three of four clicks are answered within {time}, measured {n} times from {region}.", "time", Took(click.P75), "region", landfall.Say(from.Label()))
}

func whyReliability(c *Candidate) landfall.Phrase {
	if c.Samples < minSamples {
		return landfall.Say("Whether it is reliable is not measured yet: {samples} of {needed} samples.", "samples", max(c.Samples, 0), "needed", minSamples)
	}
	least := Share(max(0, wilson(c.Answered, c.Samples)))
	values := []any{"answered", c.Answered, "share", Share(float64(c.Answered) / float64(c.Samples)), "least", least}
	if c.Outages.Known && c.Outages.N > 0 {
		values = append(values, "outages", landfall.SayCount(c.Outages.N, "{n} outage of more than an hour", "{n} outages of more than an hour"))
		return landfall.SayCount(c.Samples, "It answered {answered} of {n} visit in 90 days ({share}), so we count on at least {least}; {outages}.",
			"It answered {answered} of {n} visits in 90 days ({share}), so we count on at least {least}; {outages}.", values...)
	}
	if c.Answered == c.Samples {
		return landfall.Say("It has answered each of {visits} visits in 90 days. That is proof of {least}; for more it must be measured for longer.", "visits", c.Samples, "least", least)
	}
	return landfall.SayCount(c.Samples, "It answered {answered} of {n} visit in 90 days ({share}), so we count on at least {least}.",
		"It answered {answered} of {n} visits in 90 days ({share}), so we count on at least {least}.", values...)
}

// fewPeople is the number from which on people are counted out loud.
const fewPeople = 10

func (t *Table) whySize(c *Candidate) landfall.Phrase {
	active := c.Active
	switch {
	case !active.Known:
		return landfall.Say("How many people are active there is not known.")
	case !active.Plausible():
		return landfall.Say("How many people are active there is doubted.")
	case active.N < fewPeople:
		return landfall.Say("Fewer than {few} people are active there in a month.", "few", fewPeople)
	case float64(active.N) >= anySize.within(t.network).over:
		return landfall.Say("{people} people are active there in a month, {share} of everybody: too large, so that no server grows out of all bounds.",
			"people", active.N, "share", Share(float64(active.N)/float64(t.network)))
	}
	return landfall.Say("{people} people are active there in a month.", "people", active.N)
}
