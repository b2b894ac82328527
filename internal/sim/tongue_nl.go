package sim

//nolint:misspell // Dutch words are no misspelt English ones
var dutch = tongue{
	code: "nl", weight: 3, suffixes: []string{"nl"},
	cities: []string{"Utrecht", "Gent", "Groningen", "Rotterdam", "Antwerpen", "Nijmegen"},
	topics: [...]string{
		"iedereen", "kunst en illustratie", "fotografie", "muziek", "boeken en schrijven",
		"spellen", "vrije software", "wetenschap", "sterrenkunde", "tuinieren",
		"vogels", "fietsen", "koken", "geschiedenis", "treinen en openbaar vervoer",
		"klimaat en energie", "onderwijs", "film", "breien en handwerk", "katten",
	},
	titles: []string{"%s", "%s sociaal", "De %s", "%s samen"},
	about:  []string{"Een vriendelijke plek voor %s.", "Een onafhankelijke gemeenschap rond %s.", "Een hoekje van de fediverse voor %s."},
	from:   []string{"Een thuis voor mensen in en om %s.", "De server van %s, van en door de bewoners."},
	more: []string{
		"Door mensen gemodereerd, door giften betaald, zonder reclame.",
		"Nieuw hier? Stel je even voor.",
		"Beheerd door een stichting zonder winstoogmerk.",
	},
	long: []string{
		"We begonnen met een paar vrienden en een oude computer. Twee keer per jaar beslissen we samen.",
		"Meldingen lezen we binnen een dag. Eerst een waarschuwing, dan een beperking, pas daarna een schorsing.",
	},
	asks:    []string{"Vertel kort waarom je mee wilt doen; we antwoorden binnen twee dagen."},
	shut:    []string{"We zitten op dit moment vol.", "Aanmelden is gesloten."},
	closing: "Deze server stopt op %s. Verhuis je account voor die datum.",
	rules: []rule{
		{"Wees aardig voor elkaar.", ""},
		{"Geen racisme, seksisme, homo- of transfobie.", ""},
		{"Geen pesterijen en geen privégegevens van anderen.", ""},
		{"Zet een waarschuwing bij gevoelige inhoud.", ""},
		{"Geen spam en geen reclame.", ""},
		{"Beschrijf je afbeeldingen.", ""},
		{"Je bent minstens 16 jaar.", ""},
	},
}
