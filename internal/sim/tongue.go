package sim

// topicSlugs names the interests instances are about; the first is none in
// particular. Each tongue has a word for every one, in the same order.
var topicSlugs = [...]string{
	"people", "art", "photo", "music", "books", "games", "code", "science", "astro", "garden",
	"birds", "bikes", "food", "history", "trains", "climate", "school", "film", "craft", "cats",
}

type rule struct{ text, hint string }

// tongue is what texts in one language are made of.
type tongue struct {
	code   string
	weight float64
	// suffixes are the country's public suffixes, if any.
	suffixes []string
	cities   []string
	// topics has a word for each of topicSlugs.
	topics [len(topicSlugs)]string
	// titles holds formats for the name of an instance out of its proper name.
	titles []string
	// about and from are first sentences on a topic and on a city.
	about, from []string
	// more is what follows.
	more []string
	// long is paragraphs of the extended description.
	long []string
	// asks is how applications are answered, shut what closed instances say.
	asks, shut []string
	// closing announces the end on a date.
	closing string
	rules   []rule
}

// tongues lists the languages of the network.
var tongues = []*tongue{&english, &german, &french, &japanese, &spanish, &italian, &dutch}
