package web

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/directory/place"
	"landfall/directory/rank"
	"landfall/directory/topic"
	"landfall/directory/wizard"
	"landfall/web/tongue"
)

// findPage is a screen of the wizard: its start, one of its questions, or what it finds.
type findPage struct {
	frame
	Answers wizard.Answers
	Notes   []directory.Note
	question
	// Places are those that servers are for, to choose from.
	Places []option
	Found  *found // what was found, nil on the other screens
}

// question is what a screen asks.
type question struct {
	wizard.Question
	Kept []kept // the answers to the other questions
	Skip string // the next screen without an answer to this one
}

const findRoot = "/find"

// findPath is the address of a screen.
func findPath(query string) string {
	if query == "" {
		return findRoot
	}
	return findRoot + "?" + query
}

// find answers /find. Whoever asks to be picked for is led to an address that has in it
// what their browser says: pages are kept by their address.
func (s *Site) find(c *gin.Context) error {
	ctx := c.Request.Context()
	answers, notes := wizard.Parse(c.Request.URL.Query())
	accepted := c.GetHeader("Accept-Language")
	switch screen := answers.Screen(); {
	case answers.Pick && answers.Version == "":
		picked := wizard.PickForMe(accepted, answers.Place)
		if len(answers.Languages) > 0 {
			picked.Languages = answers.Languages
		}
		c.Header("Cache-Control", "no-store")
		s.redirect(c, http.StatusSeeOther, findPath(picked.Permalink()))
		return nil
	case screen == wizard.StepTopics && len(wizard.Ask(screen, answers).Fields[0].Options) == 0:
		answers.Step = screen.Next(answers)
	case screen == wizard.StepLanguages && len(answers.Languages) == 0:
		c.Writer.Header().Add("Vary", "Accept-Language")
		answers.Languages = wizard.PickForMe(accepted, "").Languages
	}
	return s.render(c, http.StatusOK, findTempl(s.newFindPage(ctx, answers, notes)))
}

func (s *Site) newFindPage(ctx context.Context, answers wizard.Answers, notes []wizard.Note) findPage {
	screen := answers.Screen()
	query := answers.Canonical()
	if screen == wizard.StepResult {
		query = answers.Permalink()
	}
	f := s.frame(ctx, findPath(query), tongue.Say(ctx, "Find a server for you"),
		tongue.Say(ctx, "Four questions, all of which may be skipped, and three servers with what speaks for each and against it."))
	f.Here, f.NoIndex = findRoot, query != ""
	page := findPage{frame: f, Answers: answers}
	for _, note := range notes {
		page.Notes = append(page.Notes, directory.Note(note))
	}
	switch screen {
	case wizard.StepResult:
		page.JSONAlternative = "/api/v1" + findPath(query)
		page.Found = s.newFound(ctx, answers, f.Now)
	case wizard.StepStart, wizard.StepMatters:
		page.Places = s.placeOptions(ctx, answers.Place)
		page.question = newQuestion(screen, answers)
	case wizard.StepKind, wizard.StepLanguages, wizard.StepInterests, wizard.StepTopics:
		page.question = newQuestion(screen, answers)
	}
	return page
}

func newQuestion(screen wizard.Step, answers wizard.Answers) question {
	q := question{Question: wizard.Ask(screen, answers)}
	carried := answers.Carry(screen)
	next := screen.Next(answers)
	if screen == wizard.StepInterests {
		next = wizard.StepTopics // whether it is left out depends on what is ticked
	}
	if next == wizard.StepResult {
		carried.Set(wizard.KeyVersion, rank.Version)
	} else {
		carried.Set(wizard.KeyStep, string(next))
	}
	for _, key := range slices.Sorted(maps.Keys(carried)) {
		q.Kept = append(q.Kept, kept{key, carried.Get(key)})
	}
	skipped, _ := wizard.Parse(carried)
	if next != wizard.StepResult {
		skipped.Step = screen.Next(skipped)
	}
	q.Skip = findPath(skipped.Canonical())
	return q
}

// mostPlaces bounds the places to choose from: the rarest can be searched for.
const mostPlaces = 120

// placeOptions are the places that most servers are for, by their names, and the one that
// is chosen.
func (s *Site) placeOptions(ctx context.Context, chosen place.ID) []option {
	var values []directory.FacetValue
	for _, f := range s.snapshot().Facets(directory.DefaultQuery()) {
		if f.Key == directory.KeyPlace {
			values = f.Values
		}
	}
	values = slices.DeleteFunc(slices.Clone(values), func(v directory.FacetValue) bool { return v.Value == directory.Unknown || v.Count == 0 })
	slices.SortStableFunc(values, func(a, b directory.FacetValue) int { return cmp.Compare(b.Count, a.Count) })
	var options []option
	for _, v := range values[:min(len(values), mostPlaces)] {
		options = append(options, option{v.Value, label(ctx, directory.KeyPlace, v.Value, v.Label), v.Value == string(chosen)})
	}
	if chosen != "" && !slices.ContainsFunc(options, func(o option) bool { return o.Selected }) {
		options = append(options, option{string(chosen), label(ctx, directory.KeyPlace, string(chosen), directory.PlaceLabel(string(chosen))), true})
	}
	slices.SortStableFunc(options, func(a, b option) int { return cmp.Compare(a.Label, b.Label) })
	return options
}

// fieldType is what a field is chosen by.
func fieldType(f wizard.Field) string {
	if f.Most == 1 && len(f.Options) > 1 {
		return "radio"
	}
	return "checkbox"
}

// optionLabel says what a choice is called, a sub-topic after its topic.
func optionLabel(ctx context.Context, o wizard.Option) string {
	if o.Under != "" {
		return topicName(ctx, topic.ID(o.ID))
	}
	return tongue.Say(ctx, o.Label)
}
