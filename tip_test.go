package landfall_test

import (
	"errors"
	"strings"
	"testing"

	"landfall"
)

func TestNewClosingTip(t *testing.T) {
	for _, tt := range []struct{ address, day, want string }{
		{" https://otter.social/@admin/1#c ", "", "https://otter.social/@admin/1 0001-01-01"},
		{"http://otter.social/news", " 2026-08-19 ", "http://otter.social/news 2026-08-19"},
		{"", "", ""},
		{"otter.social/news", "", ""},
		{"javascript:alert(1)", "", ""},
		{"https://me:secret@otter.social/", "", ""},
		{"https://localhost/", "", ""},
		{"https://otter.social/" + strings.Repeat("a", 500), "", ""},
		{"https://otter.social/", "soon", ""},
		{"https://otter.social/", "0026-08-19", ""},
	} {
		tip, err := landfall.NewClosingTip("otter.social", tt.address, tt.day)
		switch {
		case tt.want == "" && !errors.Is(err, landfall.ErrInvalid):
			t.Errorf("%q, %q: %+v, %v; want ErrInvalid", tt.address, tt.day, tip, err)
		case tt.want != "" && (err != nil || tip.URL+" "+tip.Closes.Format("2006-01-02") != tt.want):
			t.Errorf("%q, %q: %+v, %v; want %s", tt.address, tt.day, tip, err, tt.want)
		}
	}
}
