package probe

import (
	"net/url"

	"landfall/crawler/discover"
	"landfall/internal/netguard/strictjson"
)

// maxNamed bounds the names of others that are taken from nodeinfo.
const maxNamed = 1000

// readNamed keeps the hosts that nodeinfo names in its metadata: those that
// Funkwhale federates with, and the bubble of Akkoma.
func (v *Visit) readNamed(metadata strictjson.Value) {
	for _, path := range [][]string{{"allowList", "domains"}, {"localBubbleInstances"}} {
		names, _ := metadata.Get(path...).Array()
		for _, value := range names {
			if name, ok := value.Text(); ok && len(v.named) < maxNamed {
				v.named = append(v.named, name)
			}
		}
	}
}

// peers says where the host names others. One that did not answer nodeinfo names
// none: any web site can serve a list.
func (r *run) peers() discover.Source {
	v := r.v
	if r.over || !v.read[kindNodeinfo] {
		return discover.Source{}
	}
	return discover.Source{
		At:    &url.URL{Scheme: v.base.Scheme, Host: v.base.Host},
		Lists: discover.ListsOf(v.Facts.Software, v.read[kindV1] || v.read[kindV2]),
		Named: v.named,
	}
}
