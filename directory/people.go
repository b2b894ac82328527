package directory

import (
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"landfall"
)

// FewPeople is the number from which people are counted out loud. Below it a
// number may speak of persons rather than of a server.
const FewPeople = 10

// People returns how a number of people is shown: "1,240" exactly, "<10" for fewer
// than [FewPeople], and "" if it is unknown. exact is true only for the first.
func People(count landfall.Count) (text string, exact bool) {
	switch {
	case !count.Known:
		return "", false
	case count.N < FewPeople:
		return "<10", false
	}
	return message.NewPrinter(language.English).Sprintf("%d", count.N), true
}
