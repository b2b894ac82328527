package sim

var german = tongue{
	code: "de", weight: 12, suffixes: []string{"de", "at", "ch"},
	cities: []string{"Hamburg", "Leipzig", "Wien", "Zürich", "Freiburg", "Köln", "Dresden", "Graz"},
	topics: [...]string{
		"alle Menschen", "Kunst und Illustration", "Fotografie", "Musik", "Bücher und Schreiben",
		"Spiele", "freie Software", "Wissenschaft", "Astronomie", "Gärten und Balkone",
		"Vögel und Naturbeobachtung", "Radfahren", "Kochen und Backen", "Geschichte", "Bahn und Nahverkehr",
		"Klima und Energie", "Schule und Unterricht", "Film und Kino", "Stricken und Handwerk", "Katzen",
	},
	titles: []string{"%s", "%s Sozial", "Das %s", "%s Gemeinschaft", "%s im Netz"},
	about: []string{
		"Ein freundlicher Ort für %s.", "Eine unabhängige Gemeinschaft rund um %s.",
		"Hier dreht sich alles um %s.", "Ein kleiner Winkel im Fediverse für %s.",
	},
	from: []string{"Ein Zuhause für Menschen in und um %s.", "Die Instanz aus %s, betrieben von den Leuten vor Ort.", "Für %s und alle, die es vermissen."},
	more: []string{
		"Von Menschen moderiert, durch Spenden bezahlt, frei von Werbung.",
		"Neu hier? Stell dich kurz vor.",
		"Betrieben mit Ökostrom.",
		"Wir sind ein gemeinnütziger Verein.",
		"Datenschutz nehmen wir ernst.",
	},
	long: []string{
		"Angefangen haben wir zu dritt mit einem ausgedienten Rechner. Heute entscheidet zweimal im Jahr die Versammlung aller, die mithelfen.",
		"Meldungen lesen wir innerhalb eines Tages. Erst wird gewarnt, dann eingeschränkt, und nur wenn nichts anderes hilft, gesperrt.",
		"Der Betrieb kostet jeden Monat etwas Geld. Wer kann, hilft mit; wer nicht kann, ist genauso willkommen.",
	},
	asks:    []string{"Schreib uns kurz, warum du dabei sein möchtest; wir antworten innerhalb von zwei Tagen.", "Anmeldungen werden von Hand geprüft, damit kein Spam hereinkommt."},
	shut:    []string{"Im Moment sind wir voll.", "Die Anmeldung ist geschlossen; bitte such dir eine andere Instanz aus."},
	closing: "Dieser Server schließt am %s. Bitte zieht mit euren Konten bis dahin um.",
	rules: []rule{
		{"Seid nett zueinander.", "Geht von guten Absichten aus und lasst anderen Raum."},
		{"Kein Rassismus, Sexismus, keine Homo- oder Transfeindlichkeit.", ""},
		{"Keine Belästigung und kein Veröffentlichen privater Daten.", ""},
		{"Heikle Bilder und Texte bekommen eine Inhaltswarnung.", ""},
		{"Keine in Deutschland strafbaren Inhalte.", ""},
		{"Kein Spam, keine Werbung.", ""},
		{"Bots müssen als Bots gekennzeichnet sein.", "Höchstens ein öffentlicher Beitrag in der Stunde."},
		{"Beschreibt eure Bilder.", "Auch ein kurzer Text hilft."},
		{"Keine Falschmeldungen über Gesundheit oder Wahlen.", ""},
		{"Mindestalter 16 Jahre.", ""},
	},
}
