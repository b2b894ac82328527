package web

import (
	"context"
	"strings"

	"landfall"
	"landfall/directory"
	"landfall/directory/language"
	"landfall/directory/lexicon"
	"landfall/directory/place"
	"landfall/directory/promise"
	"landfall/directory/rule"
	"landfall/directory/topic"
	"landfall/web/tongue"
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

func newReading(ctx context.Context, server *directory.Server, lang string) readingView {
	r := server.Reading
	return readingView{Lang: lang, Lists: []readingList{
		{Label: tongue.Say(ctx, "Topics"), None: tongue.Say(ctx, "Nothing stands out in what it says of itself."), Items: topicItems(ctx, r.Topics.Topics)},
		{Label: tongue.Say(ctx, "Community for"), None: tongue.Say(ctx, "It does not say whom it is for."), Items: placeItems(ctx, r.Places.CommunityFor)},
		{Label: tongue.Say(ctx, "Languages"), None: tongue.Say(ctx, "Not stated, and too little text to tell."), Items: languageItems(ctx, server)},
		{Label: tongue.Say(ctx, "What its rules say"), None: tongue.Say(ctx, "Nothing that we can tell."), Items: ruleItems(ctx, server.Facts.Signup, r.Rules)},
		{Label: tongue.Say(ctx, "Promises"), None: tongue.Say(ctx, "None that it states."), Items: statedItems(ctx, r.Promises.Promises, directory.KeyPromise)},
		{Label: tongue.Say(ctx, "Run by"), None: tongue.Say(ctx, "Not stated."), Items: statedItems(ctx, r.Promises.RunBy, directory.KeyOperator)},
		{Label: tongue.Say(ctx, "Paid for by"), Items: statedItems(ctx, r.Promises.Funding, "")},
		{Label: tongue.Say(ctx, "Whose law applies, as it says"), Items: placeItems(ctx, r.Places.LegallyBased)},
		{Label: tongue.Say(ctx, "Where its machines are, as it says"), Items: placeItems(ctx, r.Places.HostedIn)},
	}}
}

func topicItems(ctx context.Context, findings []topic.Finding) []readingItem {
	var items []readingItem
	for _, f := range exactTopics(findings) {
		item := readingItem{tag: topicTag(ctx, f.ID), Sure: sure(ctx, f.Confidence)}
		for _, e := range f.Evidence {
			item.add(ctx, e.Evidence)
		}
		items = append(items, item)
	}
	return items
}

func placeItems(ctx context.Context, answer place.Answer) []readingItem {
	var items []readingItem
	for _, f := range exactPlaces(answer.Shown) {
		item := readingItem{tag: placeTag(ctx, f.ID), Sure: sure(ctx, f.Confidence)}
		for _, e := range f.Evidence {
			item.add(ctx, e.Evidence)
		}
		items = append(items, item)
	}
	return items
}

func languageItems(ctx context.Context, server *directory.Server) []readingItem {
	var items []readingItem
	for _, f := range server.Reading.Languages {
		item := readingItem{tag: languageTag(ctx, f.Language, ""), Sure: languageSource(ctx, f)}
		for _, e := range f.Evidence {
			if e.Source != language.SourceDeclared {
				e.Term = item.Label
				item.add(ctx, e)
			}
		}
		items = append(items, item)
	}
	return items
}

func languageSource(ctx context.Context, f language.Finding) string {
	switch {
	case f.Declared && f.Observed:
		return tongue.Say(ctx, "declared, and seen in its texts")
	case f.Declared:
		return tongue.Say(ctx, "declared")
	}
	return tongue.Say(ctx, "seen in its texts, not declared")
}

// ruleItems lists what rules say; the minimum age of sign-up goes before one in a text.
func ruleItems(ctx context.Context, signup landfall.Signup, findings rule.Result) []readingItem {
	var items []readingItem
	if signup.MinAge > 0 {
		f := rule.Finding{Tag: rule.MinimumAge, Stance: rule.Restricted, Age: signup.MinAge}
		items = append(items, readingItem{tag: ruleTag(ctx, f), Sure: tongue.Say(ctx, "stated for sign-up")})
	}
	for _, f := range findings {
		if f.Tag == rule.MinimumAge && signup.MinAge > 0 {
			continue
		}
		item := readingItem{tag: ruleTag(ctx, f), Sure: tongue.Say(ctx, "in its words")}
		for _, e := range f.Evidence {
			item.add(ctx, e)
		}
		items = append(items, item)
	}
	return items
}

// statedItems lists what a server states of one question, with the sentence that says so.
// What has a facet of its own leads there.
func statedItems(ctx context.Context, findings []promise.Finding, facet string) []readingItem {
	var items []readingItem
	for _, f := range findings {
		item := readingItem{tag: tag{Label: tongue.Say(ctx, directory.FundingLabel(f.ID))}, Sure: sure(ctx, f.Confidence)}
		if facet != "" {
			item.tag = tag{Label: label(ctx, facet, string(f.ID), directory.Label(facet, string(f.ID))), Href: narrowed(facet, string(f.ID))}
		}
		for _, e := range f.Evidence {
			if e.Text == "" {
				e.Text = f.Sentence
			}
			item.add(ctx, e)
		}
		items = append(items, item)
	}
	return items
}

func ruleTag(ctx context.Context, f rule.Finding) tag {
	return tag{Label: label(ctx, directory.KeyRules, directory.RuleValue(f), directory.RuleLabel(f)), Href: narrowed(directory.KeyRules, directory.RuleValue(f))}
}

// sure says how sure a finding is, never that there is no doubt unless a person said so.
func sure(ctx context.Context, confidence float64) string {
	percent := int(confidence*100 + 0.5)
	if percent == 100 && confidence < 1 {
		percent = 99
	}
	return tongue.Say(ctx, "{n}% sure", "n", percent)
}

// add adds a reason that counts.
func (item *readingItem) add(ctx context.Context, e lexicon.Evidence) {
	if e.Weight == 0 && !e.Against {
		return
	}
	r := readingReason{Where: where(ctx, e), Snippet: e.Text, Against: e.Against}
	if !e.FirstSeen.IsZero() {
		r.Where = tongue.Say(ctx, "{where}, seen since {day}", "where", r.Where, "day", tongue.Date(ctx, e.FirstSeen))
	}
	item.Reasons = append(item.Reasons, r)
}

// where says what was found, and in which of a server's texts.
func where(ctx context.Context, e lexicon.Evidence) string {
	term := strings.Replace(e.Term, "*", "…", 1)
	switch e.Source {
	case lexicon.Name:
		return tongue.Say(ctx, "“{term}” in the name", "term", term)
	case lexicon.Description:
		return tongue.Say(ctx, "“{term}” in the description", "term", term)
	case lexicon.About:
		return tongue.Say(ctx, "“{term}” in the longer description", "term", term)
	case lexicon.Rules:
		return tongue.Say(ctx, "“{term}” in the rules", "term", term)
	case lexicon.Host:
		return tongue.Say(ctx, "“{term}” in the name of the host", "term", term)
	case topic.SourceHostPart:
		return tongue.Say(ctx, "“{term}” in a part of the host’s name", "term", term)
	case topic.SourceHashtag:
		return tongue.Say(ctx, "“{term}” as a hashtag in the description", "term", term)
	case topic.SourceTags:
		return tongue.Say(ctx, "“{term}” among what is talked about there", "term", term)
	case topic.SourceCommunities:
		return tongue.Say(ctx, "“{term}” in the names of its communities", "term", term)
	case topic.SourceSoftware:
		return tongue.Say(ctx, "“{term}” as a category set in its software", "term", term)
	case topic.SourceDirectory:
		return tongue.Say(ctx, "“{term}” as a category in another directory", "term", term)
	}
	return elsewhere(ctx, e, term)
}

// elsewhere is where for what is in no text of a server's own.
func elsewhere(ctx context.Context, e lexicon.Evidence, term string) string {
	switch e.Source {
	case topic.SourceActivity:
		return tongue.Say(ctx, "Many people are active, and nothing stands out")
	case topic.SourceCurator:
		return tongue.Say(ctx, "A person who looked at it says so")
	case topic.SourceAdmin:
		return tongue.Say(ctx, "Its admin says so here")
	case place.SourceDomain:
		return tongue.Say(ctx, "“{term}” at the end of the host’s name", "term", term)
	case place.SourceLanguage:
		return tongue.Say(ctx, "Its texts are in {language}", "language", languageLabel(ctx, e.Term))
	}
	return tongue.Say(ctx, "“{term}” ({source})", "term", term, "source", string(e.Source))
}
