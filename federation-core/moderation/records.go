package moderation

import (
	"encoding/csv"
	"iter"
	"strings"
)

// maxRecord is how many bytes a record of several lines may have: two comments of which
// every character is a quote, and some.
const maxRecord = 5 * maxComment

// record is one row of a CSV.
type record struct {
	number int    // of its first line, from 1
	text   string // as it stands
	cells  []string
	torn   bool // its quotes do not match, and the cells are a guess
}

// records are the rows of a CSV. A quote that is never closed spoils its own line and no
// other; a line that starts with "#" and is no header is left out, as are empty ones.
func records(text string, comma rune) iter.Seq[record] {
	return func(yield func(record) bool) {
		lines := strings.Split(text, "\n")
		for i := 0; i < len(lines); {
			number, first := i+1, lines[i]
			if blank(first) {
				i++
				continue
			}
			row, n := whole(lines[i:])
			i += n
			cells, err := parse(row, comma, false)
			if err != nil {
				i, row = number, first
				cells, _ = parse(row, comma, true)
			}
			if !yield(record{number: number, text: row, cells: cells, torn: err != nil}) {
				return
			}
		}
	}
}

func blank(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || line[0] == '#' && !strings.HasPrefix(strings.ToLower(line), "#domain")
}

// whole joins lines until every quote is closed, and says how many they are.
func whole(lines []string) (row string, n int) {
	quotes, size := 0, 0
	for n < len(lines) {
		quotes += strings.Count(lines[n], `"`)
		size += len(lines[n]) + 1
		n++
		if quotes%2 == 0 || size > maxRecord {
			break
		}
	}
	return strings.Join(lines[:n], "\n"), n
}

// parse reads one record, which a row has no more of when its quotes match.
func parse(row string, comma rune, lazy bool) ([]string, error) {
	r := csv.NewReader(strings.NewReader(row))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = comma, lazy, -1
	r.TrimLeadingSpace = comma != '\t' // which is space itself
	return r.Read()
}
