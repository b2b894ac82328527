package moderation

import (
	"io"
	"slices"
	"strings"
)

// columns are those that Mastodon exports, in its order; so are those of a list without a
// header read.
var columns = []string{"domain", "severity", "reject_media", "reject_reports", "public_comment", "obfuscate"}

// ReadCSV reads a list of rules as Mastodon exports it and as others write it: with the
// columns in any order and "#" before their names or not, some missing, or none but the names;
// with a byte order mark, any line ends, comments, "*." before a name, and semicolons or tabs
// for commas. A rule without a severity suspends, as in Mastodon. A name of one label, which
// would cover a top-level domain, is taken only with its severity beside it. Errors are those
// of the reader and [ErrTooLarge]; whatever of the list cannot be read is in the List.
func ReadCSV(r io.Reader) (List, error) {
	text, err := readAll(r)
	if err != nil {
		return List{}, err
	}
	var b builder
	head := header(columns)
	for rec := range records(text, comma(text)) {
		if h := header(rec.cells); h.is() && (len(b.list.Rules) == 0 && len(b.list.Skipped) == 0 || rec.text[0] == '#') {
			head = h
			continue
		}
		b.row(head, rec)
	}
	return b.list, nil
}

// row takes a record as a rule.
func (b *builder) row(head header, rec record) {
	rule := Rule{
		Domain: head.cell(rec, "domain"), Severity: Suspend,
		PublicComment: head.text(rec, "public_comment"), PrivateComment: head.text(rec, "private_comment"),
	}
	word := strings.ToLower(head.cell(rec, "severity"))
	if word != "" {
		var err error
		if rule.Severity, err = ParseSeverity(word); err != nil {
			b.skip(rec.number, rec.text, "unknown severity")
			return
		}
	} else if name, err := listed(rule.Domain); err == nil && !strings.ContainsAny(name, ".:") {
		b.skip(rec.number, rec.text, "a top-level domain without a severity")
		return
	}
	var doubts []string
	for name, flag := range map[string]*bool{"reject_media": &rule.RejectMedia, "reject_reports": &rule.RejectReports, "obfuscate": &rule.Obfuscate} {
		var ok bool
		if *flag, ok = boolean(head.cell(rec, name)); !ok {
			doubts = append(doubts, name+" is neither true nor false, and was read as false")
		}
	}
	if err := b.add(rec.number, rule); err != nil {
		b.skip(rec.number, rec.text, err.Error())
		return
	}
	if rec.torn {
		doubts = append(doubts, "its quotes do not match")
	}
	slices.Sort(doubts)
	for _, reason := range doubts {
		b.doubt(rec.number, rec.text, reason)
	}
}

// header is the names of the columns.
type header []string

// is reports whether it is a header at all.
func (h header) is() bool { return h.index("domain") >= 0 }

func (h header) index(name string) int {
	return slices.IndexFunc(h, func(cell string) bool {
		return strings.EqualFold(strings.TrimPrefix(strings.TrimSpace(cell), "#"), name)
	})
}

// cell is what a record has in a column, without space around it, or "".
func (h header) cell(rec record, name string) string {
	if i := h.index(name); i >= 0 && i < len(rec.cells) {
		return strings.TrimSpace(rec.cells[i])
	}
	return ""
}

// text is a cell that spreadsheets must not take for a formula.
func (h header) text(rec record, name string) string { return restored(h.cell(rec, name)) }

// comma is what stands between the cells of a list: what its first line of cells has.
func comma(text string) rune {
	for line := range strings.Lines(text) {
		if blank(line) {
			continue
		}
		for _, r := range line {
			if r == ',' || r == ';' || r == '\t' {
				return r
			}
		}
		break
	}
	return ','
}

// boolean reads the words that Mastodon, spreadsheets and people write.
func boolean(word string) (value, ok bool) {
	switch strings.ToLower(word) {
	case "true", "t", "1", "yes", "y", "on":
		return true, true
	case "", "false", "f", "0", "no", "n", "off":
		return false, true
	}
	return false, false
}
