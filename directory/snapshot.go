package directory

import (
	"cmp"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"landfall"
	"landfall/directory/rank"
	"landfall/directory/search"
	"landfall/directory/similar"
)

// Snapshot is the directory at one moment. It is immutable and safe for
// concurrent use.
type Snapshot struct {
	totals  Totals
	epoch   string
	servers map[landfall.Host]*Server
	// listed holds the servers that a query can return, in the order of their
	// hosts. Everything below names a server by its place in it.
	listed []*Server
	all    *roaring.Bitmap
	facets [len(facets)]facetIndex // as in facets
	words  *search.Index
	orders map[Sort][]uint32
	table  *rank.Table                     // of the listed
	names  map[landfall.Host]landfall.Host // other names, to the instance
	// notices are those that may be shown, see [Snapshot.Notices].
	notices []*landfall.Notice
	// joinable are the listed servers that take new people.
	joinable *roaring.Bitmap
	// declared and observed are the listed servers that declare a language, and those
	// whose texts are in it.
	declared, observed speakers
	// relations counts which topics occur together, once it is asked for.
	relations func() similar.Relations
	chronicle Chronicle
}

// Totals are what is known at large.
type Totals struct {
	At        time.Time // when the snapshot was built
	Newest    time.Time // the newest visit in it, zero if none
	Listed    int       // servers that a query returns without asking for them
	OnRequest int       // servers that a query returns only if it asks for them, see [KeyShow]
	Joinable  int       // of the listed, sign-up open or by approval, told apart or not
	Known     int       // hosts ever heard of
	Candidate int       // heard of, never answered
	Refused   int       // asked not to be measured
	Hidden    int       // answered, but not listed: single-user or not answering for 14 days
	// What the instances that answered in the last 14 days add up to, single-user ones
	// included.
	Users, ActiveMonth, Posts landfall.Sum
}

// Server returns one instance, listed or not; nil if unknown or refused.
func (s *Snapshot) Server(host landfall.Host) *Server { return s.servers[host] }

// Name gives servers their other names. Only what one owner says of his own names
// counts. It belongs to making the snapshot: nobody else may hold it yet.
func (s *Snapshot) Name(aliases []landfall.Alias) {
	s.names = make(map[landfall.Host]landfall.Host, len(aliases))
	for _, a := range aliases {
		server := s.servers[a.Host]
		if server == nil || !a.SameOwner() {
			continue
		}
		server.Names = append(server.Names, a)
		if a.Merged {
			s.names[a.Name] = a.Host
		}
	}
}

// Depict gives a server its picture. Like Name, it belongs to making the snapshot.
func (s *Snapshot) Depict(host landfall.Host, icon string) {
	if server := s.servers[host]; server != nil {
		server.Icon = icon
	}
}

// Named returns the instance of which a host is another name, and "" if it is none.
func (s *Snapshot) Named(host landfall.Host) landfall.Host { return s.names[host] }

// Totals returns the numbers of the whole snapshot.
func (s *Snapshot) Totals() Totals { return s.totals }

// Epoch names the snapshot: two snapshots of one installation have the same epoch
// only if they are as of the same moment, also across restarts. With the canonical
// query it determines an answer, so it serves as part of an entity tag: it is made of
// letters and digits.
func (s *Snapshot) Epoch() string { return s.epoch }

// place returns a host's place among the listed, -1 if it is not listed.
func (s *Snapshot) place(host landfall.Host) int {
	place, listed := slices.BinarySearchFunc(s.listed, host, func(server *Server, host landfall.Host) int {
		return cmp.Compare(server.Host, host)
	})
	if !listed {
		return -1
	}
	return place
}
