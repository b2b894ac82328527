package landfall

import "testing"

func TestEveryReasonOfTheirsHasAFix(t *testing.T) {
	for reason, e := range remedies {
		if e.What == "" || e.Fix == "" && !e.Ours && reason != "asked_for_time" {
			t.Errorf("%s: %+v", reason, e)
		}
	}
}
