package notice

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"landfall/internal/fixtures"
)

// corpus yields every text of more than a few words in the recorded documents and lists,
// once: descriptions, rules, about pages. Notices and what resembles them are apart.
func corpus(t testing.TB, yield func(source, text string)) {
	root := filepath.Dir(fixtures.Path(t, "LABELS.tsv"))
	seen := map[string]bool{}
	add := func(source, text string) {
		const few = 30
		text = strings.TrimSpace(text)
		if utf8.RuneCountInString(text) < few || strings.HasPrefix(text, "http") && !strings.Contains(text, " ") || seen[text] {
			return
		}
		seen[text] = true
		yield(source, text)
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(root, path)
		if err != nil || d.IsDir() || strings.HasPrefix(name, "shutdown") || strings.HasPrefix(name, "wire") || strings.HasPrefix(name, "blocklists") || !strings.Contains(name, "/") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		switch filepath.Ext(path) {
		case ".json", ".jsonl", ".ndjson":
			for _, doc := range documents(data) {
				walk(doc, func(text string) { add(name, text) })
			}
		case ".yml", ".yaml":
			var doc any
			if yaml.Unmarshal(data, &doc) == nil {
				walk(doc, func(text string) { add(name, text) })
			}
		case ".html", ".txt", ".md":
			add(name, string(data))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// documents returns the JSON documents of a file, up to the first that is none.
func documents(data []byte) (all []any) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	for {
		var doc any
		if err := decoder.Decode(&doc); err != nil {
			return all
		}
		all = append(all, doc)
	}
}

func walk(doc any, found func(string)) {
	switch v := doc.(type) {
	case string:
		found(v)
	case []any:
		for _, each := range v {
			walk(each, found)
		}
	case map[string]any:
		for _, each := range v {
			walk(each, found)
		}
	}
}
