package web

import (
	"net/http"
	"testing"

	"landfall/directory"
)

// TestStatsOfAYoungNetwork asks for the charts when hardly a day is on record.
func TestStatsOfAYoungNetwork(t *testing.T) {
	whole := chronicle(now)
	for days := range 4 {
		for _, cast := range [][]invented{nil, candidates(), everyone()[:1], everyone()} {
			w := newWorld(cast...)
			c := whole
			c.Days = whole.Days[len(whole.Days)-days:]
			c.Software, c.Signup = whole.Software[:min(days, len(whole.Software))], whole.Signup[:min(days, len(whole.Signup))]
			for _, past := range []directory.Chronicle{c, {Days: c.Days}} {
				m := directory.Material{Chronicle: past}
				for _, in := range cast {
					m.Instances = append(m.Instances, in.Instance)
				}
				w.Snapshot = directory.Build(m, now)
				document(t, engine(t, w, Config{}), "/stats", http.StatusOK)
			}
		}
	}
}
