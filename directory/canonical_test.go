package directory

import (
	"testing"

	"pgregory.net/rapid"
)

// TestNarrowIsTheSlowWay draws facets and values, unusable ones too.
func TestNarrowIsTheSlowWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(facets[:]).Draw(t, "facet")
		values := append([]string{Any, Unknown, "", " ", "warp drive", "a,b", "en-GB", "MASTODON", "Łódź"}, openValues[f.key]...)
		values = append(values, f.usual...)
		value := rapid.OneOf(rapid.SampledFrom(values), rapid.String()).Draw(t, "value")
		if got, want := Narrow(f.key, value), DefaultQuery().With(f.key, value).Canonical(); got != want {
			t.Fatalf("Narrow(%q, %q) = %q; want %q", f.key, value, got, want)
		}
	})
	if got := Narrow("nothing", "x"); got != "" {
		t.Errorf("of no facet: %q", got)
	}
}
