package web

import (
	"strings"

	"landfall"
	"landfall/directory"
	"landfall/directory/language"
	"landfall/directory/lexicon"
	"landfall/directory/place"
	"landfall/directory/promise"
	"landfall/directory/rule"
	"landfall/directory/topic"
	"landfall/web/phrase"
)

// readingView is what a server's own words mean, each thing with the reasons for it.
type readingView struct {
	Lang  string // of its texts, empty if unknown
	Lists []readingList
}

// readingList is what is known of one question.
type readingList struct {
	Label, None string // None is said if nothing is known
	Items       []readingItem
}

// readingItem is one topic, place, language or rule.
type readingItem struct {
	tag
	Sure    string // "82 % sure", or how it is known
	Reasons []readingReason
}

// readingReason is one piece of evidence.
type readingReason struct {
	Where   string // "“metal” in the description, seen since 3 May 2026"
	Snippet string // theirs, around it
	Against bool
}

func newReading(server *directory.Server, lang string) readingView {
	r := server.Reading
	return readingView{Lang: lang, Lists: []readingList{
		{Label: "Topics", None: "Nothing stands out in what it says of itself.", Items: topicItems(r.Topics.Topics)},
		{Label: "Community for", None: "It does not say whom it is for.", Items: placeItems(r.Places.CommunityFor)},
		{Label: "Languages", None: "Not stated, and too little text to tell.", Items: languageItems(server)},
		{Label: "What its rules say", None: "Nothing that we can tell.", Items: ruleItems(server.Facts.Signup, r.Rules)},
		{Label: "Promises", None: "None that it states.", Items: statedItems(r.Promises.Promises, directory.KeyPromise)},
		{Label: "Run by", None: "Not stated.", Items: statedItems(r.Promises.RunBy, directory.KeyOperator)},
		{Label: "Paid for by", Items: statedItems(r.Promises.Funding, "")},
		{Label: "Whose law applies, as it says", Items: placeItems(r.Places.LegallyBased)},
		{Label: "Where its machines are, as it says", Items: placeItems(r.Places.HostedIn)},
	}}
}

func topicItems(findings []topic.Finding) []readingItem {
	var items []readingItem
	for _, f := range exactTopics(findings) {
		item := readingItem{tag: topicTag(f.ID), Sure: sure(f.Confidence)}
		for _, e := range f.Evidence {
			item.add(e.Evidence)
		}
		items = append(items, item)
	}
	return items
}

func placeItems(answer place.Answer) []readingItem {
	var items []readingItem
	for _, f := range exactPlaces(answer.Shown) {
		item := readingItem{tag: placeTag(f.ID), Sure: sure(f.Confidence)}
		for _, e := range f.Evidence {
			item.add(e.Evidence)
		}
		items = append(items, item)
	}
	return items
}

func languageItems(server *directory.Server) []readingItem {
	var items []readingItem
	for _, f := range server.Reading.Languages {
		item := readingItem{tag: languageTag(f.Language, ""), Sure: languageSource(f)}
		for _, e := range f.Evidence {
			if e.Source != language.SourceDeclared {
				e.Term = item.Label
				item.add(e)
			}
		}
		items = append(items, item)
	}
	return items
}

func languageSource(f language.Finding) string {
	switch {
	case f.Declared && f.Observed:
		return "declared, and seen in its texts"
	case f.Declared:
		return "declared"
	}
	return "seen in its texts, not declared"
}

// ruleItems lists what rules say; the minimum age of sign-up goes before one in a text.
func ruleItems(signup landfall.Signup, findings rule.Result) []readingItem {
	var items []readingItem
	if signup.MinAge > 0 {
		f := rule.Finding{Tag: rule.MinimumAge, Stance: rule.Restricted, Age: signup.MinAge}
		items = append(items, readingItem{tag: ruleTag(f), Sure: "stated for sign-up"})
	}
	for _, f := range findings {
		if f.Tag == rule.MinimumAge && signup.MinAge > 0 {
			continue
		}
		item := readingItem{tag: ruleTag(f), Sure: "in its words"}
		for _, e := range f.Evidence {
			item.add(e)
		}
		items = append(items, item)
	}
	return items
}

// statedItems lists what a server states of one question, with the sentence that says so.
// What has a facet of its own leads there.
func statedItems(findings []promise.Finding, facet string) []readingItem {
	var items []readingItem
	for _, f := range findings {
		item := readingItem{tag: tag{Label: directory.FundingLabel(f.ID)}, Sure: sure(f.Confidence)}
		if facet != "" {
			item.tag = tag{Label: directory.Label(facet, string(f.ID)), Href: narrowed(facet, string(f.ID))}
		}
		for _, e := range f.Evidence {
			if e.Text == "" {
				e.Text = f.Sentence
			}
			item.add(e)
		}
		items = append(items, item)
	}
	return items
}

func ruleTag(f rule.Finding) tag {
	return tag{Label: directory.RuleLabel(f), Href: narrowed(directory.KeyRules, directory.RuleValue(f))}
}

// sure says how sure a finding is, never that there is no doubt unless a person said so.
func sure(confidence float64) string {
	percent := int(confidence*100 + 0.5)
	if percent == 100 && confidence < 1 {
		percent = 99
	}
	return phrase.Number(percent) + " % sure"
}

// add adds a reason that counts.
func (item *readingItem) add(e lexicon.Evidence) {
	if e.Weight == 0 && !e.Against {
		return
	}
	r := readingReason{Where: where(e), Snippet: e.Text, Against: e.Against}
	if !e.FirstSeen.IsZero() {
		r.Where += ", seen since " + phrase.Date(e.FirstSeen)
	}
	item.Reasons = append(item.Reasons, r)
}

// where says what was found, and in which of a server's texts.
func where(e lexicon.Evidence) string {
	term := "“" + strings.Replace(e.Term, "*", "…", 1) + "” "
	switch e.Source {
	case lexicon.Name:
		return term + "in the name"
	case lexicon.Description:
		return term + "in the description"
	case lexicon.About:
		return term + "in the longer description"
	case lexicon.Rules:
		return term + "in the rules"
	case lexicon.Host:
		return term + "in the name of the host"
	case topic.SourceHostPart:
		return term + "in a part of the host’s name"
	case topic.SourceHashtag:
		return term + "as a hashtag in the description"
	case topic.SourceTags:
		return term + "among what is talked about there"
	case topic.SourceCommunities:
		return term + "in the names of its communities"
	case topic.SourceSoftware:
		return term + "as a category set in its software"
	case topic.SourceDirectory:
		return term + "as a category in another directory"
	}
	return elsewhere(e, term)
}

// elsewhere is where for what is in no text of a server's own.
func elsewhere(e lexicon.Evidence, term string) string {
	switch e.Source {
	case topic.SourceActivity:
		return "Many people are active, and nothing stands out"
	case topic.SourceCurator:
		return "A person who looked at it says so"
	case topic.SourceAdmin:
		return "Its admin says so here"
	case place.SourceDomain:
		return term + "at the end of the host’s name"
	case place.SourceLanguage:
		return "Its texts are in " + directory.LanguageLabel(e.Term)
	}
	return term + "(" + string(e.Source) + ")"
}
