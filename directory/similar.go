package directory

import (
	"cmp"
	"slices"
	"sync"

	"landfall"
	"landfall/directory/kind"
	"landfall/directory/similar"
)

// Likeness tells which servers of a snapshot are similar. It makes its index when a
// snapshot is first asked about and keeps it for as long as that is the newest. It is safe
// for concurrent use; the zero Likeness is ready.
type Likeness struct {
	mu    sync.Mutex
	of    *Snapshot
	index *similar.Index
}

// Similar returns up to n listed servers that are like one, the most alike first: those
// that the filter lets through, none of the same owner.
func (l *Likeness) Similar(s *Snapshot, host landfall.Host, n int, filter func(*Server) bool) []similar.Match {
	return l.indexOf(s).Find(host, n, func(other landfall.Host) bool {
		server := s.servers[other]
		return server.Unlisted(s.totals.At) == "" && filter(server)
	})
}

func (l *Likeness) indexOf(s *Snapshot) *similar.Index {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.of != s {
		l.of, l.index = s, similar.New(likes(s))
	}
	return l.index
}

// likes returns what likeness is judged by, of the servers that have answered, in the
// order of their hosts.
func likes(s *Snapshot) []similar.Server {
	list := make([]similar.Server, 0, len(s.servers))
	for _, server := range s.servers {
		if !server.LastSeen.IsZero() {
			list = append(list, likeOf(server))
		}
	}
	slices.SortFunc(list, func(a, b similar.Server) int { return cmp.Compare(a.Host, b.Host) })
	return list
}

// sizes are the bands of size from the smallest on.
var sizes = []Size{SizeUnknown, SizeSolo, SizeTiny, SizeSmall, SizeMedium, SizeLarge, SizeHuge}

func likeOf(server *Server) similar.Server {
	like := similar.Server{
		Host: server.Host, Software: similar.Family(server.Facts.Software.Name), Size: similar.Size(max(slices.Index(sizes, server.Size), 0)),
	}
	for _, k := range kind.Of(server.Facts.Software.Name) {
		like.Kinds = append(like.Kinds, string(k))
	}
	like.Topics = likeTopics(server)
	for _, f := range server.Reading.Languages {
		like.Languages = append(like.Languages, f.Language)
	}
	for _, p := range server.Reading.Places.CommunityFor.Shown {
		like.Places = append(like.Places, string(p.ID))
	}
	return like
}

func likeTopics(server *Server) []similar.Topic {
	var topics []similar.Topic
	for _, t := range server.Reading.Topics.Topics {
		topics = append(topics, similar.Topic{ID: string(t.ID), Confidence: t.Confidence})
	}
	return topics
}
