package rank

// Words returns the English texts that pages print of the rules of ranking: what regions
// and parts are called. It is what there is to
// translate beside the texts of phrases.
func Words() []string {
	var words []string
	for _, r := range append(Regions(), "") {
		words = append(words, r.Label())
	}
	for _, w := range Weights() {
		words = append(words, w.Label)
	}
	return words
}

// Method returns the texts that say how a score is reckoned, and what changed in that.
func Method() []string {
	var words []string
	for _, w := range Weights() {
		words = append(words, w.How)
	}
	for _, c := range Changelog() {
		words = append(words, c.Text)
	}
	return words
}
