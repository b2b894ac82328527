package directory

import (
	"slices"

	"landfall/directory/similar"
	"landfall/directory/topic"
)

// Related returns the topics that go with one on listed servers, the closest first, at most
// n. Topics for adults are only related to topics of that kind.
func (s *Snapshot) Related(id topic.ID, n int) []similar.Related {
	related := slices.Clone(s.relations()[string(id)])
	if !AdultTopic(id) {
		related = slices.DeleteFunc(related, func(r similar.Related) bool { return AdultTopic(topic.ID(r.ID)) })
	}
	return related[:min(n, len(related))]
}

// relate counts which topics occur together.
func (s *Snapshot) relate() similar.Relations {
	servers := make([]similar.Server, 0, len(s.listed))
	for _, server := range s.listed {
		servers = append(servers, similar.Server{Host: server.Host, Topics: likeTopics(server)})
	}
	return similar.Relate(servers)
}
