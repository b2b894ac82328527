package sim

//nolint:misspell // Spanish words are no misspelt English ones
var spanish = tongue{
	code: "es", weight: 5, suffixes: []string{"es", "com.mx", "cl"},
	cities: []string{"Sevilla", "Valparaíso", "Bilbao", "Rosario", "Oaxaca", "Valencia", "Montevideo"},
	topics: [...]string{
		"todo el mundo", "el arte y la ilustración", "la fotografía", "la música", "los libros y la escritura",
		"los juegos", "el software libre", "la ciencia", "la astronomía", "la jardinería",
		"las aves", "la bicicleta", "la cocina", "la historia", "los trenes y el transporte",
		"el clima y la energía", "la enseñanza", "el cine", "el punto y la artesanía", "los gatos",
	},
	titles: []string{"%s", "%s social", "El %s", "%s en común"},
	about:  []string{"Un lugar amable para %s.", "Una comunidad independiente sobre %s.", "Un rincón del fediverso para %s."},
	from:   []string{"Un hogar para la gente de %s y alrededores.", "La instancia de %s, llevada por su gente."},
	more: []string{
		"Moderada por personas, pagada con donaciones, sin publicidad.",
		"¿Acabas de llegar? Preséntate.",
		"La lleva una asociación sin ánimo de lucro.",
	},
	long: []string{
		"Empezamos unas pocas personas con un servidor viejo. Las decisiones se toman entre todas, dos veces al año.",
		"Los avisos se leen en el mismo día. Primero se advierte, después se limita y solo al final se suspende.",
	},
	asks:    []string{"Cuéntanos en pocas palabras por qué quieres entrar; respondemos en dos días.", "Leemos las solicitudes a mano para evitar el correo basura."},
	shut:    []string{"Ahora mismo estamos llenos.", "El registro está cerrado."},
	closing: "Aviso de cierre: este servidor dejará de funcionar el %s. Traslada tu cuenta antes de esa fecha.",
	rules: []rule{
		{"Sé amable.", "Supón buena fe."},
		{"Sin racismo, machismo, homofobia ni transfobia.", ""},
		{"Sin acoso ni publicación de datos privados.", ""},
		{"El contenido sensible lleva aviso.", ""},
		{"Nada de contenido ilegal.", ""},
		{"Nada de spam ni publicidad.", ""},
		{"Describe tus imágenes.", ""},
		{"Edad mínima: 16 años.", ""},
	},
}
