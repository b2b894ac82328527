package searchbox

import (
	"slices"
	"strings"
	"sync"

	"landfall"
	"landfall/directory/place"
	"landfall/directory/topic"
)

// standard is the parser of what Landfall comes with.
var standard = sync.OnceValue(func() *Parser { return New(vocabulary()) })

func vocabulary() Vocabulary {
	finder := place.Default()
	return Vocabulary{
		Terms: slices.Concat(
			Topics(topic.Default()), Places(finder), Languages([]string{"de", "tlh"}),
			Programs([]Software{{"mastodon", "Mastodon"}, {"gotosocial", "GoToSocial"}, {"gnusocial", "GNU social"}, {"pixelfed", "Pixelfed"}}), Words(),
		),
		Speaks: func(country, language string) bool { return finder.Speaks(place.ID(country), language) },
		Hosts:  hostList{"ambit.club", "amber.social"},
	}
}

type hostList []landfall.Host

func (l hostList) HostsFrom(prefix string, n int) (found []landfall.Host) {
	for _, host := range l {
		if len(found) < n && strings.HasPrefix(string(host), prefix) {
			found = append(found, host)
		}
	}
	return found
}
