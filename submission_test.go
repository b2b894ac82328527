package landfall_test

import (
	"testing"

	"landfall"
)

func TestParseSubmission(t *testing.T) {
	for text, want := range map[string]landfall.Host{
		"\tQuiet-Sim.social\n": "quiet-sim.social", "https://quiet-sim.social/about?x#y": "quiet-sim.social",
		"HTTP://quiet-sim.social": "quiet-sim.social", "@somebody@quiet-sim.social": "quiet-sim.social", "somebody@quiet-sim.social": "quiet-sim.social",
		"https://quiet-sim.social:8080/": "", "https://a:b@quiet-sim.social/": "", "https://127.0.0.1/": "", "localhost": "", "": "", "a@b@c.social": "",
		"javascript:alert(1)": "",
	} {
		got, err := landfall.ParseSubmission(text)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("ParseSubmission(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
}
