package sim

import "time"

// Mix says what the instances of a network are like.
type Mix struct {
	// Share is the share of instances of each kind; what is left is healthy.
	Share map[Kind]float64
	// Latency is how long instances take to answer.
	Latency Latency
	// MastodonOnly makes every instance a Mastodon 4; otherwise software is drawn
	// from a distribution close to the real one.
	MastodonOnly bool
	// Peers is how many peers each instance states; 0 draws the number, which
	// then grows with the instance.
	Peers int
	// Junk is the share of entries in a peers list that name no instance: ports,
	// addresses, words, special-use and dead names.
	Junk float64
	// Near is the chance that a name in a peers list is of the instance's nearest
	// circle, those that are about the same in its language; that one of the others is
	// of its next, all of its language; and so on. 0 draws all by how large they are.
	Near float64
	// Robots draws a robots.txt for each instance; otherwise none has one.
	Robots bool
	// Flap is the rhythm of [Flapping] instances.
	Flap Flap
}

// Latency is how long instances take to answer. Each has a base of its own
// between Min and Max, drawn so that their logarithms are even.
type Latency struct {
	Min, Max time.Duration
	// Median, if set, makes the logarithms normal instead: half of the instances are
	// faster, and Spread is the standard deviation of the natural logarithm, so that
	// a few are much slower. Min and Max remain the bounds.
	Median time.Duration
	Spread float64
	// Jitter spreads each answer around the base by up to this share of it.
	Jitter float64
	// Handshake is the share of the base by which the TLS handshake is delayed.
	Handshake float64
}

// Flap is the rhythm of flapping instances: down for Down once every Period, each
// at a time of its own.
type Flap struct {
	Period, Down time.Duration
}

// Fixed answers every request after exactly d.
func Fixed(d time.Duration) Latency { return Latency{Min: d, Max: d} }

// MixDemo is mostly healthy, with a taste of everything and latencies from 20 to
// 900 ms.
func MixDemo() Mix {
	share := map[Kind]float64{
		Slow: 0.02, Hang: 0.02, Flapping: 0.015, Gone: 0.01, Moved: 0.01,
		ServerError: 0.012, PlainSite: 0.012, TLSExpired: 0.01, Reset: 0.006,
		Farm: 0.02, HostileText: 0.01, Liar: 0.008,
	}
	for _, kind := range Kinds() {
		if _, set := share[kind]; !set && kind != Healthy && kind != PeerFlood {
			share[kind] = 0.0015
		}
	}
	return Mix{
		Share:   share,
		Latency: Latency{Min: 20 * time.Millisecond, Max: 900 * time.Millisecond, Jitter: 0.3, Handshake: 0.25},
		Junk:    0.04,
		Near:    0.7,
		Robots:  true,
		Flap:    Flap{Period: 10 * time.Minute, Down: 3 * time.Minute},
	}
}

// MixHealthy is a benchmark: every instance a healthy Mastodon with 40 peers and
// no robots.txt that answers each request after exactly latency.
func MixHealthy(latency time.Duration) Mix {
	return Mix{Latency: Fixed(latency), MastodonOnly: true, Peers: 40}
}

// MixHanging is [MixHealthy] with a share of names that accept TCP and never
// answer.
func MixHanging(latency time.Duration, share float64) Mix {
	m := MixHealthy(latency)
	m.Share = map[Kind]float64{Hang: share}
	return m
}

// MixSweep is a large benchmark: one instance in ten is dead (half of them accept
// and never answer, the others reset), one in twenty drips, one in fifty bombs, one
// in twenty throttles; half of all answer within 150 ms, one in a hundred takes more
// than 2 s.
func MixSweep() Mix {
	return Mix{
		Share: map[Kind]float64{Hang: 0.05, Reset: 0.05, Drip: 0.05, Bomb: 0.02, Throttled: 0.05},
		Latency: Latency{
			Min: 5 * time.Millisecond, Max: 8 * time.Second, Median: 150 * time.Millisecond, Spread: 1.15,
			Jitter: 0.3, Handshake: 0.25,
		},
		Junk:   0.04,
		Peers:  40,
		Robots: true,
	}
}

// MixHostile is one fifth healthy; the rest is every kind of misbehaviour in equal
// parts, without delay.
func MixHostile() Mix {
	kinds := Kinds()[1:]
	share := make(map[Kind]float64, len(kinds))
	for _, kind := range kinds {
		share[kind] = 0.8 / float64(len(kinds))
	}
	return Mix{
		Share:  share,
		Junk:   0.2,
		Robots: true,
		Flap:   Flap{Period: time.Minute, Down: 30 * time.Second},
	}
}
