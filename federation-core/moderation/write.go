package moderation

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// WriteCSV writes rules as Mastodon exports and imports them, without the private comments.
// A comment that a spreadsheet would take for a formula gets an apostrophe in front, which
// [ReadCSV] takes away.
func WriteCSV(w io.Writer, rules []Rule) error {
	out := csv.NewWriter(w)
	head := make([]string, len(columns))
	for i, name := range columns {
		head[i] = "#" + name
	}
	_ = out.Write(head) // errors stay until Flush
	for _, r := range rules {
		_ = out.Write([]string{
			r.Domain, r.Severity.String(), strconv.FormatBool(r.RejectMedia), strconv.FormatBool(r.RejectReports),
			harmless(r.PublicComment), strconv.FormatBool(r.Obfuscate),
		})
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write list: %w", err)
	}
	return nil
}

// harmless puts an apostrophe before text that a spreadsheet would take for a formula, and
// before text that starts as that does, so that [restored] gives every text back.
func harmless(text string) string {
	if formula(strings.TrimLeft(text, "'")) {
		return "'" + text
	}
	return text
}

// restored is what harmless was given.
func restored(text string) string {
	if rest, ok := strings.CutPrefix(text, "'"); ok && formula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return text
}

// formula reports whether text starts as formulas do in spreadsheets, with the signs of
// Chinese and Japanese keyboards among them.
func formula(text string) bool {
	text = strings.TrimLeft(text, " \t\n")
	return text != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(text)[0])
}
