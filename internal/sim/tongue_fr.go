package sim

//nolint:misspell // French words are no misspelt English ones
var french = tongue{
	code: "fr", weight: 8, suffixes: []string{"fr", "be"},
	cities: []string{"Lyon", "Nantes", "Bruxelles", "Montréal", "Rennes", "Toulouse", "Lille", "Genève"},
	topics: [...]string{
		"tout le monde", "l'art et l'illustration", "la photographie", "la musique", "les livres et l'écriture",
		"les jeux", "le logiciel libre", "les sciences", "l'astronomie", "le jardinage",
		"les oiseaux", "le vélo", "la cuisine", "l'histoire", "les trains et les transports",
		"le climat et l'énergie", "l'enseignement", "le cinéma", "le tricot et l'artisanat", "les chats",
	},
	titles: []string{"%s", "%s social", "Le %s", "%s en commun"},
	about: []string{
		"Un lieu accueillant pour %s.", "Une communauté indépendante autour d'un sujet : %s.",
		"Ici, on parle d'une chose avant tout : %s.", "Un petit coin du fédivers pour %s.",
	},
	from: []string{"Un chez-soi pour les gens de %s et des environs.", "L'instance de %s, tenue par ses habitants.", "Pour %s et tous ceux à qui elle manque."},
	more: []string{
		"Modérée par des humains, financée par des dons, sans publicité.",
		"Nouveau ? Présentez-vous !",
		"Hébergée par une association à but non lucratif.",
		"Vos données restent chez nous.",
	},
	long: []string{
		"Nous avons commencé à quelques-uns avec une vieille machine. Les décisions se prennent ensemble, deux fois par an.",
		"Les signalements sont lus dans la journée. On avertit d'abord, on limite ensuite, on suspend en dernier recours.",
		"Le serveur coûte un peu d'argent chaque mois. Chacun aide s'il le peut.",
	},
	asks:    []string{"Dites-nous en quelques mots pourquoi vous souhaitez venir ; nous répondons sous deux jours.", "Les demandes sont lues à la main, contre le spam."},
	shut:    []string{"Nous sommes au complet pour le moment.", "Les inscriptions sont fermées."},
	closing: "Fermeture de ce serveur le %s. Pensez à déplacer votre compte avant cette date.",
	rules: []rule{
		{"Soyez bienveillants.", "Supposez la bonne foi."},
		{"Pas de racisme, de sexisme, d'homophobie ni de transphobie.", ""},
		{"Pas de harcèlement, pas de divulgation de données privées.", ""},
		{"Les contenus sensibles portent un avertissement.", ""},
		{"Pas de contenu illégal en France.", ""},
		{"Ni spam ni publicité.", ""},
		{"Les robots doivent se déclarer comme tels.", ""},
		{"Décrivez vos images.", "Quelques mots suffisent."},
		{"Âge minimum : 15 ans.", ""},
	},
}
