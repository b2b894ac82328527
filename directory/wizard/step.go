package wizard

import (
	"net/url"
	"slices"

	"landfall/directory/topic"
)

// Step is a screen of the wizard.
type Step string

// The screens, in order. StepTopics belongs to the third question and is left out if
// nothing was ticked there that has sub-topics.
const (
	StepStart     Step = ""
	StepKind      Step = "1"
	StepLanguages Step = "2"
	StepInterests Step = "3"
	StepTopics    Step = "3b"
	StepMatters   Step = "4"
	StepResult    Step = "result"
)

// Questions is how many questions there are.
const Questions = 4

var steps = []Step{StepKind, StepLanguages, StepInterests, StepTopics, StepMatters, StepResult}

// parseStep reads a step. The result needs none.
func parseStep(text string) (Step, bool) {
	step := Step(text)
	return step, step != StepResult && slices.Contains(steps, step)
}

// Number returns which of the questions a screen asks, 0 if none.
func (s Step) Number() int {
	switch s {
	case StepKind:
		return 1
	case StepLanguages:
		return 2
	case StepInterests, StepTopics:
		return 3
	case StepMatters:
		return Questions
	case StepStart, StepResult:
	}
	return 0
}

// Next returns the screen after another, for somebody with these answers.
func (s Step) Next(a Answers) Step {
	i := slices.Index(steps, s) // -1 for the start, which comes before the first
	next := steps[min(i+1, len(steps)-1)]
	if next == StepTopics && len(subTopics(a)) == 0 {
		return StepMatters
	}
	return next
}

// Carry returns the parameters that a form for a screen sends along unseen: the answers
// to all other questions, and at the screen of sub-topics the topics that they refine.
func (a Answers) Carry(s Step) url.Values {
	a = a.normal()
	values := a.values()
	for _, field := range Ask(s, a).Fields {
		delete(values, field.Key)
	}
	switch s {
	case StepTopics:
		var chosen []topic.ID
		for _, id := range a.Topics {
			if parent := id.Parent(); !slices.Contains(chosen, parent) {
				chosen = append(chosen, parent)
			}
		}
		set(values, KeyTopic, chosen...)
	case StepKind, StepLanguages, StepInterests, StepMatters, StepStart, StepResult:
	}
	return values
}
