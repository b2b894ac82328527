package searchbox

import (
	"strings"
	"sync"

	"landfall"
)

// standard is the parser of what Landfall comes with.
var standard = sync.OnceValue(func() *Parser {
	return New(Standard([]string{"de", "tlh"}, []Software{{"mastodon", "Mastodon"}, {"gotosocial", "GoToSocial"}, {"gnusocial", "GNU social"}, {"pixelfed", "Pixelfed"}, {"bookwyrm", "BookWyrm"}, {"jazz", "jazz"}}, hostList{"ambit.club", "amber.social"}))
})

type hostList []landfall.Host

func (l hostList) HostsFrom(prefix string, n int) (found []landfall.Host) {
	for _, host := range l {
		if len(found) < n && strings.HasPrefix(string(host), prefix) {
			found = append(found, host)
		}
	}
	return found
}
