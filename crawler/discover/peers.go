package discover

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"

	"landfall"
)

// DefaultPeers is how many hosts one peers list contributes at most.
const DefaultPeers = 20_000

// NotAName counts, beside the faults of [landfall.ParseHost], list elements that
// are no text at all: numbers, null, and objects without a "domain".
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

// RefusedTotal is how many elements were refused, whatever the fault.
func (s *Sample) RefusedTotal() int {
	n := 0
	for _, count := range s.Refused {
		n += count
	}
	return n
}

// Peers reads a Mastodon-compatible peers list: a JSON array of host names, or of
// objects with a "domain" as GoToSocial's filtered list has them. It streams, so
// that a list of a million names needs memory for the sample only, and draws at
// most max hosts at random (0 means [DefaultPeers]), so that a list cannot choose
// which of its names count; at most 50 of them share a registrable domain. A
// document that is not such an array, or breaks off, is an error, and then
// nothing of it counts: the Sample tells only how far it got.
//
// Source: https://docs.joinmastodon.org/methods/instance/#peers
func Peers(r io.Reader, max int, rng *rand.Rand) (Sample, error) {
	if max <= 0 {
		max = DefaultPeers
	}
	sample := Sample{Refused: make(map[landfall.HostFault]int)}
	draw := newSampler(max, rng.Uint64())
	s := scanner{r: bufio.NewReader(r)}
	s.offer = func(name string, ok bool) {
		sample.Total++
		if !ok {
			sample.Refused[NotAName]++
			return
		}
		host, fault := landfall.ParseHost(name)
		if fault != nil {
			sample.Refused[faultOf(fault)]++
			return
		}
		draw.offer(host)
	}
	if err := s.list(); err != nil {
		return sample, fmt.Errorf("peers list, byte %d, after %d names: %w", s.at, sample.Total, err)
	}
	sample.Hosts, sample.Crowded = draw.hosts(), draw.crowded
	return sample, nil
}
