package chserver

import (
	"os"
	"path/filepath"
	"testing"
)

// packaged is where npm puts the library, below the folder of package.json.
const packaged = "node_modules/@chdb/lib-linux-x64-gnu/libchdb.so"

// library finds libchdb.so: where CHDB_LIB says, else in node_modules here or above.
func library(t testing.TB) string {
	t.Helper()
	if path := os.Getenv("CHDB_LIB"); path != "" {
		return path
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		path := filepath.Join(dir, packaged)
		if _, err := os.Stat(path); err == nil {
			return path
		}
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		dir = up
	}
	const missing = "ClickHouse's engine is not here: run npm ci --ignore-scripts, or say where it is in CHDB_LIB"
	if os.Getenv("CI") != "" {
		t.Fatal(missing)
	}
	t.Skip(missing)
	return ""
}
