package kind

import (
	"slices"
	"testing"
)

func TestEveryKindHasSoftwareAndALabel(t *testing.T) {
	for _, k := range All {
		some := false
		for name := range software {
			some = some || slices.Contains(Of(name), k)
		}
		if !some || k.Label() == "" {
			t.Errorf("%q: software %v, label %q", k, some, k.Label())
		}
	}
	for name, kinds := range software {
		for _, k := range kinds {
			if !slices.Contains(All, k) {
				t.Errorf("%s: unknown kind %q", name, k)
			}
		}
	}
	if Of("never-heard-of") != nil {
		t.Error("an unknown software has a kind")
	}
}
