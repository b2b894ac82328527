package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"landfall/internal/fixtures"
)

// The document kinds whose labels say what the crawler must find.
var recordedKinds = []string{
	"nodeinfo", "instance-v1", "instance-v2", "instance-rules", "lemmy-site", "misskey-meta", "misskey-stats", "nodeinfo2", "statistics-json",
}

// TestRecorded serves the recorded documents of real servers, each under a host
// of its own, crawls them with the real program, and compares what `export
// instances` says with the labels. FIXTURES names another folder of the same form.
func TestRecorded(t *testing.T) {
	t.Parallel()
	dir := fixtures.Path(t)
	network := startSim(t, "--documents", dir)
	data := t.TempDir()
	landfallOutput(t, append(network.lab(), "--data", data, "crawl", "--once", "--seeds", network.seeds, "--summary", "none")...)
	rows := exportedRows(t, landfallOutput(t, "--data", data, "export", "instances"))
	labels := readLabels(t, filepath.Join(dir, "LABELS.tsv"))
	scores := compare(labels, documentHosts(t, network.index), rows)
	t.Log("\n" + scores.table())
	for _, field := range recordedFields {
		if s := scores[field]; s.share() < 0.99 {
			t.Errorf("%s is right in %.1f %% of labelled documents, want at least 99 %%", field, 100*s.share())
		}
	}
}

// label is one row of LABELS.tsv.
type label map[string]string

func readLabels(t *testing.T, path string) []label {
	t.Helper()
	records := readTSV(t, path)
	var labels []label
	for _, record := range records[1:] {
		row := label{}
		for i, name := range records[0] {
			row[name] = record[i]
		}
		for _, kind := range recordedKinds {
			if strings.HasPrefix(row["path"], kind+"/") {
				labels = append(labels, row)
			}
		}
	}
	if len(labels) == 0 {
		t.Fatalf("%s has no row for %v", path, recordedKinds)
	}
	return labels
}

func readTSV(t *testing.T, path string) [][]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord = '\t', true, -1
	records, err := reader.ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return records
}

// documentHosts maps a document's path to the host that serves it.
func documentHosts(t *testing.T, index string) map[string]string {
	t.Helper()
	hosts := map[string]string{}
	for _, record := range readTSV(t, index) {
		hosts[record[1]] = record[0]
	}
	return hosts
}

func exportedRows(t *testing.T, ndjson string) map[string]instanceRow {
	t.Helper()
	rows := map[string]instanceRow{}
	for line := range strings.Lines(ndjson) {
		var row instanceRow
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatalf("export line %q: %v", line, err)
		}
		rows[row.Host] = row
	}
	return rows
}

// score counts how one field fared.
type score struct {
	right, wrong, unknown int
	named                 []string // every wrong or unknown one
}

func (s *score) share() float64 {
	all := s.right + s.wrong + s.unknown
	if all == 0 {
		return 0
	}
	return float64(s.right) / float64(all)
}

type scores map[string]*score

var recordedFields = []string{"software", "version", "sign-up mode", "users", "monthly active", "posts", "rules", "languages"}

// compare scores every labelled value: right, wrong, or unknown where the
// document states it and the crawler does not. A value that the label leaves
// empty must be unknown; one that is stated all the same is wrong.
func compare(labels []label, hosts map[string]string, rows map[string]instanceRow) scores {
	all := scores{}
	for _, name := range recordedFields {
		all[name] = &score{}
	}
	for _, l := range labels {
		row := rows[hosts[l["path"]]]
		for name, pair := range pairs(l, row) {
			all[name].count(l["path"], pair[0], pair[1])
		}
	}
	return all
}

func (s *score) count(path, want, got string) {
	switch {
	case want == "" && got == "":
		return
	case want == got:
		s.right++
		return
	case got == "":
		s.unknown++
	default:
		s.wrong++
	}
	s.named = append(s.named, fmt.Sprintf("%s: want %q, got %q", path, want, got))
}

// pairs returns what is wanted and what was got, by field.
func pairs(l label, row instanceRow) map[string][2]string {
	software, version := row.Software, row.Version
	if l["software"] == "unknown" { // the document names none; what serves it does
		software = "unknown"
	}
	wantVersion := l["version"]
	if _, inner, dressed := strings.Cut(wantVersion, "(compatible; "); dressed {
		// "2.7.2 (compatible; Akkoma 3.0.0)" is Akkoma's 3.0.0.
		_, wantVersion, _ = strings.Cut(strings.TrimSuffix(inner, ")"), " ")
	}
	if strings.EqualFold(wantVersion, "none") {
		wantVersion = ""
	}
	rules := ""
	if row.Rules != nil {
		rules = strconv.Itoa(len(row.Rules))
	}
	return map[string][2]string{
		"software":       {strings.ToLower(l["software"]), software},
		"version":        {wantVersion, version},
		"sign-up mode":   {l["signup_mode"], signupLike(l, row)},
		"users":          {l["users"], number(row.UsersTotal)},
		"monthly active": {l["mau"], number(row.UsersActiveMonth)},
		"posts":          {l["posts"], number(row.Posts)},
		"rules":          {l["n_rules"], rules},
		"languages":      languagePair(l["languages"], row.Languages),
	}
}

// languagePair compares languages. Lemmy's label counts how many are chosen of all
// 184: none and all of them say nothing, and "undetermined" may be one of them.
func languagePair(label string, got []string) [2]string {
	count, isCount := strings.CutSuffix(label, " discussion_languages")
	chosen, err := strconv.Atoi(count)
	if !isCount || err != nil {
		if _, err := language.Parse(strings.Split(label, ",")[0]); err != nil {
			label = "" // "string" in a schema's example is no language
		}
		return [2]string{strings.ToLower(label), strings.ToLower(strings.Join(got, ","))}
	}
	want := chosen
	if chosen == 184 || chosen > 0 && len(got) == chosen-1 {
		want = 0
		if chosen != 184 {
			want = chosen - 1
		}
	}
	text := func(n int) string { return strings.TrimPrefix(strconv.Itoa(n), "0") }
	return [2]string{text(want), text(len(got))}
}

// signupLike returns the exported mode in the label's terms. A nodeinfo label
// "open" says no more than openRegistrations=true, so a mode that is not closed
// agrees with it.
func signupLike(l label, row instanceRow) string {
	fromNodeinfo := strings.HasPrefix(l["path"], "nodeinfo") && l["signup_mode"] == "open"
	if fromNodeinfo && (row.SignupNotClosed || row.SignupMode == "approval") {
		return "open"
	}
	if l["signup_mode"] == "" && row.SignupMode == "unknown" {
		return ""
	}
	return row.SignupMode
}

func number(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

func (all scores) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-16s %6s %6s %8s %8s\n", "field", "right", "wrong", "unknown", "right %")
	for _, name := range recordedFields {
		s := all[name]
		fmt.Fprintf(&b, "%-16s %6d %6d %8d %8.2f\n", name, s.right, s.wrong, s.unknown, 100*s.share())
	}
	for _, name := range recordedFields {
		for _, what := range all[name].named {
			fmt.Fprintf(&b, "%s: %s\n", name, what)
		}
	}
	return b.String()
}
