package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"

	"landfall"
	"landfall/directory/notice"
)

// entryColumns are the columns of a table of closings, by the names they may have.
var entryColumns = map[string]string{
	"host": "host", "server": "host", "domain": "host", "instance": "host",
	"announced": "announced",
	"closes":    "closes", "closed": "closes", "shutdown": "closes",
	"state": "state", "url": "url", "note": "note",
}

// readEntries reads a table of closings. What lines say that cannot be read is in bad, each
// with its line named; an err is of the table as a whole.
func readEntries(path string) (entries []notice.Entry, bad []error, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	in := bufio.NewReader(f)
	table := csv.NewReader(in)
	if head, err := in.Peek(in.Size()); err == nil || errors.Is(err, io.EOF) {
		if first, _, _ := strings.Cut(string(head), "\n"); strings.Contains(first, "\t") {
			table.Comma, table.LazyQuotes = '\t', true
		}
	}
	head, err := table.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w: no line of column names: %w", path, landfall.ErrInvalid, err)
	}
	columns := make([]string, len(head))
	for i, name := range head {
		columns[i] = entryColumns[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))]
	}
	for {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line, _ := table.FieldPos(0)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w: %w", path, landfall.ErrInvalid, err)
		}
		cells := make(map[string]string, len(row))
		for i, cell := range row {
			if columns[i] != "" {
				cells[columns[i]] = strings.TrimSpace(cell)
			}
		}
		entry, err := newEntry(cells)
		if err != nil {
			bad = append(bad, fmt.Errorf("%s, line %d: %w", path, line, err))
			continue
		}
		entries = append(entries, entry)
	}
	return entries, bad, nil
}

// newEntry reads the cells of one line.
func newEntry(cells map[string]string) (entry notice.Entry, err error) {
	host, err := landfall.ParseHost(cells["host"])
	if err != nil {
		return entry, err
	}
	entry = notice.Entry{Host: host, State: landfall.NoticeState(cells["state"]), URL: cells["url"], Note: shorten(cells["note"], 300)}
	if entry.URL != "" {
		if u, err := url.Parse(entry.URL); err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" {
			return entry, fmt.Errorf("%w: %q is no address of a page", landfall.ErrInvalid, entry.URL)
		}
	}
	if entry.Announced, _, err = readDays(cells["announced"]); err != nil {
		return entry, fmt.Errorf("announced: %w", err)
	}
	if entry.ClosesFrom, entry.ClosesTo, err = readDays(cells["closes"]); err != nil {
		return entry, fmt.Errorf("closes: %w", err)
	}
	return entry, nil
}

// readDays reads a day or a month; "" is not known.
func readDays(text string) (from, to time.Time, err error) {
	if text == "" {
		return from, to, nil
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day, day, nil
	}
	month, err := time.Parse("2006-01", text)
	if err != nil {
		return from, to, fmt.Errorf("%w: %q is no day such as 2026-08-19 and no month such as 2026-08", landfall.ErrInvalid, text)
	}
	return month, month.AddDate(0, 1, -1), nil
}
