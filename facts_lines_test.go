package landfall

import (
	"strings"
	"testing"
	"time"
)

// One of a kind is not many.
func TestLinesOfCountsAgreeInNumber(t *testing.T) {
	at := time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)
	for n, want := range map[int64]string{0: "0 accounts, 0 posts", 1: "1 account, 1 post", 2: "2 accounts, 2 posts"} {
		f := Facts{Users: Known(n), Posts: Known(n)}
		f.State(FieldUsers, "https://amber-otter.social/nodeinfo/2.0", "usage.users.total", at)
		f.State(FieldPosts, "https://amber-otter.social/nodeinfo/2.0", "usage.localPosts", at)
		found := ""
		for _, l := range f.Lines("", false) {
			if l.ID == "counts" {
				found, _, _ = strings.Cut(l.Found.String(), ";")
			}
		}
		if found != want {
			t.Errorf("counts of %d are %q, want %q", n, found, want)
		}
	}
}
