package stats

import (
	"landfall/directory"
)

// definitions are all charts, in the order of [Groups].
func definitions() []definition {
	return []definition{
		{Chart{ID: "software", Title: "Servers by software", Note: "What each server says it runs. Copies of a software that go by its name count for it.",
			Group: GroupSoft, Shape: ShapeShares, Rows: "software", Facet: directory.KeySoftware}, software},
		{Chart{ID: "speed", Title: "Servers by speed", Note: "What three of four clicks take at most, over the answered visits of 90 days, from where we measure.",
			Group: GroupQuality, Shape: ShapeBars, Rows: "each click"}, speed},
		{Chart{ID: "sign-up", Title: "Servers by sign-up", Note: "How one joins, as the server states it.",
			Group: GroupWho, Shape: ShapeShares, Rows: "sign-up", Facet: directory.KeySignup}, signup},
	}
}

func software(m *material, c Chart) Chart { return m.ofFacet(c, notAFamily) }

func signup(m *material, c Chart) Chart { return m.ofFacet(c, nil) }
