package web

import (
	"net/http"
	"testing"
)

// TestTopicsOfTheStartFillTheirRows: no tile stands alone in the last of several rows.
func TestTopicsOfTheStartFillTheirRows(t *testing.T) {
	for name, w := range map[string]*world{"the whole world": wholeWorld(), "a small one": newWorld(everyone()...)} {
		list := byID(t, document(t, engine(t, w, Config{}), "/", http.StatusOK), "topics").Parent.Parent
		n := len(elements(list, "li"))
		if n == 0 || n > topicTilesRow && n%topicTilesRow != 0 {
			t.Errorf("%s: %d topics", name, n)
		}
	}
}
