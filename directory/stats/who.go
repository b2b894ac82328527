package stats

func signup(m *material, c Chart) Chart { return m.ofFacet(c, nil) }

func languages(m *material, c Chart) Chart { return m.ofFacet(c, nil) }

func places(m *material, c Chart) Chart { return m.ofFacet(c, isCountry) }
