package sqlstore

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTheFrontierIsNeverScanned asks SQLite how it runs what workers wait for: on
// a frontier of a million hosts a scan would take most of a second.
func TestTheFrontierIsNeverScanned(t *testing.T) {
	store, err := Open(t.Context(), Config{Path: filepath.Join(t.TempDir(), "landfall.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for name, query := range map[string]string{
		"free expired leases": freeExpired(store.dialect),
		"take free hosts":     takeFree(store.dialect),
		"next due":            nextDue,
		"lag":                 frontierLag,
		"count due":           countDue,
		"due in a span":       dueSpan,
		"page of instances":   allAfter,
		"page of answered":    answeredAfter,
		"page of icons":       iconsAfter,
		"picture":             pictureByID,
		"page of declared":    declaredAfter,
		"page of hashtags":    trendingAfter,
	} {
		rows, err := store.read.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, 1, 1, 1, 1, 1)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			if table, whole := strings.CutPrefix(detail, "SCAN "); whole && slices.Contains([]string{"frontier", "instances", "icons", "declared", "trending"}, strings.Fields(table)[0]) {
				t.Errorf("%s reads the whole table: %s", name, detail)
			}
			if strings.Contains(detail, "TEMP B-TREE") {
				t.Errorf("%s sorts: %s", name, detail)
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		rows.Close() //nolint:sqlclosecheck // once per query
	}
}
