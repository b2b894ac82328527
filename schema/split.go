package schema

import (
	"errors"
	"slices"
	"strings"
)

// marker begins each statement of a migration file. A marker rather than the
// semicolon, because a semicolon may stand in a text, a comment or a trigger.
const marker = "-- +statement"

var (
	errNoStatement    = errors.New("no " + marker + " line")
	errEmptyStatement = errors.New("empty statement")
	errStray          = errors.New("SQL before the first " + marker + " line")
)

// split returns the statements of a migration file in order. What stands before
// the first marker may only be comments.
func split(text string) ([]string, error) {
	var sections []string
	var section strings.Builder
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == marker {
			sections = append(sections, section.String())
			section.Reset()
			continue
		}
		section.WriteString(line)
	}
	if len(sections) == 0 {
		return nil, errNoStatement
	}
	if !onlyComments(sections[0]) {
		return nil, errStray
	}
	statements := slices.Concat(sections[1:], []string{section.String()})
	for i, statement := range statements {
		if onlyComments(statement) {
			return nil, errEmptyStatement
		}
		statements[i] = strings.TrimSpace(statement)
	}
	return statements, nil
}

func onlyComments(text string) bool {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "--") {
			return false
		}
	}
	return true
}
