package diagnosis

// facts judges what the instance says of itself.
func (j *judge) facts() {
	if !j.answered() {
		return
	}
	for _, l := range j.Visit.Facts.Lines(j.Newest, j.Behind) {
		j.line(l.ID, l.Level, l.Name, l.Found.String(), l.Fix.String())
	}
	if j.Unlisted == "single_user" {
		j.line("people", Warn, "More than one person", "it states one person at most, and servers of one person are in no list; the page is there", "")
	}
}
