package wizard

// quotedValue is how a note begins that is about an answer.
const quotedValue = "“{value}” "

// Words returns the English texts of the questions, which is what there is to translate
// beside the names of topics and languages.
func Words() []string {
	words := []string{Comfort, noteAdult, noteSize, quotedValue + noteVersion}
	for _, complaint := range []string{
		complaintStep, complaintKind, complaintLanguage, complaintPlace, complaintMatter, complaintRegion, complaintTick,
		complaintTopic, complaintMany, complaintMore,
	} {
		words = append(words, quotedValue+complaint+leftOut)
	}
	for _, s := range steps {
		q := Ask(s, Answers{})
		if q.Text != "" {
			words = append(words, q.Text)
		}
		for _, f := range q.Fields {
			words = append(words, f.Label)
			if f.Key == KeyLanguage {
				continue
			}
			for _, o := range f.Options {
				words = append(words, o.Label)
			}
		}
	}
	return words
}
