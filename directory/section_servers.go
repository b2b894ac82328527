package directory

import (
	"landfall/directory/place"
	"landfall/directory/rank"
	"landfall/directory/topic"
)

// Best ranks the servers of the section for somebody who wants one of it and says nothing
// else: those that pass the gate, best first.
func (c *Section) Best() *rank.Ranking {
	return c.snapshot.table.RankAmong(c.wish(), func(place int) bool { return c.members.ContainsInt(place) })
}

func (c *Section) wish() rank.Wish {
	switch c.Key {
	case KeyTopic:
		return rank.Wish{Topics: []topic.ID{topic.ID(c.Value)}, Adult: AdultTopic(topic.ID(c.Value))}
	case KeyPlace:
		return rank.Wish{Place: place.ID(c.Value)}
	case KeyLanguage:
		return rank.Wish{Languages: []string{c.Value}}
	}
	return rank.Wish{}
}

// Newest returns at most n servers of the section, those first that Landfall heard of last.
func (c *Section) Newest(n int) []*Server {
	var newest []*Server
	for _, place := range c.snapshot.orders[SortNewest] {
		if len(newest) == n {
			break
		}
		if server := c.snapshot.listed[place]; c.members.Contains(place) && !server.Discovered.IsZero() {
			newest = append(newest, server)
		}
	}
	return newest
}
