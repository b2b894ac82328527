package directory

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"landfall"
	"landfall/directory/rank"
	"landfall/directory/reading"
	"landfall/directory/search"
)

// Material is what a snapshot is made of.
type Material struct {
	Instances []landfall.Instance // of several with one host the first counts
	Measured  map[landfall.Host]Measured
	Readings  map[landfall.Host]*reading.Reading // without one, an instance's words mean nothing
	Notices   []landfall.Notice
	Chronicle Chronicle
}

// Build makes a snapshot as of at. Hosts that refuse to be measured are counted, never
// kept. Single-user instances are kept but not listed.
func Build(m Material, at time.Time) *Snapshot {
	s := &Snapshot{
		totals:    Totals{At: at},
		epoch:     strconv.FormatInt(at.UnixNano(), 36),
		servers:   make(map[landfall.Host]*Server, len(m.Instances)),
		chronicle: m.Chronicle,
	}
	seen, values := make(map[landfall.Host]struct{}, len(m.Instances)), languages{}
	closings := s.takeNotices(&m)
	for i := range m.Instances {
		in := &m.Instances[i]
		if _, again := seen[in.Host]; again {
			continue
		}
		seen[in.Host] = struct{}{}
		server := newServer(in, m.Measured[in.Host], m.Readings[in.Host], at)
		server.Closing = closings[in.Host]
		server.languages = values.of(server)
		s.add(server)
	}
	s.findLookalikes()
	slices.SortFunc(s.listed, func(a, b *Server) int { return cmp.Compare(a.Host, b.Host) })
	s.all = roaring.New()
	s.all.AddRange(0, uint64(len(s.listed)))
	s.index()
	s.hear(values)
	return s
}

// index makes everything that answers queries, on as many cores as there are. Words
// take longest and begin first.
func (s *Snapshot) index() {
	var work sync.WaitGroup
	work.Go(func() { s.words = search.Build(documents(s.listed)) })
	s.compareVersions()
	work.Go(func() {
		s.table = rank.From(len(s.listed), func(i int) rank.Candidate { return newCandidate(s.listed[i]) }, s.totals.At)
	})
	work.Go(func() { s.orders = newOrders(s.listed, s.totals.At) })
	for i := range facets {
		s.facets[i] = newFacetIndex(&facets[i], s.listed)
	}
	s.joinable = s.facet(KeySignup).with(defaultSignup())
	s.relations = sync.OnceValue(s.relate)
	work.Wait()
}

// add counts a server and keeps it unless it asked not to be measured.
func (s *Snapshot) add(server *Server) {
	t, in := &s.totals, &server.Instance
	t.Known++
	if in.LastVisit.After(t.Newest) {
		t.Newest = in.LastVisit
	}
	if in.Status == landfall.StatusRefused {
		t.Refused++
		return
	}
	if in.Status != landfall.StatusCandidate && !in.LastSeen.IsZero() && t.At.Sub(in.LastSeen) <= listedFor {
		t.Users.Add(in.Facts.Users, landfall.MostUsers)
		t.ActiveMonth.Add(in.Facts.ActiveMonth, landfall.MostActive)
		t.Posts.Add(in.Facts.Posts, landfall.MostPosts)
	}
	s.servers[in.Host] = server
	switch server.Unlisted(t.At) {
	case "":
		s.list(server)
	case UnlistedNeverAnswered:
		t.Candidate++
	default:
		t.Hidden++
	}
}

// list takes in a server that a query may return.
func (s *Snapshot) list(server *Server) {
	s.listed = append(s.listed, server)
	if len(server.OnRequest()) > 0 {
		s.totals.OnRequest++
		return
	}
	s.totals.Listed++
	if joinable(server.Facts.Signup) {
		s.totals.Joinable++
	}
}

// compareVersions says of each server whether its version is current.
func (s *Snapshot) compareVersions() {
	read := releases{}
	newest := newestReleases(slices.Collect(maps.Values(s.servers)), read)
	for _, server := range s.servers {
		server.Upkeep = upkeepOf(server.Facts.Software, newest, read)
	}
}

func newServer(in *landfall.Instance, measured Measured, read *reading.Reading, at time.Time) *Server {
	if read == nil {
		read = &reading.Reading{}
	}
	return &Server{
		Instance: *in,
		Reading:  read,
		Measured: measured,
		Speed:    SpeedOf(measured.Summary.Click.P75, measured.Summary.Click.N),
		Size:     SizeOf(in.Facts.ActiveMonth),
		Age:      AgeOf(in.Discovered, at),
		Upkeep:   Upkeep{Standing: StandingUnknown},
	}
}
