package discover

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// listColumns are the headers of the column that names the hosts, the best first.
var listColumns = []string{"domain", "host", "hostname", "instance", "server", "uri", "url", "name"}

// delimiter returns what separates the columns of a line, 0 if it has one only.
func delimiter(line []byte) rune {
	for _, mark := range "\t,;" {
		if slices.Contains([]rune(string(line)), mark) {
			return mark
		}
	}
	return 0
}

// csv reads the column with the best header, or the first if the first line is no
// header.
func (l *lister) csv() error {
	head, _ := l.in.Peek(peekBytes)
	first, _, _ := strings.Cut(string(head), "\n")
	rows := csv.NewReader(l.in)
	rows.Comma = delimiter([]byte(first))
	rows.LazyQuotes, rows.ReuseRecord, rows.FieldsPerRecord = true, true, -1
	column, begun := 0, false
	for l.failed == nil {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if !begun {
			begun = true
			var header bool
			if column, header = nameColumn(row); header {
				continue
			}
		}
		if column < len(row) && strings.TrimSpace(row[column]) != "" {
			l.offer(row[column])
		}
	}
	return nil
}

// nameColumn finds the column of names by its header.
func nameColumn(row []string) (column int, header bool) {
	for _, want := range listColumns {
		for i, cell := range row {
			if strings.EqualFold(strings.TrimSpace(strings.TrimLeft(cell, "# ")), want) {
				return i, true
			}
		}
	}
	return 0, false
}
