package schema

import (
	"errors"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestSplit(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
		err        error
	}{
		{
			name: "one statement under a comment",
			text: "-- What it is for.\n\n-- +statement\nCREATE TABLE a (b INT)\n",
			want: []string{"CREATE TABLE a (b INT)"},
		},
		{
			name: "semicolons in a trigger, a text and a comment",
			text: "-- +statement\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b; DELETE FROM c; -- both; at once\nEND\n" +
				"-- +statement\nINSERT INTO a VALUES (';')\n",
			want: []string{
				"CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b; DELETE FROM c; -- both; at once\nEND",
				"INSERT INTO a VALUES (';')",
			},
		},
		{
			name: "the marker in the middle of a line is text",
			text: "-- +statement\nSELECT '-- +statement'\n",
			want: []string{"SELECT '-- +statement'"},
		},
		{name: "Windows line ends", text: "-- +statement\r\nSELECT 1\r\n", want: []string{"SELECT 1"}},
		{name: "no marker", text: "SELECT 1\n", err: errNoStatement},
		{name: "SQL before the marker", text: "SELECT 1\n-- +statement\nSELECT 2\n", err: errStray},
		{name: "a marker with nothing under it", text: "-- +statement\n-- soon\n-- +statement\nSELECT 2\n", err: errEmptyStatement},
		{name: "an empty last section", text: "-- +statement\nSELECT 2\n-- +statement\n", err: errEmptyStatement},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := split(tt.text)
			if !errors.Is(err, tt.err) || !cmp.Equal(got, tt.want) {
				t.Errorf("split(%q) = %q, %v; want %q, %v", tt.text, got, err, tt.want, tt.err)
			}
		})
	}
}

func TestMigrationsAreNumberedWithoutGaps(t *testing.T) {
	file := &fstest.MapFile{Data: []byte("-- +statement\nSELECT 1\n")}
	for _, tt := range []struct {
		name  string
		files []string
		ok    bool
	}{
		{"in order", []string{"0001_a.sql", "0002_b.sql"}, true},
		{"a gap", []string{"0001_a.sql", "0003_b.sql"}, false},
		{"the same number twice", []string{"0001_a.sql", "0001_b.sql"}, false},
		{"too few digits", []string{"1_a.sql"}, false},
		{"no number", []string{"first.sql"}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fsys := fstest.MapFS{}
			for _, name := range tt.files {
				fsys["some/"+name] = file
			}
			set, err := load(fsys, "some")
			if ok := err == nil; ok != tt.ok {
				t.Errorf("load(%v) = %v, %v; want ok %v", tt.files, set, err, tt.ok)
			}
		})
	}
}

func TestEmbeddedSetsLoad(t *testing.T) {
	for _, set := range []Set{SQLite(), Postgres(), DuckDB(), Spool()} {
		if len(set.Migrations) == 0 {
			t.Errorf("set %s has no migrations", set.Name)
		}
	}
}
