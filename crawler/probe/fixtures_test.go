package probe

import (
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"landfall"
	"landfall/internal/fixtures"
)

// nodeinfoNaming is a nodeinfo document that names the software and says no more:
// what is compared comes from the recorded document.
func nodeinfoNaming(software string) string {
	return `{"version":"2.0","software":{"name":"` + software + `","version":""}}`
}

// siteOf serves one recorded document as the only one of a site, beside a nodeinfo
// document that names the software where a crawler would not ask without.
func siteOf(kind, software, body string) map[string]answer {
	switch kind {
	case "nodeinfo":
		return withNodeinfo(body)
	case "instance-v1":
		return with(nil, pathV1, body)
	case "instance-v2":
		return with(nil, pathV2, body)
	case "lemmy-site":
		return with(withNodeinfo(nodeinfoNaming("lemmy")), "/api/v3/site", body)
	case "misskey-meta":
		return with(withNodeinfo(nodeinfoNaming(software)), "/api/meta", body)
	case "misskey-stats":
		return with(withNodeinfo(nodeinfoNaming(software)), "/api/stats", body)
	case "nodeinfo2":
		return with(withNodeinfo(nodeinfoNaming(software)), "/.well-known/x-nodeinfo2", body)
	case "statistics-json":
		return with(nil, "/statistics.json", body)
	case "instance-rules":
		return with(with(nil, pathV2, `{"domain":"x","version":"4.0.0"}`), pathRules, body)
	case "nodeinfo-wellknown":
		return with(nil, pathWellKnown, body)
	case "instance-extended-description":
		return with(with(nil, pathV2, `{"domain":"x","version":"4.0.0","rules":[],"registrations":{"enabled":true}}`), pathExtended, body)
	}
	return nil
}

// score counts how often a field came out right, wrong, or unknown.
type score struct{ right, wrong, unknown int }

// share is how many of all labelled documents came out right.
func (s score) share() float64 { return float64(s.right) / float64(max(1, s.right+s.wrong+s.unknown)) }

// TestFixtures reads recorded documents one by one, each as the only document of
// a host, and compares with the labels. What a label calls "open" means, for a
// nodeinfo document, only that openRegistrations is true: open, approval and "not
// closed" are all right then.
func TestFixtures(t *testing.T) {
	dir := fixtures.Path(t)
	scores := map[string]*score{}
	var wrong []string
	for _, row := range labels(t, dir) {
		kind, _, _ := strings.Cut(row["path"], "/")
		body, err := os.ReadFile(filepath.Join(dir, row["path"]))
		if err != nil {
			t.Fatal(err)
		}
		answers := siteOf(kind, strings.Split(row["path"], "/")[1], string(body))
		if answers == nil {
			continue
		}
		result, s := visit(t, answers)
		if result.Outcome != landfall.OutcomeAnswered {
			t.Errorf("%s: %s %s, notes %q", row["path"], result.Outcome, result.Reason, s.notes)
			continue
		}
		for field, got := range fieldsOf(&result.Facts) {
			want := wanted(kind, field, row)
			if want == "" || kind == "instance-rules" && field != "n_rules" {
				continue
			}
			if strings.Contains(want, " languages") && got != "" {
				got = fmt.Sprintf("%d languages", len(result.Facts.Languages))
			}
			if scores[field] == nil {
				scores[field] = &score{}
			}
			switch {
			case slices.Contains(strings.Split(want, "|"), got):
				scores[field].right++
			case got == "":
				scores[field].unknown++
				wrong = append(wrong, fmt.Sprintf("%s: %s unknown, label %s", row["path"], field, want))
			default:
				scores[field].wrong++
				wrong = append(wrong, fmt.Sprintf("%s: %s %q, label %q", row["path"], field, got, want))
			}
		}
	}
	for _, field := range slices.Sorted(maps.Keys(scores)) {
		t.Logf("%-12s right %d, wrong %d, unknown %d (%.1f %%)", field, scores[field].right, scores[field].wrong, scores[field].unknown, 100*scores[field].share())
	}
	slices.Sort(wrong)
	for _, line := range wrong {
		t.Log(line)
	}
	for _, field := range slices.Sorted(maps.Keys(scores)) {
		if s := scores[field]; s == nil || s.share() < 0.99 {
			t.Errorf("%s is right less often than 99 %%: %+v", field, s)
		}
	}
}

func labels(t *testing.T, dir string) []map[string]string {
	t.Helper()
	file, err := os.Open(filepath.Join(dir, "LABELS.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma, reader.LazyQuotes = '\t', true
	lines, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// fieldsOf writes facts the way labels do; an unknown field is empty.
func fieldsOf(f *landfall.Facts) map[string]string {
	fields := map[string]string{
		"software": f.Software.Name, "version": f.Software.Version, "signup_mode": string(f.Signup.Mode),
		"users": digits(f.Users), "mau": digits(f.ActiveMonth), "posts": digits(f.Posts),
		"languages": strings.ToLower(strings.Join(f.Languages, ",")),
	}
	if f.Stated(landfall.FieldRules) {
		fields["n_rules"] = strconv.Itoa(len(f.Rules))
	}
	if f.Signup.NotClosed {
		fields["signup_mode"] = "not closed"
	}
	return fields
}

func digits(c landfall.Count) string {
	if !c.Known {
		return ""
	}
	return c.String()
}

// dress is what a label's version wears around the software's own.
var dress = regexp.MustCompile(`^.*\(compatible; [^ /]+[ /](.*)\)$`)

// wanted returns what a label asks for, alternatives parted by bars, in the form
// of fieldsOf; empty if the label says nothing.
func wanted(kind, field string, row map[string]string) string {
	want := row[field]
	switch {
	case field == "software":
		return strings.ToLower(want)
	case field == "version":
		return dress.ReplaceAllString(want, "$1")
	case field == "languages" && strings.HasSuffix(want, " discussion_languages"):
		return chosenOf(strings.Fields(want)[0])
	case field == "languages" && want == "string": // in a schema's example, where it is no language
		return ""
	case field == "version" && want == "None":
		return ""
	case field == "signup_mode" && strings.HasPrefix(kind, "nodeinfo") && want == "open":
		return "open|approval|not closed"
	}
	return want
}

// chosenOf is what Lemmy's label asks for that counts the languages chosen of all
// 184: none and all of them say nothing, and "undetermined" may be one of them.
func chosenOf(label string) string {
	n, err := strconv.Atoi(label)
	switch {
	case err != nil, n == 0, n == 184:
		return ""
	case n == 1:
		return "1 languages|"
	}
	return fmt.Sprintf("%d languages|%d languages", n, n-1)
}

// The recorded well-known documents either lead to a document on their own host,
// to another host, or are known to be unusable.
func TestRecordedWellKnownDocuments(t *testing.T) {
	dir := fixtures.Path(t)
	paths, err := filepath.Glob(filepath.Join(dir, "nodeinfo-wellknown", "*", "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d documents, error %v", len(paths), err)
	}
	usable := 0
	for _, path := range paths {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		// Every recorded link leads to the host it was recorded from; here that is ours.
		text := regexp.MustCompile(`https?:(\\?/){2}[a-z0-9.:-]+(\\?/)nodeinfo`).ReplaceAllString(string(body), "https://"+testHost.String()+"/nodeinfo")
		v := &Visit{Host: testHost, Now: testNow, Fetcher: &site{answers: map[string]answer{pathWellKnown: {body: text}}}}
		v.begin()
		urls, err := v.wellKnown(t.Context())
		switch {
		case len(urls) > 0:
			usable++
		case strings.Contains(path, "mastodon_mock"): // placeholders
		default:
			t.Errorf("%s: no link, %v", filepath.Base(path), err)
		}
	}
	t.Logf("%d of %d documents have a usable link", usable, len(paths))
}

func TestRecordedExtendedDescriptions(t *testing.T) {
	dir := fixtures.Path(t)
	paths, err := filepath.Glob(filepath.Join(dir, "instance-extended-description", "*", "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d documents, error %v", len(paths), err)
	}
	for _, path := range paths {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		result, _ := visit(t, siteOf("instance-extended-description", "mastodon", string(body)))
		if empty := strings.Contains(string(body), `"content": ""`) || strings.Contains(string(body), `"content":""`); !result.Facts.Stated(landfall.FieldExtended) || (result.Facts.Extended == "") != empty {
			t.Errorf("%s: %d characters, stated %v", filepath.Base(path), len(result.Facts.Extended), result.Facts.Stated(landfall.FieldExtended))
		}
		if strings.ContainsAny(result.Facts.Extended, "<>") || addressLike.MatchString(result.Facts.Extended) {
			t.Errorf("%s: markup or an address is left", filepath.Base(path))
		}
	}
}

// Every recorded instance document that names a picture of its own has it stated.
func TestRecordedPictures(t *testing.T) {
	dir := fixtures.Path(t)
	own := regexp.MustCompile(`https://[a-z0-9.-]+/(?:system/)?site_uploads/files/[^"]+`)
	found := 0
	for kind, path := range map[string]string{"instance-v1": pathV1, "instance-v2": pathV2} {
		files, _ := filepath.Glob(filepath.Join(dir, kind, "*", "*.json"))
		for _, file := range files {
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := own.FindString(string(body))
			if want == "" || strings.Contains(want, ".local/") { // no host that is ever asked
				continue
			}
			found++
			result, _ := visit(t, with(nil, path, string(body)))
			if got := result.Facts.Thumbnail; result.Outcome == landfall.OutcomeAnswered && got != want {
				t.Errorf("%s: %q, want %q", filepath.Base(file), got, want)
			}
		}
	}
	if found == 0 {
		t.Error("no document names a picture")
	}
	t.Logf("%d documents name a picture of their own", found)
}
