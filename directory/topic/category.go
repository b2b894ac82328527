package topic

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"landfall"
)

// categories are PeerTube's categories that have topics. The others are of no topic, or
// of any.
var categories = map[string][]ID{
	"Music": {"music"}, "Films": {"film"}, "Vehicles": {"transport"}, "Art": {"art"}, "Sports": {"sport"},
	"Gaming": {"games"}, "Comedy": {"humour"}, "News & Politics": {"news"}, "Education": {"academia"},
	"Activism": {"politics"}, "Science & Technology": {"science", "tech"}, "Animals": {"outdoors"}, "Food": {"food"},
}

// ofSoftware returns what categories declare that an admin set in the software. One who
// set many says that the place is about none of them.
func ofSoftware(names []string, at time.Time) []Declaration {
	if len(names) >= manyTopics {
		return nil
	}
	var declared []Declaration
	for _, name := range names {
		for _, id := range categories[name] {
			declared = append(declared, Declaration{Source: SourceSoftware, Topic: id, Note: name, At: at})
		}
	}
	return declared
}

// listed are joinmastodon's categories that have topics. Sensitive topics are left out:
// an instance says them itself, or they are not said of it.
var listed = map[string]ID{
	"general": General, "tech": "tech", "games": "games", "academia": "academia", "music": "music", "furry": "furry", "art": "art",
	"hobby": "hobby", "food": "food", "journalism": "news", "books": "books", "sports": "sport",
}

// ReadDirectory reads a directory's list of instances as joinmastodon publishes it: a
// JSON array of objects with domain, and category or categories. It returns what those
// declare, by host, with an empty list for a host of no known category. Any other
// document gives nothing. A list that breaks off is an error.
func ReadDirectory(r io.Reader, at time.Time) (map[landfall.Host][]Declaration, error) {
	in := json.NewDecoder(r)
	begins, err := in.Token()
	if err != nil || begins != json.Delim('[') {
		return nil, nil //nolint:nilerr // of another form
	}
	said := map[landfall.Host][]Declaration{}
	for in.More() {
		var entry struct {
			Domain     string   `json:"domain"`
			Category   string   `json:"category"`
			Categories []string `json:"categories"`
		}
		err := in.Decode(&entry)
		var other *json.UnmarshalTypeError
		switch {
		case errors.As(err, &other):
			continue
		case err != nil:
			return nil, fmt.Errorf("%w: directory: %w", landfall.ErrInvalid, err)
		}
		host, err := landfall.ParseHost(entry.Domain)
		names := slices.Concat(entry.Categories, []string{entry.Category})
		if err != nil || len(names) == 1 && names[0] == "" {
			continue
		}
		said[host] = ofDirectory(names, at)
	}
	if _, err := in.Token(); err != nil {
		return nil, fmt.Errorf("%w: directory: %w", landfall.ErrInvalid, err)
	}
	return said, nil
}

func ofDirectory(names []string, at time.Time) []Declaration {
	declared := []Declaration{}
	seen := map[string]bool{}
	for _, name := range names {
		id, ok := listed[strings.ToLower(name)]
		if ok && !seen[name] {
			declared = append(declared, Declaration{Source: SourceDirectory, Topic: id, Note: "listed as " + name, At: at})
		}
		seen[name] = true
	}
	return declared
}
