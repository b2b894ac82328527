package web

import (
	"context"
	"net/http"
	"testing"

	"landfall"
)

// Wordings is what the store of this world has of rules.
func (w *world) Wordings(_ context.Context, host landfall.Host) ([]landfall.Wording, error) {
	in, ok := w.instances[host]
	if w.broken || !ok {
		return nil, nil
	}
	present, stated := landfall.WordingOf(&in.Facts)
	if !stated || len(present.Rules) == 0 {
		return nil, nil
	}
	former := landfall.Wording{FirstSeen: present.FirstSeen.AddDate(-1, 0, 0), LastSeen: present.FirstSeen.AddDate(0, 0, -1)}
	former.Rules = append(former.Rules, landfall.Rule{Text: "No <b>pirates</b>."})
	for _, r := range present.Rules[1:] {
		former.Rules = append(former.Rules, landfall.Rule{Text: "Please: " + r.Text, Hint: r.Hint})
	}
	return []landfall.Wording{present, former}, nil
}

func TestGoldenRules(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for name, host := range map[string]landfall.Host{"rules": harbour().Host, "rules_unknown": own().Host} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, lines(elements(document(t, site, "/s/"+string(host)+"/rules", http.StatusOK), "main")[0]))
		})
	}
	for path, want := range map[string]int{
		"/s/opted-out-sim.social/rules": http.StatusNotFound, "/s/never-heard-of-sim.social/rules": http.StatusNotFound,
		"/s/not_a_host/rules": http.StatusNotFound, "/s/QUIET-HARBOUR-sim.social/rules": http.StatusMovedPermanently,
	} {
		if got := get(t, site, path); got.Code != want {
			t.Errorf("%s: %d, want %d", path, got.Code, want)
		}
	}
}
