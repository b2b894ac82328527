package notice

import (
	"regexp"
	"strings"
)

// beside reports whether a noun stands near a closing and is not what closes.
func (s *sentence) beside(noun, h hit, host string) bool {
	return s.anybodys(noun) || noun.Last < h.First && s.possessor(noun) || s.modified(noun) || s.foreign(noun, host) || s.possesses(noun, h) ||
		s.placed(noun) && !s.holdsNoun(h) || host != "" && s.ofHosts(host) == subjectNamed && s.yours(noun)
}

// holdsNoun reports whether the words for a closing name a thing, as "pull the plug" does:
// it goes on with "on this server".
func (s *sentence) holdsNoun(h hit) bool {
	return s.some(h, kindNoun, func(n hit) bool { return h.Start <= n.Start && n.End <= h.End && n.End-n.Start < h.End-h.Start })
}

// anybodys reports whether a word such as "another" stands before a noun, with no "this"
// between them.
func (s *sentence) anybodys(noun hit) bool {
	return s.some(noun, kindAny, func(o hit) bool {
		own := s.some(noun, kindOwn, func(w hit) bool { return o.Last < w.First && w.Last < noun.First })
		return o.Last < noun.First && noun.First-o.Last <= 2 && !own || o.Start <= noun.Start && noun.End <= o.End && o.End-o.Start > noun.End-noun.Start ||
			o.Start < noun.Start && noun.Start < o.End
	})
}

// modified reports whether a noun is one of something else, "the Discord server", only
// says what kind another is, "our Peertube sister site", or is a version of a software.
func (s *sentence) modified(noun hit) bool {
	if titled.MatchString(s.Folded.Text[noun.End:]) {
		return true
	}
	if version.MatchString(s.Folded.Text[noun.End:]) && !dotted.MatchString(s.Folded.Text[noun.End:]) {
		return true
	}
	return s.some(noun, kindOther, func(o hit) bool { return o.End <= noun.Start && noun.Start-o.End <= 1 }) || s.elsewhere(noun) ||
		s.some(noun, kindAny, func(o hit) bool {
			return o.First == noun.Last+1 && s.some(noun, kindNoun, func(n hit) bool { return n.First == o.Last+1 })
		})
}

// elsewhere reports whether a noun is one at something else: "the page on Facebook".
func (s *sentence) elsewhere(noun hit) bool {
	return s.some(noun, kindOther, func(o hit) bool {
		link := func(k kind) bool {
			return s.some(noun, k, func(p hit) bool { return p.First == noun.Last+1 && o.First == p.Last+1 })
		}
		return o.First == noun.Last+2 && (link(kindPlace) || link(kindGenitive))
	})
}

// yours reports whether a noun is one of those who are spoken to: "your server".
func (s *sentence) yours(noun hit) bool {
	return s.some(noun, kindYou, func(y hit) bool { return y.Last < noun.First && noun.First-y.Last <= 2 })
}

// possesses reports whether what closes is a thing of a noun: "the server's cache". Next
// to the hit it is "the server's closing", or its "last day".
func (s *sentence) possesses(noun, h hit) bool {
	rest, ok := strings.CutPrefix(s.Folded.Text[noun.End:], "'s ")
	next, _, _ := strings.Cut(rest, " ")
	return ok && h.First > noun.Last+2 && !strings.HasSuffix(next, "ing")
}

var (
	// version matches what follows the name of a software: "Mastodon 4.2".
	version = regexp.MustCompile(`^ v?\d+\.[\dx]`)
	// titled matches a name in quotes after a noun: the project "Warm Soup".
	titled = regexp.MustCompile(`^ ?(?:["“„«”]|「|『)[^\x01"“„«”」』]{2,40}["“”»」』]`)
	// dotted matches a day that looks like one: "the server 15.04.2026".
	dotted = regexp.MustCompile(`^ \d{1,2}\.\d{1,2}(?:\.(?:\d{4})?(?:\D|$)|$)`)
)

// placed reports whether a noun only says where something is: "on this server".
func (s *sentence) placed(noun hit) bool {
	return s.some(noun, kindPlace, func(p hit) bool {
		before := p.End <= noun.Start && noun.First-p.Last <= 2 && !strings.ContainsAny(s.Folded.Text[p.End:noun.Start], ":,.(")
		return before || p.Start == noun.End || p.Start <= noun.Start && noun.End <= p.End
	})
}

// ofWhat reports whether a closing goes on with "of" and no server follows: "the closure
// of the pool".
func (s *sentence) ofWhat(h hit, host string) bool {
	if !s.some(h, kindDeed, func(d hit) bool { return h.Start <= d.Start && d.End <= h.End }) {
		return false
	}
	_, end := s.clause(h)
	return s.some(h, kindGenitive, func(g hit) bool {
		if g.First != h.Last+1 {
			return false
		}
		last := min(g.Last+reachComplement, end-1)
		return !s.some(h, kindNoun, func(n hit) bool { return n.First > h.Last && n.First <= last && !s.anybodys(n) }) &&
			!s.some(h, kindItself, func(n hit) bool { return n.First > h.Last && n.First <= last }) &&
			(s.ofHosts(host) == subjectNone || !s.hostIn(h.Last, last+1))
	})
}

// foreign reports whether a noun is followed or preceded by the name of another host than
// the own one, where that is known: "the server x.example".
func (s *sentence) foreign(noun hit, host string) bool {
	if host == "" {
		return false
	}
	text := s.Folded.Text
	isGap := func(b byte) bool { return b == ' ' || b == '"' || b == '(' || b == '\'' }
	from := noun.End
	for from < len(text) && isGap(text[from]) && from < noun.End+3 {
		from++
	}
	to := from
	for to < len(text) && text[to] == masked {
		to++
	}
	before := noun.Start
	for before > 0 && isGap(text[before-1]) && before > noun.Start-3 {
		before--
	}
	start := before
	for start > 0 && text[start-1] == masked {
		start--
	}
	other := func(a, b int) bool {
		name := strings.ToLower(s.Orig[s.From[a]:s.From[b]])
		return a < b && hostLike.MatchString(name) && !strings.Contains(name, host)
	}
	return other(from, to) || other(start, before)
}
