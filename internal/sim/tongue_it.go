package sim

//nolint:misspell // Italian words are no misspelt English ones
var italian = tongue{
	code: "it", weight: 3, suffixes: []string{"it"},
	cities: []string{"Bologna", "Torino", "Napoli", "Trieste", "Palermo", "Firenze"},
	topics: [...]string{
		"tutte le persone", "arte e illustrazione", "fotografia", "musica", "libri e scrittura",
		"giochi", "software libero", "scienza", "astronomia", "giardinaggio",
		"uccelli", "bicicletta", "cucina", "storia", "treni e trasporti",
		"clima ed energia", "scuola", "cinema", "maglia e artigianato", "gatti",
	},
	titles: []string{"%s", "%s sociale", "Il %s", "%s in comune"},
	about:  []string{"Un luogo accogliente per %s.", "Una comunità indipendente: %s.", "Un angolo del fediverso per %s."},
	from:   []string{"Una casa per chi vive a %s e dintorni.", "L'istanza di %s, gestita da chi ci abita."},
	more: []string{
		"Moderata da persone, finanziata con donazioni, senza pubblicità.",
		"Appena arrivato? Presentati.",
		"Gestita da un'associazione senza scopo di lucro.",
	},
	long: []string{
		"Abbiamo cominciato in pochi con un vecchio server. Le decisioni si prendono insieme, due volte l'anno.",
		"Le segnalazioni si leggono in giornata. Prima si avvisa, poi si limita, solo alla fine si sospende.",
	},
	asks:    []string{"Scrivici in poche parole perché vuoi entrare; rispondiamo entro due giorni."},
	shut:    []string{"Al momento siamo al completo.", "Le iscrizioni sono chiuse."},
	closing: "Questo server chiuderà il %s. Trasferite i vostri account prima di quella data.",
	rules: []rule{
		{"Siate gentili.", ""},
		{"Niente razzismo, sessismo, omofobia o transfobia.", ""},
		{"Niente molestie né dati privati altrui.", ""},
		{"I contenuti sensibili vanno segnalati.", ""},
		{"Niente spam né pubblicità.", ""},
		{"Descrivete le immagini.", "Bastano poche parole."},
		{"Età minima: 16 anni.", ""},
	},
}
