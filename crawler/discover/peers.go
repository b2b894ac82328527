package discover

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"

	"landfall"
)

// DefaultPeers is how many hosts one visit takes from peers lists at most.
const DefaultPeers = 20_000

// NotAName counts, beside the faults of [landfall.ParseHost], list elements that
// are no text at all: numbers, null, and objects without a name.
const NotAName landfall.HostFault = "not_a_name"

// Sample is what a peers list contributed.
type Sample struct {
	// Hosts is a random sample of the acceptable names, each once, in random order.
	Hosts []landfall.Host
	// Total counts the elements of the list, Refused those that name no instance,
	// by fault. Crowded counts names left out because their registrable domain has
	// enough in the sample.
	Total   int
	Refused map[landfall.HostFault]int
	Crowded int
}

// Collection draws one sample from the pages of one or several lists: at most max
// hosts at random, so that a list cannot choose which of its names count, and at
// most 50 of them below one registrable domain. It holds the sample only, however
// long the lists are.
type Collection struct {
	max    int
	key    uint64
	drawn  *sampler
	sample Sample
}

// NewCollection returns an empty Collection for at most max hosts; 0 means
// [DefaultPeers].
func NewCollection(max int, rng *rand.Rand) *Collection {
	if max <= 0 {
		max = DefaultPeers
	}
	key := rng.Uint64()
	return &Collection{
		max: max, key: key, drawn: newSampler(max, key),
		sample: Sample{Refused: make(map[landfall.HostFault]int)},
	}
}

// Page is what one document was, beside its names.
type Page struct {
	// Names counts its elements, acceptable or not.
	Names int
	// Next is the cursor of the next page, "" if there is none; Total how many names
	// there are on all pages, -1 if it does not say.
	Next  string
	Total int64
	// Blocked counts the elements that are said to be blocked, -1 if that is not said.
	Blocked int
}

// Read reads one document as a stream. One that is not of the format, or breaks
// off, is an error, and then nothing of it counts: the Page tells only how far it
// got.
func (c *Collection) Read(r io.Reader, f Format) (Page, error) {
	page := Page{Total: -1, Blocked: -1}
	refused := make(map[landfall.HostFault]int)
	draw := newSampler(c.max, c.key)
	s := scanner{r: bufio.NewReader(r)}
	s.offer = func(name string, ok bool) {
		page.Names++
		fault := NotAName
		if ok {
			fault = draw.name(name)
		}
		if fault != "" {
			refused[fault]++
		}
	}
	said, err := s.read(f)
	if err != nil {
		return page, fmt.Errorf("peers list, byte %d, after %d names: %w", s.at, page.Names, err)
	}
	page.Next, page.Total, page.Blocked = said.next, said.total, said.blocked
	c.take(draw)
	c.sample.Total += page.Names
	for fault, n := range refused {
		c.sample.Refused[fault] += n
	}
	return page, nil
}

// Take adds names that were read elsewhere.
func (c *Collection) Take(names []string) {
	for _, name := range names {
		c.sample.Total++
		if fault := c.drawn.name(name); fault != "" {
			c.sample.Refused[fault]++
		}
	}
}

// take merges what a page contributed. The keys are the same, so that the sample of
// all pages is what one list with all their names would have given.
func (c *Collection) take(page *sampler) {
	page.crowded += c.drawn.crowded
	for _, known := range c.drawn.drawn {
		page.offer(known.host)
	}
	c.drawn = page
}

// Sample returns what was collected so far. The Collection must not be used any
// more.
func (c *Collection) Sample() Sample {
	c.sample.Hosts, c.sample.Crowded = c.drawn.hosts(), c.drawn.crowded
	return c.sample
}

// Peers reads one list in Mastodon's format, as [Collection.Read] does, and returns
// what it contributed.
func Peers(r io.Reader, max int, rng *rand.Rand) (Sample, error) {
	c := NewCollection(max, rng)
	page, err := c.Read(r, mastodonPeers)
	sample := c.Sample()
	sample.Total = page.Names
	return sample, err
}
