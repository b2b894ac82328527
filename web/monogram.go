package web

import (
	"hash/fnv"
	"strconv"
	"strings"
	"unicode"

	"landfall"
)

// hues is how many colours of icon the style sheet has.
const hues = 12

// monogram is the icon of a server without a picture: a letter on one of twelve
// colours.
type monogram struct {
	Letter string
	Class  string // "hue-0" to "hue-11"
}

func newMonogram(host landfall.Host, name string) monogram {
	sum := fnv.New32a()
	sum.Write([]byte(host))
	return monogram{Letter: initial(name, host), Class: "hue-" + strconv.Itoa(int(sum.Sum32()%hues))}
}

// initial returns the first letter or digit of the name, else of the host.
func initial(name string, host landfall.Host) string {
	for _, text := range []string{name, host.Display()} {
		for _, r := range text {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return strings.ToUpper(string(r))
			}
		}
	}
	return "?"
}
