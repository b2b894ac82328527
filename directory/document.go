package directory

import (
	"iter"
	"strings"

	"landfall/directory/search"
)

// documents yields what can be searched of each server, in order.
func documents(listed []*Server) iter.Seq[search.Document] {
	return func(yield func(search.Document) bool) {
		w := tagWords{}
		for _, server := range listed {
			if !yield(w.document(server)) {
				return
			}
		}
	}
}

// tagWords holds what people may call the values of facets when they search.
type tagWords map[tagKey]string

type tagKey struct{ facet, value string }

// add adds the words for values, which of says once for each.
func (w tagWords) add(tags []string, facet string, values []string, of func(string) string) []string {
	for _, value := range values {
		if value == Unknown {
			continue
		}
		key := tagKey{facet, value}
		text, known := w[key]
		if !known {
			text = of(value)
			w[key] = text
		}
		tags = append(tags, text)
	}
	return tags
}

func (w tagWords) document(server *Server) search.Document {
	facts := &server.Facts
	d := search.Document{
		Host: server.Display(), Name: facts.Name, Description: facts.Description,
	}
	if d.Host != string(server.Host) {
		d.Alias = string(server.Host)
	}
	if name := facts.Software.Name; name != "" {
		d.Tags = append(d.Tags, name, SoftwareLabel(name))
	}
	d.Tags = w.add(d.Tags, KeyLanguage, server.languages, languageWords)
	d.Tags = w.add(d.Tags, KeyTopic, topicsOf(server), TopicLabel)
	d.Tags = w.add(d.Tags, KeyPlace, placesOf(server), PlaceLabel)
	for _, rule := range facts.Rules {
		d.Rules = append(d.Rules, strings.TrimSpace(rule.Text+" "+rule.Hint))
	}
	return d
}
