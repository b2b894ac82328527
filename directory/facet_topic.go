package directory

import (
	"strings"

	"landfall/directory/topic"
)

func topicFacet() facetKind {
	return facetKind{
		key: KeyTopic, label: "Topic",
		note:  "From the server’s own words.",
		parse: parseTopic, complaint: "is not a topic.",
		of: topicsOf, name: TopicLabel, under: topicUnder,
	}
}

// AdultTopic reports whether servers of a topic are hidden unless asked for.
func AdultTopic(id topic.ID) bool {
	t, ok := topic.Default().Topic(id)
	return ok && t.Adult
}

// TopicLabel returns the name of a topic, a sub-topic after its topic: "Music › Metal".
// [Unknown] is "None found"; the name of what is no topic is its ID.
func TopicLabel(value string) string {
	if value == Unknown {
		return "None found"
	}
	id := topic.ID(value)
	t, ok := topic.Default().Topic(id)
	if !ok {
		return value
	}
	if whole, ok := topic.Default().Topic(id.Parent()); ok && id.IsSub() {
		return whole.Label + " › " + t.Label
	}
	return t.Label
}

func parseTopic(text string) (string, bool) {
	text = strings.ToLower(text)
	_, ok := topic.Default().Topic(topic.ID(text))
	return text, ok || text == Unknown
}

func topicUnder(value string) string {
	if id := topic.ID(value); id.IsSub() {
		return string(id.Parent())
	}
	return ""
}

// topicsOf returns the topics of a server, with the topic of each sub-topic.
func topicsOf(s *Server) []string {
	shown := s.Reading.Topics.Topics
	if len(shown) == 0 {
		return []string{Unknown}
	}
	values := make([]string, len(shown), len(shown)+1)
	for i, f := range shown {
		values[i] = string(f.ID)
	}
	return withWholes(values, topicUnder)
}
